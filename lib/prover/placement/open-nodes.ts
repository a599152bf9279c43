import { Placement } from './placement';
import { Task } from './task';

const shapes = new WeakMap<Task, string>();
const eligibilities = new WeakMap<boolean[], string>();
const known = new WeakMap<Placement, Map<string, number[]>>();

/** The same for tasks that may use the same nodes. */
export function eligibilityKey({ eligible }: Task): string {
  const key = eligibilities.get(eligible) ?? eligible.map(Number).join('');
  eligibilities.set(eligible, key);
  return key;
}

/** The same for tasks that ask the same and may use the same nodes. */
export function shapeOf(task: Task): string {
  let shape = shapes.get(task);
  if (shape === undefined) {
    shape = `${task.requests.join()}|${eligibilityKey(task)}`;
    shapes.set(task, shape);
  }
  return shape;
}

/**
 * Nodes with room for one more pod of a task, in a placement that stays as it is: found once for tasks of one shape.
 */
export function openNodes(placement: Placement, task: Task): readonly number[] {
  const { capacity } = placement;
  const byShape = known.get(placement) ?? new Map<string, number[]>();
  known.set(placement, byShape);
  const shape = shapeOf(task);
  let nodes = byShape.get(shape);
  if (!nodes) {
    nodes = capacity.nodesOf(task).filter((node) => placement.slotsByRoom(task, node) > 0);
    byShape.set(shape, nodes);
  }
  return nodes;
}
