import { Capacity, HOSTNAME, Task } from '../../placement';
import { HalfWayPods } from '../change/half-way-pods';
import { mayBeKept, standsFreely } from './closed-forms';
import { FormerPods, formerPods } from '../release/former-pods';
import { Mover } from '../release/mover';
import { Release } from '../release/release';

/** A workload whose pods of former templates are counted by themselves, each where it stands. */
export interface HalfWay extends Mover {
  readonly fresh: Task;
  readonly former: FormerPods;
}

/** While everything changes; `roomBeside`: what others leave of a node as they stand. */
export function countedAmongOthers(
  release: Release, mover: Mover, roomBeside: (node: number) => Readonly<Float64Array>,
): HalfWay | undefined {
  const { capacity, movers } = release;
  const isStill = movers.every((each) => each === mover || onlyComes(each)) && noDaemonLeaves(release);
  return countedByThemselves(capacity, mover, {
    roomOf: isStill ? roomBeside : (node) => capacity.room[node], isStill,
  });
}

/** Whether no pod of it leaves its room. */
function onlyComes({ discipline, from, to, change }: Mover): boolean {
  return from === 0 || (discipline === 'scale' && from <= to && change.isAutoscaled !== true);
}

/** Whether no DaemonSet leaves its room to others while its pods are replaced. */
export function noDaemonLeaves(release: Release): boolean {
  return release.leavingBeside(new Set(release.movers)).length === 0;
}

/**
 * Undefined where it is not half way, or more than room decides where pods may go, or how many there are. `roomOf`:
 * what others leave of a node to old pods that wait; `isStill`: none of them leaves its room meanwhile.
 */
export function countedByThemselves(
  capacity: Capacity, mover: Mover,
  { roomOf, isStill }: { roomOf: (node: number) => Readonly<Float64Array>; isStill: boolean },
): HalfWay | undefined {
  const { change, to, discipline, isBound } = mover;
  const fresh = mover.fresh && withoutDoubt(mover.fresh);
  const { halfWay, from, to: asked, after, isAutoscaled } = change;
  if (!halfWay || !fresh || to === 0 || isBound || discipline === 'scale') {
    return undefined;
  }
  const isFixed = from.least === from.most && asked.least === to && isAutoscaled !== true;
  const bounds = after!.bounds(to)!;
  const isPlain = bounds.borrows !== true && (bounds.requiredSurge ?? 0) <= 1
    && fresh.workload.pod.deviceClaims.length === 0 && capacity.tasksOf(fresh.workload).length === 1;
  const terms = [fresh.workload.pod, ...halfWay.former.map(({ pod }) => pod)].flatMap((pod) => pod.antiAffinity);
  const itself = { ...mover, fresh, old: undefined, from: 0 };
  const isByRoom = fresh.rank.value === halfWay.priority && fresh.spreads.length === 0
    && fresh.claims.attachment === 'free' && terms.every(({ topologyKey }) => topologyKey === HOSTNAME)
    && standsFreely(capacity, itself) && !mayBeKept(capacity, itself);
  const former = isFixed && isPlain && isByRoom ? formerPods(capacity, change, fresh, {
    roomOf, giveUpFirst: isStill && from.most === to && after!.kind === 'Deployment' && givesUpFirst(itself, halfWay),
  }) : undefined;
  return former && { ...itself, former };
}

/**
 * Whether the controller gives up all old pods that wait before one leaves its room: before, or when, it stops one that
 * is available (kubernetes pkg/controller/deployment/rolling.go `reconcileOldReplicaSets`, which calls
 * `cleanupUnhealthyReplicas` first), and of those that are not as many as are more than R - U with the available ones.
 */
function givesUpFirst({ to, unavailable, change: { after } }: Mover, { available, former }: HalfWayPods): boolean {
  const standing = former.filter(({ node }) => node !== '').length;
  return after!.minReadySeconds === 0
    && (available.former + available.fresh >= to - unavailable || available.former === standing);
}

/** Without the one doubt about its pods that counting them by themselves decides. */
function withoutDoubt(task: Task): Task {
  const { unread } = task.workload;
  return unread.length > 1 ? task
    : { ...task, unmodelled: task.unmodelled.filter((reason) => !unread.includes(reason)) };
}
