import { holdsVolumeOf, Task } from '../../placement';
import { Course } from '../words/discipline';

/** A workload whose pods come and go. */
export interface Walker extends Course {
  /** Its pods as they run; the same task as `fresh` where the scheduler sees no difference. */
  readonly old?: Task;
  readonly fresh?: Task;
  readonly unavailable: number;
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

/** Where the pods of a walker are. */
export interface Standing {
  readonly old: Map<number, number>;
  readonly fresh: Map<number, number>;
  oldPods: number;
  freshPods: number;
  oldWanted: number;
  /** Nodes that pods with a volume of their own have left. */
  readonly homes: number[];
}

/** New pods that run: those that mount one volume do where old ones stand, or the first of them. */
function readyPods(walker: Walker, { old, fresh: places, freshPods }: Standing): number {
  const { fresh } = walker;
  if (fresh?.claims.attachment !== 'node' || places.size === 0) {
    return freshPods;
  }
  const [first] = old.size > 0 && holdsVolumeOf(walker.old, fresh) ? old.keys() : places.keys();
  return places.get(first) ?? 0;
}

/** Whether none that came beside others waits on another node for the volume that these hold. */
function standTogether({ old, fresh: task }: Walker, { old: places, fresh }: Standing): boolean {
  return task === undefined || !holdsVolumeOf(old, task) || new Set([...places.keys(), ...fresh.keys()]).size <= 1;
}

export function isThrough(walker: Walker, standing: Standing): boolean {
  const { discipline, from, to } = walker;
  const { oldPods, freshPods, oldWanted } = standing;
  return discipline === 'scale'
    ? oldPods === Math.min(from, to) && freshPods === Math.max(0, to - from) && standTogether(walker, standing)
    : oldPods === 0 && freshPods === to && readyPods(walker, standing) === to
      && (discipline === 'recreate' || oldWanted === 0);
}

export function mayLeave(walker: Walker, standing: Standing): boolean {
  const { discipline, to, unavailable } = walker;
  const { oldPods, oldWanted } = standing;
  return oldPods > 0 && (discipline === 'recreate' || oldPods > oldWanted
    || (discipline === 'roll' && oldWanted === oldPods && oldPods + readyPods(walker, standing) > to - unavailable));
}

export function mayGiveUp(walker: Walker, standing: Standing): boolean {
  const { discipline, to, unavailable } = walker;
  const { oldPods, oldWanted } = standing;
  return discipline === 'roll' && oldWanted > oldPods && oldWanted + readyPods(walker, standing) > to - unavailable;
}
