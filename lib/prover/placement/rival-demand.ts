import { append } from '../../manifests';
import { Capacity } from './capacity';
import { eligibilityKey } from './open-nodes';
import { mayEvict, Rank, rankKey } from './priority';
import { destroyedAtPrices, PricedNodes } from './slot-prices';
import { Task } from './task';

/** Tasks that may use the same groups, by what they ask and their priority. */
interface EligibilityClass {
  readonly eligibility: string;
  readonly eligible: boolean[];
  readonly tasks: Task[];
  readonly shapes: {
    readonly key: string; readonly requests: Float64Array; readonly rank: Rank; readonly tasks: Task[];
  }[];
}

/** Slots destroyed for one unit of a resource, from the cost of the first slot of a node and of all. */
type Rate = (first: number, all: number, slots: number) => number;

const steepest: Rate = (first, all, slots) => Math.max(1 / first, slots / all);

/** Slots that one pod can take from a task: as many as fit into what it asks for itself, rounded up. */
function mostDestroyed(task: Task, requests: Float64Array): number {
  let most = 0;
  for (let resource = 0; resource < requests.length; resource++) {
    const amount = task.requests[resource];
    most = amount > 0 ? Math.max(most, Math.ceil(requests[resource] / amount)) : most;
  }
  return task.apart ? 1 : most;
}

/** Tasks of one class that ask the same and have one priority, counted together. */
interface Demand {
  readonly requests: Float64Array;
  readonly rank: Rank;
  pods: number;
}

const classes = new WeakMap<Capacity, EligibilityClass[]>();

function classesOf(capacity: Capacity): EligibilityClass[] {
  const known = classes.get(capacity) ?? [...byEligibility(capacity)].map(([eligibility, tasks]): EligibilityClass => {
    const shapes = new Map<string, Task[]>();
    tasks.forEach((task) => append(shapes, shapeKey(task), task));
    return {
      eligibility, eligible: tasks[0].eligible, tasks,
      shapes: [...shapes].map(([key, alike]) =>
        ({ key, requests: alike[0].requests, rank: alike[0].rank, tasks: alike })),
    };
  });
  classes.set(capacity, known);
  return known;
}

function byEligibility(capacity: Capacity): Map<string, Task[]> {
  const byKey = new Map<string, Task[]>();
  capacity.placeable.forEach((task) => append(byKey, eligibilityKey(task), task));
  return byKey;
}

function shapeKey({ requests, rank }: Task): string {
  return `${requests.join()}|${rankKey(rank)}`;
}

/** What the pods of other tasks ask for, and how many slots of one task they can take by that. */
export class RivalDemand {
  private readonly classes: EligibilityClass[];
  private readonly demands: Demand[][];
  /** By priority and class: what all pods that it may not evict ask, by resource. */
  private readonly totals = new Map<string, Float64Array[]>();

  /** `countOf`: most pods of each task; `roomOfComers`: what a node of a group holds of them. */
  constructor(
    public readonly capacity: Capacity, private readonly countOf: (task: Task) => number,
    public readonly roomOfComers = (group: number) => capacity.roomOfGroup(group),
    demands?: Demand[][],
  ) {
    this.classes = classesOf(capacity);
    this.demands = demands ?? this.classes.map(({ shapes }) => shapes.map(({ requests, rank, tasks }) =>
      ({ requests, rank, pods: tasks.reduce((sum, task) => sum + countOf(task), 0) })));
  }

  /** The same where there are so many pods of some tasks instead. */
  public with(counts: ReadonlyMap<Task, number>): RivalDemand {
    const demands = this.demands.map((each) => each.map((demand) => ({ ...demand })));
    counts.forEach((pods, task) => {
      const [at, shape] = this.capacity.holdsSome(task) ? this.placeOf(task) : [-1, -1];
      if (at >= 0 && shape >= 0) {
        demands[at][shape].pods += pods - this.countOf(task);
      }
    });
    const countOf = (task: Task) => counts.get(task) ?? this.countOf(task);
    return new RivalDemand(this.capacity, countOf, this.roomOfComers, demands);
  }

