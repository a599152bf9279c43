import { componentsOf } from '../components';
import { copyOf, Placement } from '../placement';
import { HOSTNAME, Task } from '../tasks/task';

/**
 * Whether nobody looks for the pods of a task, and it for those of nobody else: where it and another one like that ask
 * the same and may use the same nodes, their pods may be exchanged.
 */
export function isUnnoticed({ capacity }: Placement, task: Task): boolean {
  const { repulsions, attractions, ties, spreads, apart, claims, most } = task;
  return repulsions.length + attractions.length === 0 && !claims.staysOnNode
    && (ties.length === 0 || (most === 1 && ties.every(({ users }) => users.length === 1)))
    && spreads.every(({ counted }) => counted.every((each) => each === task))
    && (apart === undefined || apart.topologyKey === HOSTNAME) && !componentsOf(capacity).isNamed(task);
}

/** The placement with all pods of two tasks of one shape exchanged; undefined where that does not leave it one. */
export function exchanged(placement: Placement, one: Task, two: Task): Placement | undefined {
  const [first, second] = [one, two].map(({ index }) => [...placement.places[index]]);
  const mayStand = ({ apart }: Task, places: readonly (readonly [number, number])[]) =>
    apart === undefined || places.every(([, pods]) => pods === 1);
  if (!isUnnoticed(placement, one) || !isUnnoticed(placement, two) || !mayStand(one, second) || !mayStand(two, first)) {
    return undefined;
  }
  const result = copyOf(placement);
  first.forEach(([node, pods]) => result.add(one, node, -pods));
  second.forEach(([node, pods]) => {
    result.add(two, node, -pods);
    result.add(one, node, pods);
  });
  first.forEach(([node, pods]) => result.add(two, node, pods));
  return result;
}
