import { ClosingPlan, closingPlans } from './closing-plans';
import { Placement } from '../placement';
import { SearchBudget } from './placement-search';
import { PodFreedom } from './pod-freedom';
import { Shuffled, Shuffling } from './shuffled';
import { HOSTNAME, Task } from '../tasks/task';

/** Parts into which the tries are divided: the first as it comes, each other aims at one way to close the nodes. */
const ROUNDS = 5;
/** Where more nodes are open after the first part, the others hardly ever close them all. */
const MOST_LEFT_OPEN = 5;
/** Further tries of a part for each node, and the share of nodes that may be open before. */
const FURTHER_TRIES = 6_000;
const MOST_SHARE_OPEN = 0.1;
/** Small fleets have few placements: no more tries than this for each pod on each node. */
const TRIES_OF_A_PLACE = 150;
/** How much worse, in pods that a node has room for, a step may be: seldom more than this, less and less. */
const WARM = 0.6;
const TEPID = 0.1;
const COLD = 0.02;
/** What a pod of room counts on a node that is closed. */
const CLOSED = 0.2;
const OPEN = 1;
/** What each resource that closes nodes counts on an open one beside that which is nearest to closing it. */
const SCARCE = 0.1;
const PRECISION = 65_536;

/**
 * Closes as many nodes inside as it finds by exchanging pods at random, seldomer for the worse as time goes on
 * (simulated annealing). What it finds is a placement like any other; that it finds none proves nothing.
 */
export function shuffle(shuffling: Shuffling): Shuffled {
  return new Shuffler(shuffling).run();
}

class Shuffler {
  private readonly freedom: PodFreedom;
  /** By node: what is left, and the pods that may move, by task. */
  private readonly left: Float64Array[];
  private readonly movable: number[][];
  private readonly requests: readonly Float64Array[];
  private readonly asked: readonly number[];
  /** By node, the resource that alone is to close it; -1 where any may. */
  private readonly by: Int16Array;
  private readonly isInside: Uint8Array;
  private readonly cost: Float64Array;
  private readonly open: number[] = [];
  /** By node, its place among those that are open; -1 where it is closed. */
  private readonly openAt: Int32Array;
  /** The pods that may move where fewest nodes were open, and how many were. */
  private best: { readonly movable: readonly (readonly number[])[]; readonly open: number };
  private random: number;
  /** The two resources between which nodes are best shared out. */
  private scarce: readonly number[] = [];

  constructor(private readonly shuffling: Shuffling) {
    const { capacity, task, from, inside, nodes, limits } = shuffling;
    // Nodes with a pod of the task that keeps apart are closed by it.
    const mostMoved = (each: Task) => (each === task && task.apart ? 0 : limits.mostMoved(each));
    this.random = 1 + (shuffling.seed ?? 0);
    this.freedom = new PodFreedom(capacity, from, { ...limits, mostMoved });
    this.requests = capacity.tasks.map(({ requests }) => requests);
    this.asked = [...task.requests].flatMap((amount, resource) => (amount > 0 ? [resource] : []));
    this.left = from.room.map((room) => Float64Array.from(room));
    this.movable = capacity.nodes.map(() => []);
    nodes.forEach((node) => from.pods[node].forEach((count, index) => {
      this.movable[node].push(...Array.from({ length: this.freedom.mayMove(index) ? count : 0 }, () => index));
    }));
    const isOne = task.apart?.topologyKey === HOSTNAME && !task.apart.perRevision;
    this.isInside = new Uint8Array(capacity.nodes.length);
    inside.forEach((node) => {
      this.isInside[node] = isOne && from.count(task, node) > 0 ? 0 : 1;
    });
    this.by = new Int16Array(capacity.nodes.length).fill(-1);
    this.cost = new Float64Array(capacity.nodes.length);
    this.openAt = new Int32Array(capacity.nodes.length).fill(-1);
    this.aimAtAll();
    this.best = { movable: this.movable.map((pods) => [...pods]), open: this.open.length };
  }

