import { Capacity } from './capacity';
import { shapeOf } from './open-nodes';
import { slotsIn } from './slots-in';
import { Task } from './task';

const known = new WeakMap<Capacity, Map<string, readonly number[]>[]>();

/**
 * Slots of a task on an empty node, by group; one at most where its pods keep apart. Found once for all tasks of a
 * cluster that ask the same.
 */
export function emptySlots(capacity: Capacity, task: Task, isApart: boolean): readonly number[] {
  const both = known.get(capacity) ?? [new Map<string, readonly number[]>(), new Map<string, readonly number[]>()];
  known.set(capacity, both);
  const byShape = both[Number(isApart)];
  const shape = shapeOf(task);
  let slots = byShape.get(shape);
  if (!slots) {
    slots = capacity.groups.map(({ index }) => {
      const most = task.eligible[index] ? slotsIn(capacity.roomOfGroup(index), task.requests) : 0;
      return isApart ? Math.min(1, most) : most;
    });
    byShape.set(shape, slots);
  }
  return slots;
}