  /** Tasks none of which may leave these groups. */
  public confinedTo(groups: boolean[]): Task[] {
    return this.classes.filter(({ eligible }) => eligible.every((yes, group) => !yes || groups[group]))
      .flatMap(({ tasks }) => tasks);
  }

  /** Kinds of pods that may come to a node group. */
  public kindsOn(group: number): number {
    return this.classes.reduce((sum, { eligible, shapes }) => sum + (eligible[group] ? shapes.length : 0), 0);
  }

  /** Pods of others that may come to a node group, by what they ask. */
  public of(task: Task, group: number): { requests: Float64Array; pods: number }[] {
    const own = this.ownDemand(task);
    return this.classes.flatMap(({ eligible }, index) =>
      eligible[group]
        ? this.demands[index].map((each) => ({ requests: each.requests, pods: this.others(task, own, each) }))
        : []);
  }

  /**
   * Slots that the others can take, and nodes that they can fill up.
   *
   * @param empty slots of an empty node, by group
   * @param sizes nodes of each group
   */
  public destruction(task: Task, empty: readonly number[], sizes: number[]): { destroyed: number; filled: number } {
    const largest = (requests: Float64Array) => mostDestroyed(task, requests);
    return {
      destroyed: Math.min(
        this.destroyedByResource(task, empty, sizes), this.destroyedByPod(task, empty, steepest, largest),
      ),
      filled: this.destroyedByPod(task, empty, (_, all) => 1 / all, () => 1),
    };
  }

  /** The same at prices of pods, which is dearer to count: until it is below `enough`. */
  public destroyedAtPrices(task: Task, empty: readonly number[], sizes: number[], enough: number): number {
    const own = this.ownDemand(task);
    const comers = this.classes.flatMap(({ eligible }, index) =>
      eligible.some((yes, group) => yes && empty[group] > 0)
        ? this.demands[index].map((demand) => ({
            requests: demand.requests, pods: this.others(task, own, demand), eligible,
          }))
        : []).filter(({ pods }) => pods > 0);
    const alike = new Map<string, PricedNodes & { count: number }>();
    empty.forEach((slots, group) => {
      if (slots > 0) {
        const room = this.capacity.roomOfGroup(group);
        const admits = comers.map(({ eligible }) => eligible[group]);
        const roomOfComers = this.roomOfComers(group);
        const key = `${room.join()}|${roomOfComers.join()}|${admits.map(Number).join('')}`;
        const known = alike.get(key) ?? { count: 0, room, roomOfComers, slots, admits };
        known.count += sizes[group];
        alike.set(key, known);
      }
    });
    return destroyedAtPrices(task.requests, [...alike.values()], comers, enough);
  }

  /** Others' pods spend their requests on the cheapest slots, each resource by itself. */
  private destroyedByResource(task: Task, empty: readonly number[], sizes: number[]): number {
    let destroyed = 0;
    task.requests.forEach((amount, resource) => {
      if (amount > 0) {
        const demand = this.demandByClass(task, resource);
        const reaches = ({ eligible }: EligibilityClass) => eligible.some((yes, group) => yes && empty[group] > 0);
        let budget = demand.reduce((sum, asked, index) => sum + (reaches(this.classes[index]) ? asked : 0), 0);
        const targets = empty.flatMap((slots, group) => slots > 0 ? this.segments(task, group, slots, resource) : []);
        for (const { group, slots, density } of targets.sort((left, right) => right.density - left.density)) {
          if (budget <= 0) {
            break;
          }
          const spent = Math.min(budget, this.within(demand, group), slots * sizes[group] / density);
          destroyed += spent * density;
          budget -= spent;
        }
      }
    });
    return Math.floor(destroyed + 1e-6);
  }

  private within(demand: readonly number[], group: number): number {
    let sum = 0;
    for (let index = 0; index < demand.length; index++) {
      sum += this.classes[index].eligible[group] ? demand[index] : 0;
    }
    return sum;
  }

