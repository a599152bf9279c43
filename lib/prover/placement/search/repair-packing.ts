import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Capacity } from '../capacity';
import { shapeOf } from '../open-nodes';
import { packingOrder } from './packing';
import { Placement } from '../placement';
import { SearchBudget } from './placement-search';
import { isNeverUneven, skewHolds } from '../skew';
import { Task } from '../tasks/task';

/** Pods that may step aside for one at a time. */
const MOST_ASIDE = 3;

/** A pod that looks for a node. */
export interface Arrival {
  readonly task: Task;
  /**
   * Where it may go.
   *
   * @default - wherever the task's pods may
   */
  readonly nodes?: readonly number[];
  /**
   * It waits for a volume that another pod of the task holds: it goes to another node, and only room decides.
   *
   * @default false
   */
  readonly waits?: boolean;
}

/**
 * A placement of every pod that some node could hold, where greedy packing leaves some over: each pod goes to the node
 * that it fills best, and where none has room, to the one from which the smallest other pods step aside, which then
 * look for a node themselves. Undefined where pods are left over when the budget of node visits ends, which proves
 * nothing.
 */
export function packWithRepairs(
  capacity: Capacity, countOf: (task: Task) => number, budget: SearchBudget,
): Placement | undefined {
  return new Repairs(new Placement(capacity), budget).run(packingOrder(capacity).flatMap((task) =>
    Array.from({ length: countOf(task) }, () => ({ task }))));
}

/**
 * The same with further pods, which are put into the placement; it is left as it was where some are left over.
 *
 * @param mayStepAside of which tasks pods may step aside; all when absent
 */
export function placeMore(
  placement: Placement, pods: readonly Arrival[], budget: SearchBudget,
  mayStepAside: (task: Task) => boolean = () => true,
): Placement | undefined {
  return new Repairs(placement, budget, mayStepAside).run(pods);
}

/** What does not depend on where pods stand. */
interface Measures {
  /** By resource, the most that a node has, and one at least. */
  readonly largest: readonly number[];
  /** By task, the largest share of a node that a pod asks for. */
  readonly sizes: readonly number[];
  /** Tasks whose pods others stand beside, or count. */
  readonly sought: ReadonlySet<Task>;
}

const measuresOf = oncePer((capacity: Capacity): Measures => {
  const sought = new Set(capacity.tasks.flatMap((task) => [
    ...task.attractions.flatMap(({ targets }) => targets),
    ...task.spreads.flatMap(({ counted }) => counted.filter((other) => other !== task)),
  ]));
  const largest = capacity.resources.map((_, resource) => capacity.room.reduce((most, room) =>
    (Number.isFinite(room[resource]) ? Math.max(most, room[resource]) : most), 1));
  const sizes = capacity.tasks.map(({ requests }) => Math.max(...largest.map((all, resource) =>
    requests[resource] / all)));
  return { largest, sizes, sought };
});

class Repairs {
  /** How often pods of a task had to step aside, and from a node: each time they become dearer. */
  private readonly asides: Float64Array;
  private readonly asidesOn: Float64Array;
  private readonly measures: Measures;
  private readonly capacity: Capacity;
  /** By shape of pods, as far as moves have been taken in. */
  private readonly lefts = new Map<string, { readonly leftOn: Float64Array; upTo: number }>();
  /** What was moved, to be undone. */
  private readonly moves: { readonly task: Task; readonly node: number; readonly pods: number }[] = [];

  constructor(
    private readonly placement: Placement, private readonly budget: SearchBudget,
    private readonly mayStepAside: (task: Task) => boolean = () => true,
  ) {
    const { capacity } = placement;
    this.capacity = capacity;
    this.measures = measuresOf(capacity);
    this.asides = new Float64Array(capacity.tasks.length);
    this.asidesOn = new Float64Array(capacity.nodes.length);
  }

  public run(pods: readonly Arrival[]): Placement | undefined {
    // Those that step aside stay in their domains.
    const isPlaced = this.placesAll(pods)
      && pods.every(({ task }) => task.spreads.every((spread) => skewHolds(this.placement, spread)));
    if (isPlaced) {
      return this.placement;
    }
    this.moves.reverse().forEach(({ task, node, pods: moved }) => this.placement.add(task, node, -moved));
    return undefined;
  }

  private placesAll(pods: readonly Arrival[]): boolean {
    const waiting = [...pods].reverse();
    for (let arrival = waiting.pop(); arrival; arrival = waiting.pop()) {
      const { task, nodes = this.capacity.nodesOf(task) } = arrival;
      if ((this.budget.steps -= nodes.length) < 0) {
        return false;
      }
      const node = this.fullest(arrival, nodes);
      const aside = node === undefined ? this.stepAside(arrival, nodes) : [];
      if (!aside) {
        return false;
      }
      if (node !== undefined) {
        this.move(task, node, 1);
      }
      const { sizes } = this.measures;
      waiting.push(...aside.sort((one, two) => sizes[one.task.index] - sizes[two.task.index]));
    }
    return true;
  }

