import { Capacity, Placement, seeded, Task } from '../../placement';

/** So many pods of some tasks, and where they would stand if they could choose. */
export interface Wanted {
  readonly task: Task;
  readonly pods: number;
  readonly at: readonly number[];
}

/**
 * A placement of all pods that is as near to another one as can be: those that find no room there stand elsewhere, or
 * have one or two others make room that do. Undefined where none was found.
 */
export function startNear(capacity: Capacity, wanted: readonly Wanted[], seed: number): Placement | undefined {
  const below = seeded(seed);
  const placement = new Placement(capacity);
  const homeless: Task[] = [];
  for (const { task, pods, at } of wanted) {
    at.slice(0, pods).forEach((node) => {
      if (placement.slotsBesideSpread(task, node) > 0) {
        placement.add(task, node, 1);
      }
    });
    homeless.push(...Array.from({ length: pods - placement.countAll(task) }, () => task));
  }
  return homeless.every((task) => settle(placement, task, below)) ? placement : undefined;
}

function settle(placement: Placement, task: Task, below: (count: number) => number): boolean {
  const nodes = shuffled(placement.capacity.nodesOf(task), below);
  const free = nodes.find((node) => placement.slotsBesideSpread(task, node) > 0);
  if (free !== undefined) {
    placement.add(task, free, 1);
    return true;
  }
  return nodes.some((node) => makeRoom(placement, task, node, below));
}

/** One or two pods of another workload leave a node for others that take them. */
function makeRoom(placement: Placement, task: Task, node: number, below: (count: number) => number): boolean {
  const { tasks } = placement.capacity;
  for (const other of shuffled([...placement.pods[node].keys()].map((index) => tasks[index]), below)) {
    for (const pods of [1, 2]) {
      if (other === task || placement.count(other, node) < pods) {
        continue;
      }
      placement.add(other, node, -pods);
      if (placement.slotsBesideSpread(task, node) > 0) {
        placement.add(task, node, 1);
        if (moveTo(placement, other, pods, node, below)) {
          return true;
        }
        placement.add(task, node, -1);
      }
      placement.add(other, node, pods);
    }
  }
  return false;
}

function moveTo(
  placement: Placement, task: Task, pods: number, from: number, below: (count: number) => number,
): boolean {
  const taken: number[] = [];
  for (const node of shuffled(placement.capacity.nodesOf(task), below)) {
    while (node !== from && taken.length < pods && placement.slotsBesideSpread(task, node) > 0) {
      placement.add(task, node, 1);
      taken.push(node);
    }
  }
  if (taken.length === pods) {
    return true;
  }
  taken.forEach((node) => placement.add(task, node, -1));
  return false;
}

export function shuffled<T>(items: readonly T[], below: (count: number) => number): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = below(at + 1);
    [result[at], result[other]] = [result[other], result[at]];
  }
  return result;
}
