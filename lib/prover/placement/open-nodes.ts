import { getOrMake } from '../../util/get-or-make';
import { oncePer } from '../../util/once-per';
import { Placement } from './placement';
import { Task } from './tasks/task';

/** The same for tasks that may use the same nodes. */
export function eligibilityKey({ eligible }: Task): string {
  return textOf(eligible);
}

const textOf = oncePer((eligible: readonly boolean[]) => eligible.map(Number).join(''));

/** The same for tasks that ask the same and may use the same nodes. */
export const shapeOf = oncePer((task: Task) => `${task.requests.join()}|${eligibilityKey(task)}`);

/**
 * Nodes with room for one more pod of a task, in a placement that stays as it is: found once for tasks of one shape.
 */
export function openNodes(placement: Placement, task: Task): readonly number[] {
  const { capacity } = placement;
  return getOrMake(byShape(placement), shapeOf(task), () =>
    capacity.nodesOf(task).filter((node) => placement.slotsByRoom(task, node) > 0));
}

const byShape = oncePer((_: Placement) => new Map<string, readonly number[]>());
