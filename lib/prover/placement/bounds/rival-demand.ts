import { getOrMake } from '../../../util/get-or-make';
import { AlikeGroups } from './alike-groups';
import { askedOf } from '../nodes/asked';
import { Capacity } from '../capacity';
import { mayAllBeClosed } from './closed-by-counting';
import { EligibilityClasses } from './eligibility-classes';
import { KnownCounts } from './known-counts';
import { KnownPrices } from './known-prices';
import { destroyedByResource, Losses, Target } from './losses';
import { eligibilityKey } from '../open-nodes';
import { mayEvict, Rank, rankKey } from '../tasks/priority';
import { slotsIn } from '../nodes/slots-in';
import { PricedComer, PricedNodes } from './priced-nodes';
import { destroyedAtPrices } from './slot-prices';
import { Task } from '../tasks/task';

/** Slots destroyed for one unit of a resource, from the cost of the first slot of a node and of all. */
type Rate = (first: number, all: number, slots: number) => number;

const steepest: Rate = (first, all, slots) => Math.max(1 / first, slots / all);

/** Slots that one pod can take from a task: as many as fit into what it asks for itself, rounded up. */
export function mostDestroyed(task: Task, requests: Float64Array): number {
  let most = 0;
  for (const resource of askedOf(task.requests)) {
    most = Math.max(most, Math.ceil(requests[resource] / task.requests[resource]));
  }
  return task.apart ? 1 : most;
}

/** Tasks of one class that ask the same and have one priority, counted together. */
interface Demand {
  readonly requests: Float64Array;
  readonly rank: Rank;
  readonly pods: number;
}

/** Classes that may come where there are slots, each with those groups. */
type Comers = ReturnType<EligibilityClasses['reaching']>;

/** Bounds at prices and by resources that are kept of one cluster. */
const MOST_KEPT = 20_000;
const PRICED = new KnownCounts<KnownPrices>(MOST_KEPT);
const COUNTED = new KnownCounts<boolean>(MOST_KEPT);

/** What prices are found for. */
interface MarketInView {
  readonly comers: readonly PricedComer[];
  readonly nodes: readonly PricedNodes[];
  /** All of it in words, with the pods that are left out. */
  readonly told: string;
  /** The comers that ask the same as the task; -1 where none do. */
  readonly own: number;
  /** Pods among these that are the task's own, and no comers. */
  readonly leftOut: number;
}

/** What the pods of other tasks ask for, and how many slots of one task they can take by that. */
export class RivalDemand {
  private readonly classes: EligibilityClasses;
  private readonly demands: Demand[][];
  /** By priority and class: what all pods that it may not evict ask, by resource. */
  private readonly totals = new Map<string, Float64Array[]>();
  /** What was counted last. */
  private losses?: Losses;

  /** `countOf`: most pods of each task; `roomOfComers`: what a node of a group holds of them. */
  constructor(
    public readonly capacity: Capacity, private readonly countOf: (task: Task) => number,
    public readonly roomOfComers = (group: number) => capacity.roomOfGroup(group),
    demands?: Demand[][],
    /** Pods of a shape where there are others than at first, by the numbers of its class and of itself. */
    private readonly changed: ReadonlyMap<string, number> = new Map(),
    public readonly alike = new AlikeGroups(capacity, roomOfComers),
  ) {
    this.classes = EligibilityClasses.of(capacity);
    this.demands = demands ?? this.classes.all.map(({ shapes }) => shapes.map(({ requests, rank, tasks }) =>
      ({ requests, rank, pods: tasks.reduce((sum, task) => sum + countOf(task), 0) })));
  }

  /** The same where there are so many pods of some tasks instead. */
  public with(counts: ReadonlyMap<Task, number>): RivalDemand {
    const demands = [...this.demands];
    const changed = new Map(this.changed);
    counts.forEach((pods, task) => {
      const [at, shape] = this.capacity.holdsSome(task) ? this.classes.placeOf(task) : [-1, -1];
      if (at >= 0 && shape >= 0) {
        demands[at] = demands[at].map((demand, index) =>
          (index === shape ? { ...demand, pods: demand.pods + pods - this.countOf(task) } : demand));
        changed.set(`${at}.${shape}`, demands[at][shape].pods);
      }
    });
    const countOf = (task: Task) => counts.get(task) ?? this.countOf(task);
    return new RivalDemand(this.capacity, countOf, this.roomOfComers, demands, changed, this.alike);
  }

