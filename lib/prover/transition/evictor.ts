import { Workload } from '../../manifests';
import { mayOutrank, Rank, rankKey, Task } from '../placement';
import { nameOf } from '../updates';
import { isOtherwise } from './change';
import { Mover } from './mover';
import { Release } from './release';

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
  const isOver = (rank: Rank) => mayOutrank(rank, victim.rank);
  const movers = moversOver(release, victim.rank);
  const changes = capacity.daemons.filter(({ rank }) => isOver(rank)).map((daemon) => daemon.workload);
  // Further pods of those that are not followed, as nobody replaces their old ones, are of the new class.
  const held = capacity.tasks.filter(({ workload: other, rank }) => {
    const change = release.changeOf(other);
    return other !== workload && change?.kind === 'updated' && change.held === 'some' && isOver(rank);
  });
  if (movers.length + changes.length + held.length === 0) {
    return undefined;
  }
  const nodes = daemonOf ? [...daemonOf.nodes, ...daemonOf.shortages.map(({ node }) => capacity.nodes.indexOf(node))]
    : tasks.flatMap((task) => capacity.nodesOf(task));
  const groups = [...new Set(nodes.map((node) => capacity.groupOf[node]))];
  const mover = movers.find(({ fresh }) => groups.some((group) => fresh!.eligible[group]));
  const daemon = changes.length === 0 ? undefined : release.daemonAmong(nodes, (change) =>
    isOtherwise(change) && changes.some((each) => release.changeOf(each) === change));
  const further = held.find(({ eligible }) => groups.some((group) => eligible[group]))?.workload ?? daemon;
  return mover?.name ?? (further && nameOf(further));
}

const OVER = new WeakMap<Release, Map<string, readonly Mover[]>>();

/** Those whose new pods may have some of a rank evicted: the same for all of that rank. */
function moversOver(release: Release, rank: Rank): readonly Mover[] {
  const known = OVER.get(release) ?? new Map<string, readonly Mover[]>();
  OVER.set(release, known);
  const key = `${rankKey(rank)} ${rank.className}`;
  const over = known.get(key)
    ?? release.movers.filter(({ fresh }) => fresh !== undefined && mayOutrank(fresh.rank, rank));
  known.set(key, over);
  return over;
}

const OUSTED = new WeakMap<ReadonlySet<Mover>, (task: Task) => boolean>();

/** Whether new pods of another mover may have pods of a task removed. */
export function mayBeOusted(movers: ReadonlySet<Mover>): (task: Task) => boolean {
  const isOusted = OUSTED.get(movers) ?? oustedBy(movers);
  OUSTED.set(movers, isOusted);
  return isOusted;
}

function oustedBy(movers: ReadonlySet<Mover>): (task: Task) => boolean {
  const comers = [...movers].filter(({ fresh }) => fresh !== undefined);
  const ranks = [...new Map(comers.map(({ fresh }) => [rankKey(fresh!.rank), fresh!.rank])).values()];
  return (task) => ranks.some((rank) => mayOutrank(rank, task.rank))
    && comers.some(({ old, fresh }) => task !== fresh && task !== old && mayOutrank(fresh!.rank, task.rank));
}
