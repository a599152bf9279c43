import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { askedOf } from '../nodes/asked';
import { Capacity } from '../capacity';
import { NodeOrder } from './node-order';
import { shapeOf } from '../open-nodes';
import { Placement } from '../placement';
import { attractedLast } from './placement-search';
import { Task } from '../tasks/task';

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

/** More than all extended resources of a node. */
const FILLED_LATER = 1_000;

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
  const sign = style === 'compact' ? 1 : -1;
  const atOnce = style === 'compact' || wish.fill ? Infinity : 1;
  const known = new Map<string, NodeOrder>();
  const changes: number[] = [];
  const orderFor = (task: Task): NodeOrder => {
    const isFirst = task === wish.first;
    const nodes = capacity.nodesOf(task);
    const foreign = style === 'even' ? undefined : scarcity(task);
    return new NodeOrder(
      isFirst && wish.home ? nodes.filter(wish.home) : nodes,
      (node) => (!isFirst && wish.fill?.(node) ? 0 : FILLED_LATER) + sign * (foreign?.[node] ?? 0),
      (node) => {
        const free = freeSlots(placement, task, node);
        return free === undefined ? undefined : sign * free;
      }, changes,
    );
  };
  for (const task of packingOrder(capacity, wish.first)) {
    const key = task === wish.first ? '' : shapeOf(task);
    const order = getOrMake(known, key, () => orderFor(task));
    const entries = order.now();
    for (let left = countOf(task); left > 0;) {
      const before = left;
      for (let at = 0; at < entries.length && left > 0; at++) {
        const node = entries[at].node;
        const pods = Math.min(left, placement.slots(task, node), atOnce);
        if (pods > 0) {
          placement.add(task, node, pods);
          changes.push(node);
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

/** Fewest places first, then largest share of a node first; one task may be wanted before all. */
export function packingOrder(capacity: Capacity, first?: Task): Task[] {
  const order = orderOf(capacity);
  return first === undefined ? order : attractedLast([first, ...order.filter((task) => task !== first)]);
}

const orderOf = oncePer((capacity: Capacity): Task[] => {
  // A resource that some node has without end is no reason to go first.
  const largest = capacity.resources.map((_, resource) =>
    capacity.room.reduce((most, room) => Math.max(most, room[resource]), 1),
  );
  const rank = new Map(capacity.placeable.map((task) => [task, {
    places: capacity.nodesOf(task).length,
    share: Math.max(...task.requests.map((amount, resource) => amount / largest[resource])),
  }]));
  return attractedLast([...capacity.placeable].sort((left, right) => {
    const [one, two] = [rank.get(left)!, rank.get(right)!];
    return one.places - two.places || two.share - one.share || left.index - right.index;
  }));
});

/** How many extended resources each node has that a task does not ask for. */
function scarceness(capacity: Capacity): (task: Task) => number[] {
  const extended = capacity.resources.flatMap((name, resource) => (name.includes('/') ? [resource] : []));
  const all = capacity.room.map((room) => countPresent(room, extended));
  const known = new Map<string, number[]>();
  return ({ requests }) => {
    const used = askedOf(requests).filter((resource) => capacity.resources[resource].includes('/'));
    const key = used.join();
    return getOrMake(known, key, () => capacity.room.map((room, node) => all[node] - countPresent(room, used)));
  };
}

function countPresent(room: Float64Array, resources: readonly number[]): number {
  return resources.reduce((sum, resource) => sum + Number(room[resource] > 0), 0);
}

/**
 * How often the requests of a task fit into what is left of a node, summed over the resources; undefined where they do
 * not fit at all.
 */
function freeSlots(placement: Placement, { requests }: Task, node: number): number | undefined {
  const room = placement.room[node];
  let sum = 0;
  for (const resource of askedOf(requests)) {
    if (room[resource] < requests[resource]) {
      return undefined;
    }
    sum += Number.isFinite(room[resource]) ? room[resource] / requests[resource] : 0;
  }
  return sum;
}