  private move(task: Task, node: number, pods: number): void {
    this.placement.add(task, node, pods);
    this.moves.push({ task, node, pods });
  }

  private hasRoom({ task, waits = false }: Arrival, node: number): boolean {
    return waits
      ? this.placement.count(task, node) === 0 && this.placement.slotsByRoom(task, node) > 0
      : this.placement.slots(task, node) > 0;
  }

  /** The node with room on which the pod leaves least, all resources taken together. */
  private fullest(arrival: Arrival, nodes: readonly number[]): number | undefined {
    const leftOn = this.leftBy(arrival.task);
    let found: number | undefined;
    let least = Infinity;
    for (const node of nodes) {
      if (Number.isNaN(leftOn[node])) {
        leftOn[node] = this.left(arrival.task, node);
      }
      // What else keeps it off the node is asked of few.
      if (leftOn[node] < least && this.hasRoom(arrival, node)) {
        [found, least] = [node, leftOn[node]];
      }
    }
    return found;
  }

  /** By node, what pods that ask the same would leave; not a number where it has yet to be counted. */
  private leftBy(task: Task): Float64Array {
    const known = getOrMake(this.lefts, shapeOf(task), () =>
      ({ leftOn: new Float64Array(this.asidesOn.length).fill(NaN), upTo: 0 }));
    for (; known.upTo < this.moves.length; known.upTo++) {
      known.leftOn[this.moves[known.upTo].node] = NaN;
    }
    return known.leftOn;
  }

  /** Sum of squared shares of what is left of each resource that somebody asks for; without end where too little is. */
  private left({ requests }: Task, node: number): number {
    const room = this.placement.room[node];
    let sum = 0;
    for (let resource = 0; resource < room.length; resource++) {
      const left = room[resource] - requests[resource];
      if (left < 0 && requests[resource] > 0) {
        return Infinity;
      }
      const share = resource > 0 && Number.isFinite(left) ? left / this.measures.largest[resource] : 0;
      sum += share * share;
    }
    return sum;
  }

  /** Puts the pod where the cheapest pods step aside for it, and gives these; undefined where none can. */
  private stepAside(arrival: Arrival, nodes: readonly number[]): Arrival[] | undefined {
    let best: { readonly node: number; readonly aside: Task[]; readonly cost: number } | undefined;
    for (const node of nodes) {
      const aside = this.cheapest(arrival, node);
      const cost = (1 + this.asidesOn[node]) * (aside?.reduce((sum, each) => sum + this.costOf(each), 0) ?? Infinity);
      best = aside && cost < (best?.cost ?? Infinity) ? { node, aside, cost } : best;
    }
    if (best) {
      const { node, aside } = best;
      this.asidesOn[node]++;
      aside.forEach((each) => {
        this.move(each, node, -1);
        this.asides[each.index]++;
      });
      this.move(arrival.task, node, 1);
    }
    return best?.aside.map((task) => ({ task, nodes: this.nodesInstead(task, best.node) }));
  }

  /** Where a pod may go from a node without making its spread uneven. */
  private nodesInstead(task: Task, from: number): number[] {
    const nodes = this.capacity.nodesOf(task);
    return isNeverUneven(task) ? nodes
      : nodes.filter((node) => task.spreads.every(({ domainOf }) => domainOf[node] === domainOf[from]));
  }

  private costOf({ index }: Task): number {
    return this.measures.sizes[index] * (1 + this.asides[index]);
  }

  /** Few cheap pods on a node without which the pod has room there. */
  private cheapest(arrival: Arrival, node: number): Task[] | undefined {
    const { sought } = this.measures;
    const movable = [...this.placement.pods[node].keys()].map((index) => this.capacity.tasks[index])
      .filter((other) => other !== arrival.task && isFree(other) && !sought.has(other) && this.mayStepAside(other))
      .sort((one, two) => this.costOf(one) - this.costOf(two));
    this.budget.steps -= movable.length;
    const one = movable.find((other) => this.hasRoomWithout(arrival, node, [other]));
    if (one) {
      return [one];
    }
    const several: Task[] = [];
    for (const other of movable.slice(0, MOST_ASIDE)) {
      several.push(other);
      if (this.hasRoomWithout(arrival, node, several)) {
        return several;
      }
    }
    return undefined;
  }

  private hasRoomWithout(arrival: Arrival, node: number, aside: readonly Task[]): boolean {
    aside.forEach((each) => this.placement.add(each, node, -1));
    const hasRoom = this.hasRoom(arrival, node);
    aside.forEach((each) => this.placement.add(each, node, 1));
    return hasRoom;
  }
}

/** Whether a pod may leave its node without regard to others. */
function isFree(task: Task): boolean {
  return task.spreads.every(({ self, counted }) => self && counted.length === 1)
    && task.attractions.length + task.ties.length === 0;
}
