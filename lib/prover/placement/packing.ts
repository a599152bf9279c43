import { Capacity } from './capacity';
import { Placement } from './placement';
import { attractedLast } from './placement-search';
import { Task } from './task';

/**
 * `compact` keeps room together and scarce resources free; `even` spreads as the scheduler prefers; `hostile` fills
 * scarce nodes first.
 */
export type PackingStyle = 'compact' | 'even' | 'hostile';

/** What a packing favours besides its style. */
export interface PackingWish {
  /** Placed before all others. */
  readonly first?: Task;
  /** Nodes that other tasks fill before any other node. */
  readonly fill?: (node: number) => boolean;
  /** Nodes that `first` uses; all of its own when absent. */
  readonly home?: (node: number) => boolean;
}

/**
 * A greedy placement of every pod that some node could hold; undefined when it leaves one over, which proves nothing.
 */
export function pack(
  capacity: Capacity,
  countOf: (task: Task) => number,
  style: PackingStyle,
  wish: PackingWish = {},
): Placement | undefined {
  const placement = new Placement(capacity);
  const scarcity = scarceness(capacity);
  for (const task of packingOrder(capacity, wish.first)) {
    let left = countOf(task);
    const candidates = left > 0 ? capacity.nodesOf(task).filter((node) => placement.slotsBesideSpread(task, node) > 0
      && (task !== wish.first || !wish.home || wish.home(node))) : [];
    const free = (node: number) => placement.room[node].reduce((sum, room, resource) =>
      sum + (task.requests[resource] > 0 && Number.isFinite(room) ? room / task.requests[resource] : 0), 0);
    const rank = new Map(candidates.map((node) => [node, {
      fill: task !== wish.first && wish.fill?.(node) ? 0 : 1, foreign: scarcity(node, task), free: free(node),
    }]));
    const sign = style === 'compact' ? 1 : -1;
    candidates.sort((left, right) => {
      const [one, two] = [rank.get(left)!, rank.get(right)!];
      return (
        one.fill - two.fill
        || (style === 'even' ? 0 : sign * (one.foreign - two.foreign))
        || sign * (one.free - two.free)
      );
    });
    const atOnce = style === 'compact' || wish.fill ? Infinity : 1;
    while (left > 0) {
      const before = left;
      for (const node of candidates) {
        const pods = Math.min(left, left > 0 ? placement.slots(task, node) : 0, atOnce);
        if (pods > 0) {
          placement.add(task, node, pods);
          left -= pods;
        }
      }
      if (left === before) {
        return undefined;
      }
    }
  }
  return placement;
}

/** Fewest places first, then largest share of a node first. */
function packingOrder(capacity: Capacity, first?: Task): Task[] {
  // A resource that some node has without end is no reason to go first.
  const largest = capacity.resources.map((_, resource) =>
    capacity.room.reduce((most, room) => Math.max(most, room[resource]), 1),
  );
  const rank = new Map(
    capacity.placeable.map((task) => [
      task,
      {
        places: task === first ? 0 : capacity.nodesOf(task).length,
        share: Math.max(...task.requests.map((amount, resource) => amount / largest[resource])),
      },
    ]),
  );
  return attractedLast(
    [...capacity.placeable].sort((left, right) => {
      const [one, two] = [rank.get(left)!, rank.get(right)!];
      return one.places - two.places || two.share - one.share || left.index - right.index;
    }),
  );
}

/** How many extended resources a node has that the task does not ask for. */
function scarceness(capacity: Capacity): (node: number, task: Task) => number {
  const extended = capacity.resources.flatMap((name, resource) => (name.includes('/') ? [resource] : []));
  return (node, task) =>
    extended.filter((resource) => capacity.room[node][resource] > 0 && task.requests[resource] === 0).length;
}
