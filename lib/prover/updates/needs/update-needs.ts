import { HOSTNAME, mayPart, SlotBounds, Task } from '../../placement';
import { requiredSurge } from '../../../kubernetes/arithmetic';
import { isIntricate } from './intricate';
import { Attachment } from './endings';
import { Size } from './size';

/** Claims of which it is not known how many nodes may mount them, and that several workloads mount. */
export function openClaims({ claims: { unknown, shared } }: Task): string[] {
  return unknown.filter((claim) => shared.includes(claim))
    .map((claim) => `claim ${claim} is mounted by several workloads, and its access mode is not in the input`);
}

/** Several pods made at once: their moves are counted, and not tried one by one. */
export function openGroups(task: Task, sizes: Size[]): string[] {
  const together = sizes.some(({ bounds }) => requiredSurge(bounds) > 1);
  return together && (task.apart?.perRevision || isIntricate(task))
    ? ['not modelled: constraints among the pods of an update that makes several pods at once'] : [];
}

/** Pods that must find room at one time. */
export function wanted({ replicas, bounds }: Size): number {
  return replicas + requiredSurge(bounds);
}

/**
 * Pods that must stand at one time under the same constraints: those that keep apart within a revision may join old
 * ones.
 */
export function standingAtOnce({ apart, spreads }: Task, size: Size): number {
  return apart?.perRevision || spreads.some(({ perRevision }) => perRevision) ? size.replicas : wanted(size);
}

export function needsSecondPod({ replicas, bounds }: Size): boolean {
  return replicas > 1 || requiredSurge(bounds) > 0;
}

/**
 * Step 2: a claim for one pod, and two at a time; or a claim for one node that takes a pod more beside the old ones,
 * where no node holds so many or spread refuses it there, the other domains having none.
 */
export function exceedsClaim(bounds: SlotBounds, task: Task, size: Size, attachment: Attachment): boolean {
  const isCrowded = ({ self, perRevision, counted, domains, maxSkew }: Task['spreads'][number]) =>
    self && !perRevision && counted.length === 1 && domains > 1 && wanted(size) > maxSkew;
  return attachment === 'pod'
    ? needsSecondPod(size)
    : attachment === 'node'
      && requiredSurge(size.bounds) > 0
      && (bounds.mostOnOneNode(task) < wanted(size) || task.spreads.some(isCrowded));
}

/** Whether pods that hold one volume may be in each other's way: it takes two of them at a time. */
export function isTied(sizes: Size[], attachment: Attachment): boolean {
  return attachment !== 'free' && sizes.some(needsSecondPod);
}

/** Step 9: a pod may be missing, and nothing keeps its successor from the room it leaves. */
export function givesBackItsRoom(task: Task, sizes: Size[], attachment: Attachment): boolean {
  const leavesDomain =
    task.attractions.some(({ self }) => self)
    && sizes.some(({ replicas, bounds }) => replicas > 1 && bounds.maxUnavailable >= replicas);
  return (
    !isTied(sizes, attachment)
    && sizes.every(({ bounds }) => requiredSurge(bounds) === 0)
    && !leavesDomain
    // Those beside which it came may have been replaced elsewhere: its own room is then none for its successor.
    && !task.attractions.some(mayPart)
    && task.ties.every(({ users, topologyKey }) => users.length === 1 || topologyKey !== HOSTNAME)
    // Pods that stand unevenly may not come back to where most of them are.
    && task.spreads.every(({ counted, self, perRevision, domains, maxSkew }) =>
      !self || (counted.length === 1 && !perRevision && (domains === 1 || task.most <= maxSkew)))
  );
}
