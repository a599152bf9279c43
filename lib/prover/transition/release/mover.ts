import { UpdateBounds } from '../../../kubernetes/arithmetic';
import { makesPodsInOrder } from '../../../manifests';
import { Task } from '../../placement';
import { Course, nameOf } from '../../updates';
import { Change } from '../change/change';
import { FormerPods } from './former-pods';

/** A workload whose pods come or go with the change. */
export interface Mover extends Course {
  readonly change: Change;
  readonly name: string;
  /**
   * Its pods as they run; the same task as `fresh` where the scheduler sees no difference. Undefined for a new
   * workload.
   */
  readonly old?: Task;
  /** Its pods as they are asked for; undefined for a deleted workload. */
  readonly fresh?: Task;
  readonly unavailable: number;
  /** Its pods of former templates, in place of `old`, where a snapshot shows them half way. */
  readonly former?: FormerPods;
  /** Volumes of its pods are bound to some of the nodes of their zones. */
  readonly isBound?: boolean;
}

const STILL: UpdateBounds = { maxSurge: 0, maxUnavailable: 1, recreate: false };

/** Whether pods of a workload come or go. */
export function moves({ kind, after }: Change): boolean {
  return (
    kind === 'new'
    || kind === 'scaled'
    || kind === 'deleted'
    || (kind === 'updated' && after!.bounds(1) !== undefined && !after!.waitsFor)
  );
}

/** Pods that are wanted before and after, and that a snapshot shows on no node. */
export function missingBefore({ from, to, wanted = from }: Change): number {
  return Math.max(0, Math.min(wanted.most, to.most) - from.most);
}

/** Pods that are wanted at least at any time once the change begins. */
export function fewestWanted({ from, to, writes = Infinity }: Change): number {
  return Math.min(from.least, to.least, writes);
}

/** The mover of a change at its largest size. */
export function moverOf(change: Change, tasks: { readonly old?: Task; readonly fresh?: Task }): Mover {
  const { kind, after, before, from, to } = change;
  const bounds = after?.bounds(Math.max(1, to.most)) ?? STILL;
  return {
    change,
    ...tasks,
    name: nameOf((after ?? before)!),
    from: from.most,
    to: to.most,
    discipline: kind === 'scaled' || kind === 'deleted' ? 'scale' : bounds.recreate ? 'recreate' : 'roll',
    surge: bounds.maxSurge,
    unavailable: bounds.maxUnavailable,
  };
}

/**
 * Pods that a mover lacks at least where nothing moves any more, an old one is left and a new one waits. A StatefulSet
 * that makes its pods in order does nothing else while one waits, however many may be missing (kubernetes
 * pkg/controller/statefulset/stateful_set_control.go `processReplica`, before the pods to be replaced are chosen).
 */
export function missingAtEnd(mover: Mover): number {
  return isOrdered(mover) ? Math.min(1, mover.unavailable) : mover.unavailable;
}

/** A StatefulSet that makes its pods one after the other. */
export function isOrdered({ change: { after } }: Mover): boolean {
  return after !== undefined && makesPodsInOrder(after);
}

/** Whether its further pods are all made before one of those that there were is replaced. */
export function growsInOrder(mover: Mover): boolean {
  return isOrdered(mover) && mover.discipline === 'roll' && mover.to > mover.from;
}

/**
 * Old pods that may stand where nothing moves any more and the mover is not finished; `sure` ones are finished there.
 */
export function oldAtEnd(mover: Mover, isSure: boolean): number {
  const { discipline, from, to } = mover;
  return discipline === 'scale'
    ? Math.min(from, to)
    : discipline === 'recreate' || isSure
      ? 0
      : Math.max(0, Math.min(Math.max(from, to), to - missingAtEnd(mover)));
}

/** New pods that may stand where nothing moves any more. */
export function freshAtEnd({ discipline, from, to }: Mover): number {
  return discipline === 'scale' ? Math.max(0, to - from) : to;
}

/** Whether its pods may be replaced before an autoscaler has given it another number of them. */
export function isResizedLater(change: Change): boolean {
  const { kind, isAutoscaled, from, to } = change;
  return kind === 'updated' && (isAutoscaled === true || fewestWanted(change) < Math.min(from.least, to.least));
}
