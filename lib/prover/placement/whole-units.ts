import { append } from '../../manifests';
import { askedOf } from './asked';
import { Capacity } from './capacity';
import { eligibilityKey } from './open-nodes';
import { Task } from './task';

/** Units of one resource that are tried for the pods of some nodes. */
const MOST_UNITS = 32;

/**
 * Whether pods are too many for their nodes by whole units of a resource (step P5 of docs/explanation/proof.md): pods
 * of two and of three devices are one of two each, and so is a node of three. False proves nothing.
 *
 * @param countOf pods of each task that are to stand
 */
export function exceedsWholeUnits(capacity: Capacity, countOf: (task: Task) => number): boolean {
  const classes = new Map<string, Task[]>();
  capacity.placeable.forEach((task) => append(classes, eligibilityKey(task), task));
  return [...classes.values()].some(([{ eligible }]) => {
    const confined = capacity.placeable.filter((task) =>
      countOf(task) > 0 && task.eligible.every((yes, group) => !yes || eligible[group]));
    return exceeds(capacity, confined, countOf);
  });
}

/** The same for pods that may go to no other nodes than these. */
function exceeds(capacity: Capacity, tasks: readonly Task[], countOf: (task: Task) => number): boolean {
  const nodes = capacity.nodes.flatMap((_, node) =>
    (tasks.some(({ eligible }) => eligible[capacity.groupOf[node]]) ? [node] : []));
  // Pods that may evict those of DaemonSets have more room than is counted here.
  if (tasks.some((task) => nodes.some((node) => capacity.makesRoom(task, node)))) {
    return false;
  }
  const resources = new Set(tasks.flatMap(({ requests }) => askedOf(requests)));
  return [...resources].some((resource) => {
    const units = [...new Set(tasks.map(({ requests }) => requests[resource]))].filter((unit) => unit > 0);
    return units.sort((one, two) => two - one).slice(0, MOST_UNITS).some((unit) => {
      const asked = tasks.reduce((sum, task) => sum + countOf(task) * Math.floor(task.requests[resource] / unit), 0);
      const offered = nodes.reduce((sum, node) => sum + Math.floor(capacity.room[node][resource] / unit), 0);
      return asked > offered;
    });
  });
}
