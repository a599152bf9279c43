import { Capacity, Placement, slotsIn, Task } from '../../placement';
import { amountText } from './wording';

/**
 * The resource that decides where a task fits: an extended one it asks for, otherwise the one that fills first on an
 * empty node.
 */
export function decisiveResource(capacity: Capacity, task: Task): number {
  const extended = capacity.resources.findIndex((name, resource) => name.includes('/') && task.requests[resource] > 0);
  if (extended >= 0) {
    return extended;
  }
  const room =
    capacity.room[capacity.nodes.findIndex((_, node) => task.eligible[capacity.groupOf[node]])] ?? capacity.room[0];
  const share = [...task.requests].map((amount, resource) =>
    room && Number.isFinite(room[resource]) ? amount / Math.max(1, room[resource]) : 0,
  );
  return share.indexOf(Math.max(...share));
}

/** Nodes that hold a pod of the task where they are empty; all it may use where none does. */
export function homesOf(capacity: Capacity, task: Task): number[] {
  const eligible = capacity.nodesOf(task);
  const homes = eligible.filter((node) => slotsIn(capacity.room[node], task.requests) > 0);
  return homes.length > 0 ? homes : eligible;
}

/** Resources that are named where no single one is missing on all nodes. */
const MOST_MISSING = 2;

/**
 * The resources for which one more pod finds no room on its nodes, that which is missing on most first: one where it is
 * missing on all of them, and the decisive one where room is not what is missing.
 */
export function missingResources(placement: Placement, task: Task): number[] {
  const { capacity } = placement;
  const short = new Map<number, number>();
  const homes = homesOf(capacity, task);
  homes.forEach((node) => task.requests.forEach((amount, resource) => {
    if (amount > placement.room[node][resource]) {
      short.set(resource, (short.get(resource) ?? 0) + 1);
    }
  }));
  const decisive = decisiveResource(capacity, task);
  const [first, ...rest] = [...short].sort(
    (one, two) => two[1] - one[1] || Number(two[0] === decisive) - Number(one[0] === decisive),
  );
  if (!first) {
    return [decisive];
  }
  const isEverywhere = first[1] === homes.length;
  return [first, ...isEverywhere ? [] : rest].slice(0, MOST_MISSING).map(([resource]) => resource);
}

/** The first of them. */
export function missingResource(placement: Placement, task: Task): number {
  return missingResources(placement, task)[0];
}

/** `1 nvidia.com/gpu and 4 cpu`: what a pod of the task asks for of some resources. */
export function neededText({ resources }: Capacity, { requests }: Task, asked: readonly number[]): string {
  return asked.map((resource) => amountText(resources[resource], requests[resource])).join(' and ');
}
