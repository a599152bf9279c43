import { Placement } from './placement';
import { Task } from './task';

const shapes = new WeakMap<Task, string>();
const known = new WeakMap<Placement, Map<string, number[]>>();

/** The same for tasks that ask the same and may use the same nodes. */
export function shapeOf(task: Task): string {
  let shape = shapes.get(task);
  if (shape === undefined) {
    shape = `${task.requests.join()}|${task.eligible.map(Number).join('')}`;
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
