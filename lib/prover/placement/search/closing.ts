import { askedOf } from '../nodes/asked';
import { Capacity } from '../capacity';
import { packingOrder } from './packing';
import { Placement } from '../placement';
import { SearchBudget } from './placement-search';
import { mayEvict } from '../tasks/priority';
import { skewHolds } from '../skew';
import { Task } from '../tasks/task';

/** A placement that is looked for: no node inside takes one more pod of a task by its room. */
export interface Closing {
  readonly capacity: Capacity;
  readonly task: Task;
  /** Nodes of each pod of the task that stands, one entry a pod. */
  readonly homes: readonly (readonly number[])[];
  /** The nodes that must be closed. */
  readonly inside: readonly number[];
  /** Pods of each other task. */
  readonly countOf: (other: Task) => number;
  /** Nodes that may be looked at. */
  readonly budget: SearchBudget;
  /** A placement of all pods, for where greedy ones leave some over. */
  readonly example?: Placement;
}

/**
 * Every pod on some node, chosen greedily and then improved by single moves and exchanges, so that as few nodes inside
 * as it finds have room for one more pod of the task. Undefined where pods are left over or the budget ends, which
 * proves nothing; where nodes are left open the placement is complete all the same.
 */
export function closedPlacement(closing: Closing): Placement | undefined {
  const { example } = closing;
  if (visitsOf(closing) > closing.budget.steps) {
    return example && new Closer({ ...closing, budget: { steps: 0 } }, false).runFrom(example);
  }
  return new Closer(closing, true).run() ?? new Closer(closing, false).run()
    ?? (example && new Closer(closing, false).runFrom(example));
}

/** Nodes that are looked at, at least, until each pod is placed. */
function visitsOf({ capacity, task, homes, countOf }: Closing): number {
  const own = homes.reduce((sum, nodes) => sum + nodes.length, 0);
  return capacity.placeable.reduce((sum, each) =>
    sum + (each === task ? 0 : countOf(each) * capacity.nodesOf(each).length), own);
}

class Closer {
  private readonly placement: Placement;
  /** How far each node inside is from being closed, in shares of what it offers; zero where it is, and outside. */
  private readonly distance: Float64Array;
  private readonly isInside: Uint8Array;
  /** Resources that the task asks for. */
  private readonly asked: readonly number[];

  constructor(
    private readonly closing: Closing,
    private readonly ownFirst: boolean,
  ) {
    const { capacity, task, inside } = closing;
    this.placement = new Placement(capacity);
    this.asked = askedOf(task.requests);
    this.isInside = new Uint8Array(capacity.nodes.length);
    this.distance = new Float64Array(capacity.nodes.length);
    inside.forEach((node) => {
      this.isInside[node] = 1;
      this.distance[node] = this.measure(node);
    });
  }

  public run(): Placement | undefined {
    const { capacity, task, countOf } = this.closing;
    const order = packingOrder(capacity, this.ownFirst ? task : undefined);
    // Pods that the task may evict close nothing: they take what is left.
    const [victims, others] = [
      order.filter(({ rank }) => mayEvict(task.rank, rank)),
      order.filter(({ rank }) => !mayEvict(task.rank, rank)),
    ];
    for (const each of [...others, ...victims]) {
      const placed =
        each === task
          ? this.closing.homes.every((nodes) => this.place(task, nodes))
          : Array.from({ length: countOf(each) }).every(() => this.place(each, capacity.nodesOf(each)));
      if (!placed || this.closing.budget.steps < 0) {
        return undefined;
      }
    }
    return this.improved(victims);
  }

  /** From a placement of all pods, if those of the task stand there where they may. */
  public runFrom(example: Placement): Placement | undefined {
    const { capacity, task, homes } = this.closing;
    const free = [...homes];
    const own = [...example.places[task.index]].flatMap(([node, pods]) => Array.from({ length: pods }, () => node));
    const isAtHome = own.length === homes.length && own.every((node) => {
      const home = free.findIndex((nodes) => nodes.includes(node));
      free.splice(Math.max(0, home), 1);
      return home >= 0;
    });
    if (!isAtHome) {
      return undefined;
    }
    example.pods.forEach((pods, node) =>
      pods.forEach((count, index) => this.add(capacity.tasks[index], node, count)));
    return this.improved(capacity.placeable.filter(({ rank }) => mayEvict(task.rank, rank)));
  }

  private improved(victims: readonly Task[]): Placement | undefined {
    const { capacity } = this.closing;
    this.improve(new Set(victims));
    const isOrderly = capacity.tasks.every(({ spreads }) =>
      spreads.every((spread) => skewHolds(this.placement, spread)),
    );
    return isOrderly ? this.placement : undefined;
  }

  /** Puts a pod where it serves best; others may step aside for it. */
  private place(task: Task, nodes: readonly number[]): boolean {
    this.closing.budget.steps -= nodes.length;
    const node = this.best(task, nodes);
    if (node !== undefined) {
      this.add(task, node, 1);
      return true;
    }
    return nodes.some((each) => this.placement.isOpen(task, each) && this.makeRoom(task, each));
  }