  public run(): Shuffled {
    const { budget, nodes } = this.shuffling;
    const pods = nodes.reduce((sum, node) => sum + this.movable[node].length, 0);
    const tries = Math.ceil(Math.min(budget.steps, TRIES_OF_A_PLACE * pods * nodes.length) / ROUNDS);
    this.scarce = closingPlans(this.shuffling.task.requests, this.ground()).slice(0, 1)
      .flatMap(({ one, two }) => [one, two]);
    this.try(tries, budget);
    for (let round = 0; round < ROUNDS - 1 && this.best.open > 0 && this.best.open <= MOST_LEFT_OPEN; round++) {
      this.aim(closingPlans(this.shuffling.task.requests, this.ground()), round, tries, budget);
    }
    this.goOn();
    return { placement: this.placement(), open: this.best.open };
  }

  /** While that closes more nodes: those of large fleets are closed a few at a time. */
  private goOn(): void {
    const { further = { steps: 0 }, inside, nodes, task } = this.shuffling;
    let before = MOST_SHARE_OPEN * inside.length + 1;
    for (let round = 0; this.best.open > 0 && this.best.open < before && further.steps > 0; round++) {
      before = this.best.open;
      const plans = closingPlans(task.requests, this.ground());
      if (plans.length > 0) {
        this.aim(plans, round, Math.min(further.steps, FURTHER_TRIES * nodes.length), further);
      }
    }
  }

  /** Exchanges pods towards one way to close the nodes, and then as it comes. */
  private aim(plans: readonly ClosingPlan[], round: number, tries: number, budget: SearchBudget): void {
    if (plans.length > 0) {
      const { one, two, count } = plans[round % plans.length];
      this.scarce = [one, two];
      this.aimAt(one, two, count);
      this.try(tries / 2, budget);
      this.aimAtAll();
    }
    this.try(plans.length > 0 ? tries / 2 : tries, budget);
  }

  private ground() {
    const { capacity, inside, nodes } = this.shuffling;
    const pods = new Float64Array(capacity.tasks.length);
    nodes.forEach((node) => this.movable[node].forEach((task) => {
      pods[task]++;
    }));
    return {
      rooms: inside.map((node) => capacity.room[node]), left: inside.map((node) => this.left[node]),
      pods: this.requests.map((requests, task) => ({ requests, pods: pods[task] })).filter((each) => each.pods > 0),
    };
  }

  /** So many nodes are closed by the second resource: those on which most is left of the first. */
  private aimAt(one: number, two: number, count: number): void {
    const { inside, task: { requests } } = this.shuffling;
    const lean = (node: number) => this.left[node][one] / requests[one] - this.left[node][two] / requests[two];
    [...inside].sort((first, second) => lean(second) - lean(first)).forEach((node, at) => {
      this.by[node] = at < count ? two : one;
    });
    this.countOpen();
  }

  private aimAtAll(): void {
    this.by.fill(-1);
    this.countOpen();
  }

  private countOpen(): void {
    const { nodes } = this.shuffling;
    nodes.forEach((node) => this.setCost(node, this.costOf(node, -1, -1)));
  }

  private setCost(node: number, cost: number): void {
    this.cost[node] = cost;
    const at = this.openAt[node];
    if (cost >= OPEN && at < 0) {
      this.openAt[node] = this.open.push(node) - 1;
    } else if (cost < OPEN && at >= 0) {
      const last = this.open.pop()!;
      this.openAt[node] = -1;
      if (last !== node) {
        this.open[at] = last;
        this.openAt[last] = at;
      }
    }
  }

  /** Kept where no node is open but those that were closed by a resource that they are not aimed at. */
  private keepBest(): void {
    const open = this.shuffling.inside.filter((node) => this.isInside[node] === 1 && this.isOpen(node)).length;
    if (open < this.best.open) {
      this.best = { movable: this.movable.map((pods) => [...pods]), open };
    }
  }

  private isOpen(node: number): boolean {
    const { requests } = this.shuffling.task;
    return this.asked.every((resource) => this.left[node][resource] >= requests[resource]);
  }