  /**
   * Each pod of the others destroys at the best rate among its resources and places, or as much as one pod can:
   * whatever some pods of a node destroyed, each one that joins them adds no more than that.
   */
  private destroyedByPod(
    task: Task, empty: readonly number[], rate: Rate, atMost: (requests: Float64Array) => number,
  ): number {
    let destroyed = 0;
    const own = this.ownDemand(task);
    this.classes.forEach(({ eligible }, index) => {
      const density = task.requests.map((amount, resource) => {
        let most = 0;
        for (let group = 0; amount > 0 && group < empty.length; group++) {
          if (empty[group] > 0 && eligible[group]) {
            const [first, all] = this.costs(task, group, empty[group], resource);
            most = Math.max(most, rate(first, all, empty[group]));
          }
        }
        return most;
      });
      for (const demand of this.demands[index]) {
        const { requests } = demand;
        let byRate = 0;
        for (let resource = 0; resource < requests.length; resource++) {
          byRate = Math.max(byRate, requests[resource] * density[resource]);
        }
        destroyed += byRate > 0 ? this.others(task, own, demand) * Math.min(byRate, atMost(requests)) : 0;
      }
    });
    return Math.floor(destroyed + 1e-6);
  }

  /**
   * What it takes of a resource on a node of the group to destroy the first slot, and all of them; each further one
   * takes one request.
   */
  private costs(task: Task, group: number, slots: number, resource: number): [first: number, all: number] {
    const room = this.capacity.roomOfGroup(group)[resource];
    const amount = task.requests[resource];
    return [room - slots * amount + 1, room - amount + 1];
  }

  /** Slots of a node by what they cost, cheapest first; one segment where the first is the dearest. */
  private segments(
    task: Task,
    group: number,
    slots: number,
    resource: number,
  ): { group: number; slots: number; density: number }[] {
    const [first, all] = this.costs(task, group, slots, resource);
    return first > task.requests[resource] || slots === 1
      ? [{ group, slots, density: slots / all }]
      : [{ group, slots: 1, density: 1 / first }, { group, slots: slots - 1, density: 1 / task.requests[resource] }];
  }

  /** What the others ask of a resource, by class. */
  private demandByClass(task: Task, resource: number): number[] {
    const own = this.ownDemand(task);
    return this.totalsFor(task.rank).map((total, index) =>
      total[resource] - (own && this.demands[index].includes(own) && !mayEvict(task.rank, own.rank)
        ? this.countOf(task) * own.requests[resource]
        : 0));
  }

  private totalsFor(rank: Rank): Float64Array[] {
    const key = rankKey(rank);
    const known = this.totals.get(key) ?? this.demands.map((demands) => {
      const total = new Float64Array(this.capacity.resources.length);
      demands.filter((demand) => !mayEvict(rank, demand.rank)).forEach(({ requests, pods }) =>
        requests.forEach((amount, resource) => {
          total[resource] += pods * amount;
        }));
      return total;
    });
    this.totals.set(key, known);
    return known;
  }

  /** The pods among which those of the task are counted. */
  private ownDemand(task: Task): Demand | undefined {
    const [at, shape] = this.placeOf(task);
    return this.demands[at]?.[shape];
  }

  /** The class and the shape of a task; -1 where no task has them. */
  private placeOf(task: Task): [at: number, shape: number] {
    const eligibility = eligibilityKey(task);
    const at = this.classes.findIndex((each) => each.eligibility === eligibility);
    const shapeOf = (key: string) => this.classes[at].shapes.findIndex((shape) => shape.key === key);
    if (at < 0) {
      return [at, -1];
    }
    const shape = shapeOf(shapeKey(task));
    // A task may be asked for as if it evicted nobody.
    return [at, shape < 0 && !task.rank.evicts
      ? shapeOf(shapeKey({ ...task, rank: { ...task.rank, evicts: true } })) : shape];
  }

  /** Pods of a shape that are not the task's own, and that it may not evict. */
  private others(task: Task, own: Demand | undefined, demand: Demand): number {
    return mayEvict(task.rank, demand.rank) ? 0 : demand === own ? demand.pods - this.countOf(task) : demand.pods;
  }
}
