import { readyTime, SecondsRange } from '../../../kubernetes/arithmetic';
import { oncePer } from '../../../util/once-per';
import { NodeGroup, SlotBounds, slotsIn, Task } from '../../placement';
import { restsOnPlaces, WorkloadPlan } from '../../updates';
import { isOtherwise } from '../change/change';
import { mayBeKept, standsFreely } from './closed-forms';
import { Mover } from '../release/mover';
import { Release } from '../release/release';

/**
 * The time without a pod beside others that change: where these may have the room meanwhile, new pods may wait until
 * they have made all of theirs and stopped the old ones, one after the other. Something always goes on while they do,
 * as all of it is proven to come to an end.
 */
export function downtimeBeside(
  { together, downtimeSeconds }: WorkloadPlan, waitedFor: () => readonly Mover[],
): SecondsRange {
  const { least, most } = downtimeSeconds;
  if (most === 0 || most === undefined || together.verdict !== 'proven' || restsOnPlaces(together.witness)) {
    return downtimeSeconds;
  }
  return {
    least,
    most: waitedFor().map(busySeconds).reduce<number | undefined>(
      (sum, each) => (sum === undefined || each === undefined ? undefined : sum + each), most,
    ),
  };
}

/** At most until a mover has made all its new pods and stopped all its old ones; undefined where nothing bounds it. */
function busySeconds({ change: { before, after }, from, to }: Mover): number | undefined {
  const stopping = from * (before?.pod.terminationGracePeriodSeconds ?? 0);
  const ready = after && to > 0 ? readyTime(after).most : 0;
  return ready === undefined ? undefined : stopping + to * (ready + (after?.minReadySeconds ?? 0));
}

/** Bounds that count all pods of a release that may stand at one time. */
const boundsMeanwhile = oncePer((release: Release) => new SlotBounds(
  release.capacity, (task) => mostMeanwhile(release, task), release.leavingBeside(new Set(release.movers)),
));

/**
 * The same with pods that are stopping, which hold their room until they are gone: old ones beside the new ones, but of
 * controllers that make none before they are (kubernetes pkg/controller/deployment/recreate.go `oldPodsRunning`,
 * pkg/controller/statefulset/stateful_set_control.go `processReplica`).
 */
export const boundsWithStopping = oncePer((release: Release) => new SlotBounds(
  release.capacity, (task) => {
    const mover = release.moverOfTask(task);
    return mover && areBesideNew(mover) ? mover.from + mover.to : mostMeanwhile(release, task);
  }, release.leavingBeside(new Set(release.movers)),
));

/** Whether its old pods, of the same task, may stop beside all new ones. */
export function areBesideNew({ discipline, old, fresh, change: { after } }: Mover): boolean {
  return discipline === 'roll' && old === fresh && after?.kind !== 'StatefulSet';
}

function mostMeanwhile(release: Release, task: Task): number {
  const mover = release.moverOfTask(task);
  if (!mover) {
    return release.startOf(task);
  }
  const { old, fresh, from, to, surge, discipline, change } = mover;
  const further = discipline === 'roll' ? surge : 0;
  // Old ones that wait for a node may come as well.
  return old === fresh ? Math.max(from, to) + further : task === old ? Math.max(from, change.wanted?.most ?? 0) : to;
}

/** Whether all new pods of a mover find room as soon as its old ones are gone, whatever others do. */
export function findsRoomAtOnce(release: Release, mover: Mover): boolean {
  const { capacity } = release;
  const { old, fresh, to } = mover;
  if (!fresh || fresh.spreads.length > 0 || !standsFreely(capacity, mover)) {
    return false;
  }
  const besideNone = { ...fresh, repulsions: fresh.repulsions.filter(({ other }) => other !== old) };
  const own = new Map([...old ? [[old, 0] as const] : [], [fresh, to]]);
  const slots = () => boundsMeanwhile(release).with(own).guaranteed(besideNone);
  return (!mover.isBound && !mayBeKept(capacity, mover) && slots() >= to)
    || (besideNone.repulsions.length === 0 && isLeftItsRoom(release, mover));
}

/**
 * Whether the node of its one old pod has room for the one new pod: old pods of others stood there beside the old one,
 * so that only their new ones can take what it leaves.
 */
function isLeftItsRoom(release: Release, { old, fresh, from, to }: Mover): boolean {
  const { capacity } = release;
  if (!old || !fresh || from !== 1 || to !== 1
    || release.daemonAmong(capacity.nodesOf(old), isOtherwise) !== undefined) {
    return false;
  }
  const mayHold = ({ eligible, requests }: Task, { index }: NodeGroup) =>
    eligible[index] && slotsIn(capacity.roomOfGroup(index), requests) > 0;
  return capacity.groups.filter((group) => mayHold(old, group)).every((group) => {
    const { index } = group;
    const others = capacity.tasks.filter((task) => task !== old && task !== fresh && mayHold(task, group));
    const taken = (resource: number, pods: (task: Task) => number) =>
      others.reduce((sum, task) => sum + pods(task) * task.requests[resource], 0);
    return fresh.eligible[index] && fresh.requests.every((amount, resource) => amount <= Math.max(
      old.requests[resource] - taken(resource, (task) => newPodsOf(release, task)),
      capacity.roomOfGroup(index)[resource] - taken(resource, (task) => mostMeanwhile(release, task)),
    ));
  });
}

/** Pods of a task that come with the change: old ones as well that wait for a node. */
function newPodsOf(release: Release, task: Task): number {
  const mover = release.moverOfTask(task);
  return mover?.fresh === task ? mover.to
    : mover ? Math.max(0, (mover.change.wanted?.most ?? 0) - mover.from) : task.most - task.least;
}
