import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Workload } from '../../../manifests';
import { mayOutrank, Rank, rankKey, Task } from '../../placement';
import { nameOf } from '../../updates';
import { isOtherwise } from '../change/change';
import { Mover } from './mover';
import { Release } from './release';
import { standingNodes } from './standing-nodes';
import { wantedNodes } from './wanted-nodes';

/**
 * The name of a workload that changes and whose new pods may have those of another evicted, which stays as it is;
 * pods of DaemonSets evict and are evicted like any other (kubernetes pkg/scheduler/framework/plugins/defaultpreemption
 * `SelectVictimsOnNode`). Undefined where none may.
 */
export function evictorOf(release: Release, workload: Workload): string | undefined {
  const { capacity } = release;
  const [tasks, daemonOf] = [capacity.tasksOf(workload), capacity.daemonOf(workload)];
  const victim = tasks[0] ?? daemonOf;
  if (!victim) {
    return undefined;
  }
  const { movers, daemons, held } = overRank(release, victim.rank);
  if (movers.length + daemons.length + held.length === 0) {
    return undefined;
  }
  const standing = standingNodes(release, workload);
  const nodes = () => [...standing, ...daemonOf ? wantedNodes(capacity, daemonOf)
    : tasks.flatMap((task) => capacity.nodesOf(task))];
  const groupsOf = (some: readonly number[]) => new Set(some.map((node) => capacity.groupOf[node]));
  const groups = daemonOf ? [...groupsOf(nodes())]
    : [...groupsOf(standing), ...capacity.groups.map(({ index }) => index)
      .filter((group) => tasks.some(({ eligible }) => eligible[group]))];
  const mover = movers.find(({ fresh }) => groups.some((group) => fresh!.eligible[group]));
  const daemon = daemons.length === 0 ? undefined : release.daemonAmong(nodes(), (change) =>
    isOtherwise(change) && daemons.some((each) => release.changeOf(each) === change));
  const further = held.find((each) => each.workload !== workload && groups.some((group) => each.eligible[group]))
    ?.workload ?? daemon;
  return mover?.name ?? (further && nameOf(further));
}

/** Whose pods may have some of a rank evicted, of what changes. */
interface Over {
  readonly movers: readonly Mover[];
  readonly daemons: readonly Workload[];
  /** Of updates that are held: further pods of those that are not followed, as nobody replaces their old ones. */
  readonly held: readonly Task[];
  readonly tasks: readonly Task[];
}

const knownOver = oncePer((_: Release) => new Map<string, Over>());

/** The same for all pods of a rank. */
export function overRank(release: Release, rank: Rank): Over {
  return getOrMake(knownOver(release), `${rankKey(rank)} ${rank.className}`, () => findOver(release, rank));
}

function findOver(release: Release, rank: Rank): Over {
  const { capacity: { daemons, tasks }, movers } = release;
  const isOver = (each: { readonly rank: Rank }) => mayOutrank(each.rank, rank);
  const over = tasks.filter(isOver);
  return {
    tasks: over,
    movers: movers.filter(({ fresh }) => fresh !== undefined && isOver(fresh)),
    daemons: daemons.filter(isOver).map(({ workload }) => workload),
    held: over.filter(({ workload }) => {
      const change = release.changeOf(workload);
      return change?.kind === 'updated' && change.held === 'some';
    }),
  };
}

/** Whether new pods of another mover may have pods of a task removed. */
export const mayBeOusted = oncePer((movers: ReadonlySet<Mover>): (task: Task) => boolean => {
  const comers = [...movers].filter(({ fresh }) => fresh !== undefined);
  const ranks = [...new Map(comers.map(({ fresh }) => [rankKey(fresh!.rank), fresh!.rank])).values()];
  return (task) => ranks.some((rank) => mayOutrank(rank, task.rank))
    && comers.some(({ old, fresh }) => task !== fresh && task !== old && mayOutrank(fresh!.rank, task.rank));
});