  /**
   * Of the open nodes inside one that the pod brings nearest to being closed without going beyond, else one that it
   * closes with least to spare; else, of all others, the one that it leaves least room on.
   */
  private best(task: Task, nodes: readonly number[]): number | undefined {
    let found: number | undefined;
    let [best, rank] = [0, 3];
    for (const node of nodes) {
      if (this.placement.slots(task, node) === 0) {
        continue;
      }
      const before = this.distance[node];
      const after = before > 0 ? this.measure(node, task) : 0;
      const kind = before === 0 ? 2 : after > 0 ? 0 : 1;
      const value = kind === 0 ? after : kind === 1 ? -before : this.left(task, node);
      if (kind < rank || (kind === rank && value < best)) {
        [found, best, rank] = [node, value, kind];
      }
    }
    return found;
  }

  /** Moves one pod of another task off the node where that lets this one on. */
  private makeRoom(task: Task, node: number): boolean {
    const { capacity, budget } = this.closing;
    for (const index of [...this.placement.pods[node].keys()]) {
      const other = capacity.tasks[index];
      if (other === this.closing.task || other === task) {
        continue;
      }
      this.add(other, node, -1);
      if (this.placement.slots(task, node) > 0) {
        this.add(task, node, 1);
        const nodes = capacity.nodesOf(other);
        budget.steps -= nodes.length;
        const elsewhere = this.best(other, nodes);
        if (elsewhere !== undefined) {
          this.add(other, elsewhere, 1);
          return true;
        }
        this.add(task, node, -1);
      }
      this.add(other, node, 1);
    }
    return false;
  }

  /** Moves and exchanges pods while that closes a node, or brings one nearer and opens none. */
  private improve(victims: ReadonlySet<Task>): void {
    const { inside, budget } = this.closing;
    const stuck = new Set<number>();
    while (budget.steps > 0) {
      const [open] = inside
        .filter((node) => this.distance[node] > 0 && !stuck.has(node))
        .sort((one, two) => this.distance[one] - this.distance[two]);
      if (open === undefined) {
        return;
      }
      if (this.improveNode(open, victims)) {
        stuck.clear();
      } else {
        stuck.add(open);
      }
    }
  }

  private improveNode(open: number, victims: ReadonlySet<Task>): boolean {
    const { capacity, budget, task } = this.closing;
    for (let from = 0; from < capacity.nodes.length; from++) {
      if (from === open || this.placement.pods[from].size === 0) {
        continue;
      }
      for (const index of [...this.placement.pods[from].keys()]) {
        const comer = capacity.tasks[index];
        budget.steps--;
        if (comer === task || victims.has(comer) || !comer.eligible[capacity.groupOf[open]]) {
          continue;
        }
        if (
          this.tryMove(comer, from, open)
          || [...this.placement.pods[open].keys()].some((other) =>
            this.tryExchange(comer, from, capacity.tasks[other], open),
          )
        ) {
          return true;
        }
      }
    }
    return false;
  }

  private tryMove(comer: Task, from: number, open: number): boolean {
    const before = this.score(from, open);
    this.add(comer, from, -1);
    if (this.placement.slots(comer, open) > 0) {
      this.add(comer, open, 1);
      if (this.score(from, open) < before) {
        return true;
      }
      this.add(comer, open, -1);
    }
    this.add(comer, from, 1);
    return false;
  }

  private tryExchange(comer: Task, from: number, goer: Task, open: number): boolean {
    this.closing.budget.steps--;
    if (goer === this.closing.task || goer === comer || !goer.eligible[this.closing.capacity.groupOf[from]]) {
      return false;
    }
    const before = this.score(from, open);
    this.add(goer, open, -1);
    this.add(comer, from, -1);
    const comes = this.placement.slots(comer, open) > 0;
    if (comes) {
      this.add(comer, open, 1);
      if (this.placement.slots(goer, from) > 0) {
        this.add(goer, from, 1);
        if (this.score(from, open) < before) {
          return true;
        }
        this.add(goer, from, -1);
      }
      this.add(comer, open, -1);
    }
    this.add(comer, from, 1);
    this.add(goer, open, 1);
    return false;
  }

  /** Open nodes count most, then how far they are from being closed. */
  private score(one: number, two: number): number {
    const [first, second] = [this.distance[one], this.distance[two]];
    return (first > 0 ? 1000 : 0) + (second > 0 ? 1000 : 0) + first + second;
  }

  private add(task: Task, node: number, pods: number): void {
    this.placement.add(task, node, pods);
    if (this.isInside[node] === 1) {
      this.distance[node] = this.measure(node);
    }
  }

  /** How far a node is from having no room for the task, once a pod of another has come. */
  private measure(node: number, comer?: Task): number {
    const { capacity, task } = this.closing;
    const [room, all] = [this.placement.room[node], capacity.room[node]];
    let least = Infinity;
    for (const resource of this.asked) {
      const left = room[resource] - (comer?.requests[resource] ?? 0) - task.requests[resource];
      if (left < 0) {
        return 0;
      }
      least = Number.isFinite(all[resource]) ? Math.min(least, (left + 1) / (all[resource] + 1)) : least;
    }
    return task.apart !== undefined && this.placement.count(task, node) > 0 ? 0 : least;
  }

  /** Share of the node that a pod leaves free, of what it asks for. */
  private left({ requests }: Task, node: number): number {
    const [room, all] = [this.placement.room[node], this.closing.capacity.room[node]];
    let sum = 0;
    for (const resource of askedOf(requests)) {
      sum += Number.isFinite(all[resource]) ? (room[resource] - requests[resource]) / (all[resource] + 1) : 0;
    }
    return sum;
  }
}
