import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Capacity } from '../capacity';
import { shapeOf } from '../open-nodes';
import { slotsIn } from '../nodes/slots-in';
import { Task } from '../tasks/task';

/**
 * Slots of a task on an empty node, by group; one at most where its pods keep apart. Found once for all tasks of a
 * cluster that ask the same.
 */
export function emptySlots(capacity: Capacity, task: Task, isApart: boolean): readonly number[] {
  return getOrMake(byShape(capacity)[Number(isApart)], shapeOf(task), () => capacity.groups.map(({ index }) => {
    const most = task.eligible[index] ? slotsIn(capacity.roomOfGroup(index), task.requests) : 0;
    return isApart ? Math.min(1, most) : most;
  }));
}

/** Of pods that do not keep apart, and of those that do. */
const byShape = oncePer((_: Capacity) => [0, 1].map(() => new Map<string, readonly number[]>()));
