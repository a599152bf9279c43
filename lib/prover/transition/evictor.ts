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
  const nodes = daemonOf ? [...daemonOf.nodes, ...daemonOf.shortages.map(({ node }) => capacity.nodes.indexOf(node))]
    : tasks.flatMap((task) => capacity.nodesOf(task));
  const isOver = (rank: Rank) => mayOutrank(rank, victim.rank);
  const mover = release.movers.find(({ fresh }) => fresh !== undefined && isOver(fresh.rank)
    && nodes.some((node) => fresh.eligible[capacity.groupOf[node]]));
  const changes = capacity.daemons.filter(({ rank }) => isOver(rank)).map((daemon) => daemon.workload);
  const daemon = changes.length === 0 ? undefined : release.daemonAmong(nodes, (change) =>
    isOtherwise(change) && changes.some((each) => release.changeOf(each) === change));
  return mover?.name ?? (daemon && nameOf(daemon));
}

/** Whether new pods of another mover may have pods of a task removed. */
export function mayBeOusted(movers: ReadonlySet<Mover>): (task: Task) => boolean {
  const comers = [...movers].filter(({ fresh }) => fresh !== undefined);
  const ranks = [...new Map(comers.map(({ fresh }) => [rankKey(fresh!.rank), fresh!.rank])).values()];
  return (task) => ranks.some((rank) => mayOutrank(rank, task.rank))
    && comers.some(({ old, fresh }) => task !== fresh && task !== old && mayOutrank(fresh!.rank, task.rank));
}
