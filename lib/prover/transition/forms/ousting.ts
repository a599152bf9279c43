import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Workload } from '../../../manifests';
import { mayOutrank, Rank, Task } from '../../placement';
import { isOtherwise } from '../change/change';
import { mayBeKept, standsFreely } from './closed-forms';
import { overRank } from '../release/evictor';
import { Mover } from '../release/mover';
import { Release, shapesOf } from '../release/release';
import { standingNodes } from '../release/standing-nodes';
import { areBesideNew, boundsWithStopping } from './wait-for-others';
import { wantedNodes } from '../release/wanted-nodes';

/** Pods that may be evicted, on nodes by their index. */
interface Victim {
  readonly rank: Rank;
  readonly nodes: () => readonly number[];
}

/** Whether some that come may evict pods of a workload, and those that stay and may do so once they are evicted. */
interface Evictors {
  readonly doCome: boolean;
  readonly others: readonly Workload[];
}

const known = oncePer((_: Release) => new Map<Workload, Evictors>());

/**
 * Whether pods of a workload may be evicted by pods of higher priority that come with a change: by new ones of its own,
 * and by such as are evicted themselves and made again. The scheduler looks for victims only for a pod that no node
 * takes (kubernetes pkg/scheduler/framework/preemption): one that is sure of a free slot, whatever stands meanwhile,
 * evicts nobody.
 */
export function mayBeEvicted(release: Release, workload: Workload): boolean {
  const reached = new Set([workload]);
  for (const each of reached) {
    const { doCome, others } = getOrMake(known(release), each, () => evictorsOf(release, each));
    if (doCome) {
      return true;
    }
    others.forEach((other) => reached.add(other));
  }
  return false;
}

function evictorsOf(release: Release, workload: Workload): Evictors {
  const { capacity } = release;
  const all = victimsOf(release, workload).map(({ rank, nodes }): Evictors => {
    const { movers, daemons, held, tasks } = overRank(release, rank);
    const groups = tasks.length === 0 ? [] : [...new Set(nodes().map((node) => capacity.groupOf[node]))];
    const mayMeet = ({ eligible }: Task) => groups.some((group) => eligible[group]);
    return {
      doCome: comesBesideItsOld(release, workload) || held.some((task) => task.workload !== workload && mayMeet(task))
        || movers.some((mover) => comes(mover) && mayMeet(mover.fresh!) && !isCalm(release, mover))
        || mayMeetDaemon(release, nodes, new Set(daemons.filter((each) => each !== workload))),
      others: tasks.filter(mayMeet).map((task) => task.workload),
    };
  });
  return { doCome: all.some(({ doCome }) => doCome), others: all.flatMap(({ others }) => others) };
}

/** Whether new pods of a DaemonSet come beside its old ones, which were made with a lower priority. */
function comesBesideItsOld(release: Release, workload: Workload): boolean {
  const daemon = release.capacity.daemonOf(workload);
  const change = release.changeOf(workload);
  const priority = change?.before?.priority;
  return daemon !== undefined && priority !== undefined && change?.kind === 'updated'
    && (workload.bounds(1)?.maxSurge ?? 0) > 0 && mayOutrank(daemon.rank, { ...daemon.rank, value: priority });
}

function comes({ discipline, from, to }: Mover): boolean {
  return discipline !== 'scale' || to > from;
}

/** Whether pods of some DaemonSets come to a node, or come back to it while others may have taken their room. */
function mayMeetDaemon(
  release: Release, nodes: () => readonly number[], daemons: ReadonlySet<Workload>,
): boolean {
  if (daemons.size === 0) {
    return false;
  }
  const { capacity, movers } = release;
  const leaving = new Set(release.leavingBeside(new Set(movers)).map(({ workload }) => workload));
  const stood = new Set(nodes());
  return capacity.daemons.some((daemon) => {
    const { workload } = daemon;
    const change = daemons.has(workload) ? release.changeOf(workload) : undefined;
    return change !== undefined && (isOtherwise(change) || leaving.has(workload))
      && wantedNodes(capacity, daemon).some((node) => stood.has(node));
  });
}

/** Old and new pods of a workload that changes, or those that stay. */
function victimsOf(release: Release, workload: Workload): Victim[] {
  const { capacity } = release;
  const daemon = capacity.daemonOf(workload);
  const mover = release.moverOf(workload);
  const tasks = mover ? shapesOf(mover) : capacity.tasksOf(workload);
  const standing = () => standingNodes(release, workload);
  const value = release.changeOf(workload)?.before?.priority ?? daemon?.rank.value;
  return daemon ? [{ rank: { ...daemon.rank, value }, nodes: () => [...standing(), ...wantedNodes(capacity, daemon)] }]
    : tasks.map((task) => ({ rank: task.rank, nodes: () => [...standing(), ...capacity.nodesOf(task)] }));
}

/** Whether each of its new pods is sure of a free slot at any time. */
function isCalm(release: Release, mover: Mover): boolean {
  const { capacity } = release;
  const fresh = mover.fresh!;
  const calm: Task = { ...fresh, rank: { ...fresh.rank, evicts: false } };
  const own = areBesideNew(mover) ? mover.from : mover.surge;
  return fresh.spreads.length === 0 && mover.isBound !== true && standsFreely(capacity, mover)
    && !mayBeKept(capacity, mover) && boundsWithStopping(release).guaranteed(calm) >= mover.to + own;
}