  /** In words: all nodes, and the pods of others that may come to them. */
  public get told(): string {
    const rooms = this.capacity.groups.map(({ index, nodes }) =>
      `${nodes.length}x${this.capacity.roomOfGroup(index).join()}|${this.roomOfComers(index).join()}`);
    const classes = this.classes.all.map(({ tasks: [first], shapes }, index) =>
      `${eligibilityKey(first)}: ${shapes.map(({ key }, at) => `${this.demands[index][at].pods}x${key}`).join(' ')}`);
    return [...rooms, ...classes].join('\n');
  }

  /** In words: of which shapes there are others than at first. */
  public get toldOtherwise(): string {
    return [...this.changed].sort(([one], [two]) => (one < two ? -1 : 1)).join(' ');
  }

  /** Kinds of pods that may come to a node group. */
  public kindsOn(group: number): number {
    return this.classes.on(group).reduce((sum, index) => sum + this.demands[index].length, 0);
  }

  /** Pods of others that may come to a node group, by what they ask. */
  public of(task: Task, group: number): { requests: Float64Array; pods: number }[] {
    const own = this.ownDemand(task);
    return this.classes.on(group).flatMap((index) => this.demands[index].map((each) =>
      ({ requests: each.requests, pods: this.others(task, own, each) })));
  }

  /**
   * Slots that the others can take, and nodes that they can fill up.
   *
   * @param empty slots of an empty node, by group
   * @param sizes nodes of each group
   */
  public destruction(
    task: Task, empty: readonly number[], sizes: readonly number[],
  ): { destroyed: number; filled: number } {
    const { losses: last } = this;
    const isKnown = last?.task === task && last.empty.every((slots, group) => slots === empty[group]);
    const losses = isKnown ? last : this.lossesOf(task, empty);
    this.losses = losses;
    return { destroyed: Math.min(destroyedByResource(losses, sizes), losses.byPod), filled: losses.filled };
  }

  private lossesOf(task: Task, empty: readonly number[]): Losses {
    const comers = this.classes.reaching(empty);
    const largest = (requests: Float64Array) => mostDestroyed(task, requests);
    return {
      task, empty,
      byPod: this.destroyedByPod(task, empty, comers, steepest, largest),
      filled: this.destroyedByPod(task, empty, comers, (_, all) => 1 / all, () => 1),
      byResource: askedOf(task.requests).map((resource) => this.marketOf(task, empty, resource, comers)),
    };
  }

  /** The same at prices of pods, which is dearer to count: until it is below `enough`. */
  public destroyedAtPrices(task: Task, empty: readonly number[], sizes: readonly number[], enough: number): number {
    const { comers, nodes, told, own, leftOut } = this.market(task, empty, sizes);
    return PRICED.of(this.capacity.nodes, told, () => new KnownPrices()).destroyed(leftOut, enough, () =>
      destroyedAtPrices(task.requests, nodes, comers, enough, own));
  }

  /** Whether the others may leave fewer slots than that, as far as counting by resources tells. */
  public mayLeaveFewer(task: Task, empty: readonly number[], sizes: readonly number[], slots: number): boolean {
    const own = { requests: task.requests, pods: task.apart ? 0 : slots - 1 };
    const { comers, nodes, told, leftOut } = this.market(task, empty, sizes);
    return COUNTED.of(this.capacity.nodes, `${slots}${task.apart ? ' apart' : ''} ${leftOut}\n${told}`, () => {
      const admitted = nodes.map((each) => ({ ...each, admits: [...each.admits, true] }));
      return mayAllBeClosed(task.requests, admitted, [...comers, own], task.apart ? slots - 1 : 0);
    });
  }

  /** The others, the nodes that are there, and both in words, but for the pods that are the task's own. */
  private market(task: Task, empty: readonly number[], sizes: readonly number[]): MarketInView {
    const ownDemand = this.ownDemand(task);
    const reaching = this.classes.reaching(empty).flatMap(([index, groups]) => this.demands[index]
      .map((demand) => ({
        demand, requests: demand.requests, pods: this.others(task, ownDemand, demand),
        eligible: this.classes.all[index].eligible,
      }))
      .filter(({ requests, pods }) => pods > 0
        && groups.some((group) => slotsIn(this.roomOfComers(group), requests) > 0)));
    const alike = new Map<string, PricedNodes & { count: number }>();
    empty.forEach((slots, group) => {
      if (slots > 0) {
        const admits = reaching.map(({ eligible }) => eligible[group]);
        const room = this.capacity.roomOfGroup(group);
        const roomOfComers = this.roomOfComers(group);
        const key = `${this.alike.told(group)}|${admits.map(Number).join('')}`;
        const known = alike.get(key) ?? { count: 0, room, roomOfComers, slots, admits };
        known.count += sizes[group];
        alike.set(key, known);
      }
    });
    const own = reaching.findIndex(({ demand }) => demand === ownDemand);
    const told = [
      task.requests.join(), own, ...[...alike].map(([key, { count, slots }]) => `${count}x${slots} of ${key}`),
      ...reaching.map(({ requests, demand }) => `${demand.pods}: ${requests.join()}`),
    ].join('\n');
    return {
      told, own, comers: reaching, nodes: [...alike.values()],
      leftOut: own < 0 ? 0 : reaching[own].demand.pods - reaching[own].pods,
    };
  }

