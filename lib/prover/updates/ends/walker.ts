import { holdsVolumeOf, Task } from '../../placement';
import { Course } from '../words/discipline';

/** A workload whose pods come and go. */
export interface Changing extends Course {
  /** Its pods as they run; the same task as `fresh` where the scheduler sees no difference. */
  readonly old?: Task;
  readonly fresh?: Task;
  readonly unavailable: number;
}

export interface Walker extends Changing {
  /** Old pods that its controller wants when the change begins. */
  readonly wantedFirst: number;
}

/** Whose pods move: a walker by its number, or a task that nobody replaces and that may be evicted. */
export type Who = number | Task;

/** One step: a pod comes to a node, also where it has others evicted, or leaves it; one that waits is given up. */
export interface Step {
  readonly who: Who;
  readonly kind: 'comes' | 'evicts' | 'returns' | 'leaves' | 'gives up';
  /** -1 for a pod that waits. */
  readonly node: number;
}

/** Where the pods of a workload are that come and go. */
export interface Where {
  readonly old: Map<number, number>;
  readonly fresh: Map<number, number>;
  oldPods: number;
  freshPods: number;
  /** Old pods that the controller wants: some of them may wait. */
  oldWanted: number;
}

export interface Standing extends Where {
  /** Nodes that pods with a volume of their own have left. */
  readonly homes: number[];
}

/**
 * The node that has the volume which one node has at a time: that of old pods, or of the first new one. Pods that come
 * to another wait for it there, as the scheduler does not look at it. Undefined where new pods mount none.
 */
export function holderOf({ old: task, fresh: own }: Changing, { old, fresh }: Where): number | undefined {
  if (own?.claims.attachment !== 'node') {
    return undefined;
  }
  const [first] = old.size > 0 && holdsVolumeOf(task, own) ? old.keys() : fresh.keys();
  return first;
}

/** New pods that run. */
function readyPods(changing: Changing, where: Where): number {
  const holder = holderOf(changing, where);
  return holder === undefined ? where.freshPods : where.fresh.get(holder) ?? 0;
}

/** Whether none that came beside others waits on another node for the volume that these hold. */
function standTogether({ old, fresh: task }: Changing, { old: places, fresh }: Where): boolean {
  return task === undefined || !holdsVolumeOf(old, task) || new Set([...places.keys(), ...fresh.keys()]).size <= 1;
}

export function isThrough(changing: Changing, where: Where): boolean {
  const { discipline, from, to } = changing;
  const { oldPods, freshPods, oldWanted } = where;
  return discipline === 'scale'
    ? oldPods === Math.min(from, to) && freshPods === Math.max(0, to - from) && standTogether(changing, where)
    : oldPods === 0 && freshPods === to && readyPods(changing, where) === to
      && (discipline === 'recreate' || oldWanted === 0);
}

/** Whether its controller may stop an old pod because fewer are wanted. */
export function hasTooMany({ discipline }: Changing, { oldPods, oldWanted }: Where): boolean {
  return discipline !== 'recreate' && oldPods > oldWanted;
}

/** Whether it may stop one for a new one. */
export function mayReplace(changing: Changing, where: Where): boolean {
  const { discipline, to, unavailable } = changing;
  const { oldPods, oldWanted } = where;
  return oldPods > 0 && (discipline === 'recreate' || (discipline === 'roll' && oldWanted === oldPods
    && oldPods + readyPods(changing, where) > to - unavailable));
}

/** Whether it may give up an old pod that waits. */
export function mayGiveUp(changing: Changing, where: Where): boolean {
  const { discipline, to, unavailable } = changing;
  const { oldPods, oldWanted } = where;
  return discipline === 'roll' && oldWanted > oldPods && oldWanted + readyPods(changing, where) > to - unavailable;
}