  private try(tries: number, budget: SearchBudget): void {
    const { nodes, isAlmostClosed = false } = this.shuffling;
    const warm = isAlmostClosed ? TEPID : WARM;
    for (let done = 0; done < tries && this.open.length > 0; done++) {
      budget.steps--;
      // Open nodes as often as all together.
      const one = done % 2 === 0 ? this.open[this.below(this.open.length)] : nodes[this.below(nodes.length)];
      const two = nodes[this.below(nodes.length)];
      if (one !== two) {
        this.exchange(one, two, COLD + (warm - COLD) * (1 - done / tries));
      }
    }
  }

  /** A pod of each node, or none of one. */
  private exchange(one: number, two: number, warmth: number): void {
    const first = this.below(this.movable[one].length + 1) - 1;
    const second = this.below(this.movable[two].length + 1) - 1;
    const goer = first < 0 ? -1 : this.movable[one][first];
    const comer = second < 0 ? -1 : this.movable[two][second];
    if (goer === comer || !this.hasRoom(one, comer, goer) || !this.hasRoom(two, goer, comer)) {
      return;
    }
    const [costOfOne, costOfTwo] = [this.costOf(one, comer, goer), this.costOf(two, goer, comer)];
    const worse = costOfOne + costOfTwo - this.cost[one] - this.cost[two];
    if (worse > 0 && Math.exp(-worse / warmth) * PRECISION < this.below(PRECISION)) {
      return;
    }
    if ((goer >= 0 && !this.freedom.mayGo(goer, one, two)) || (comer >= 0 && !this.freedom.mayGo(comer, two, one))) {
      return;
    }
    this.move(one, first, goer, two);
    this.move(two, second, comer, one);
    this.setCost(one, costOfOne);
    this.setCost(two, costOfTwo);
    if (this.open.length < this.best.open) {
      this.keepBest();
    }
  }

  private move(from: number, at: number, task: number, to: number): void {
    if (task < 0) {
      return;
    }
    const [requests, before, after] = [this.requests[task], this.left[from], this.left[to]];
    for (let resource = 0; resource < requests.length; resource++) {
      before[resource] += requests[resource];
      after[resource] -= requests[resource];
    }
    const last = this.movable[from].pop()!;
    if (at < this.movable[from].length) {
      this.movable[from][at] = last;
    }
    this.movable[to].push(task);
    this.freedom.go(task, from, to);
  }

  private hasRoom(node: number, comer: number, goer: number): boolean {
    const left = this.left[node];
    for (let resource = 0; comer >= 0 && resource < left.length; resource++) {
      if (this.requests[comer][resource] > left[resource] + (goer < 0 ? 0 : this.requests[goer][resource])) {
        return false;
      }
    }
    return true;
  }

  /** Pods of the task for which a node has room, parts of pods counted, once one has come and another one is gone. */
  private costOf(node: number, comer: number, goer: number): number {
    if (this.isInside[node] === 0) {
      return 0;
    }
    const { requests } = this.shuffling.task;
    let least = Infinity;
    for (const resource of this.asked) {
      if (this.by[node] === -1 || this.by[node] === resource) {
        const left = this.left[node][resource] + (goer < 0 ? 0 : this.requests[goer][resource])
          - (comer < 0 ? 0 : this.requests[comer][resource]);
        least = Math.min(least, left / requests[resource]);
      }
    }
    if (least < OPEN) {
      return CLOSED * least;
    }
    for (const resource of this.scarce) {
      const left = this.left[node][resource] + (goer < 0 ? 0 : this.requests[goer][resource])
        - (comer < 0 ? 0 : this.requests[comer][resource]);
      least += SCARCE * left / requests[resource];
    }
    return least;
  }

  private placement(): Placement {
    const { capacity, from, nodes } = this.shuffling;
    const placement = new Placement(capacity);
    const among = new Set(nodes);
    from.pods.forEach((pods, node) => pods.forEach((count, index) => {
      if (!among.has(node) || !this.freedom.mayMove(index)) {
        placement.add(capacity.tasks[index], node, count);
      }
    }));
    nodes.forEach((node) => this.best.movable[node].forEach((task) => placement.add(capacity.tasks[task], node, 1)));
    return placement;
  }

  private below(bound: number): number {
    this.random = (Math.imul(this.random, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * bound);
  }
}