  private marketOf(
    task: Task, empty: readonly number[], resource: number, comers: Comers,
  ): Losses['byResource'][number] {
    const demand = this.demandByClass(task, resource);
    const targets: Target[] = [];
    empty.forEach((slots, group) => {
      if (slots > 0) {
        const within = this.classes.on(group).reduce((sum, index) => sum + demand(index), 0);
        targets.push(...this.segments(task, group, slots, resource, within));
      }
    });
    return {
      budget: comers.reduce((sum, [index]) => sum + demand(index), 0),
      targets: targets.sort((left, right) => right.density - left.density),
    };
  }

  /**
   * Each pod of the others destroys at the best rate among its resources and places, or as much as one pod can:
   * whatever some pods of a node destroyed, each one that joins them adds no more than that.
   */
  private destroyedByPod(
    task: Task, empty: readonly number[], comers: Comers, rate: Rate, atMost: (requests: Float64Array) => number,
  ): number {
    let destroyed = 0;
    const asked = askedOf(task.requests);
    const own = this.ownDemand(task);
    for (const [index, groups] of comers) {
      const densities = asked.map((resource) => {
        let most = 0;
        for (const group of groups) {
          const { first, all } = this.costs(task, group, empty[group], resource);
          most = Math.max(most, rate(first, all, empty[group]));
        }
        return most;
      });
      for (const demand of this.demands[index]) {
        const { requests } = demand;
        const byRate = asked.reduce((most, resource, at) => Math.max(most, requests[resource] * densities[at]), 0);
        destroyed += byRate > 0 ? this.others(task, own, demand) * Math.min(byRate, atMost(requests)) : 0;
      }
    }
    return Math.floor(destroyed + 1e-6);
  }

  /**
   * What it takes of a resource on a node of the group to destroy the first slot, and all of them; each further one
   * takes one request.
   */
  private costs(task: Task, group: number, slots: number, resource: number): { first: number; all: number } {
    const room = this.capacity.roomOfGroup(group)[resource];
    const amount = task.requests[resource];
    return { first: room - slots * amount + 1, all: room - amount + 1 };
  }

  /** Slots of a node by what they cost, cheapest first; one segment where the first is the dearest. */
  private segments(task: Task, group: number, slots: number, resource: number, within: number): Target[] {
    const { first, all } = this.costs(task, group, slots, resource);
    return first > task.requests[resource] || slots === 1
      ? [{ group, slots, density: slots / all, within }]
      : [
        { group, slots: 1, density: 1 / first, within },
        { group, slots: slots - 1, density: 1 / task.requests[resource], within },
      ];
  }

  /** What the others of a class ask of a resource. */
  private demandByClass(task: Task, resource: number): (index: number) => number {
    const [ownIndex] = this.classes.placeOf(task);
    const own = this.ownDemand(task);
    const ownAmount = own && !mayEvict(task.rank, own.rank) ? this.countOf(task) * own.requests[resource] : 0;
    const totals = getOrMake(this.totals, rankKey(task.rank), () => []);
    return (index) => {
      totals[index] ??= this.totalOf(index, task.rank);
      return totals[index][resource] - (index === ownIndex ? ownAmount : 0);
    };
  }

  private totalOf(index: number, rank: Rank): Float64Array {
    const total = new Float64Array(this.capacity.resources.length);
    for (const { requests, pods, rank: own } of this.demands[index]) {
      for (let resource = 0; resource < requests.length && !mayEvict(rank, own); resource++) {
        total[resource] += pods * requests[resource];
      }
    }
    return total;
  }

  /** The pods among which those of the task are counted. */
  private ownDemand(task: Task): Demand | undefined {
    const [at, shape] = this.classes.placeOf(task);
    return this.demands[at]?.[shape];
  }

  /** Pods of a shape that are not the task's own, and that it may not evict. */
  private others(task: Task, own: Demand | undefined, demand: Demand): number {
    return mayEvict(task.rank, demand.rank) ? 0 : demand === own ? demand.pods - this.countOf(task) : demand.pods;
  }
}
