import { Capacity } from './capacity';
import { mayEvict, Rank, rankKey } from './priority';
import { destroyedAtPrices, PricedNodes } from './slot-prices';
import { Task } from './task';

/** A resource total over node groups, for tasks that may use the same groups. */
interface EligibilityClass {
  readonly eligible: boolean[];
  readonly tasks: Task[];
}

/** Slots destroyed for one unit of a resource, from the cost of the first slot of a node and of all. */
type Rate = (first: number, all: number, slots: number) => number;

const steepest: Rate = (first, all, slots) => Math.max(1 / first, slots / all);

/** Slots that one pod can take from a task: as many as fit into what it asks for itself, rounded up. */
function mostDestroyed(task: Task, requests: Float64Array): number {
  return task.apart
    ? 1
    : Math.max(...task.requests.map((amount, resource) => (amount > 0 ? Math.ceil(requests[resource] / amount) : 0)));
}

/** Tasks of one class that ask the same and have one priority, counted together. */
interface Demand {
  readonly requests: Float64Array;
  readonly rank: Rank;
  pods: number;
}

/** What the pods of other tasks ask for, and how many slots of one task they can take by that. */
export class RivalDemand {
  private readonly classes: EligibilityClass[];
  private readonly demands: Demand[][];

  /** `countOf`: most pods of each task; `roomOfComers`: what a node of a group holds of them. */
  constructor(
    private readonly capacity: Capacity, private readonly countOf: (task: Task) => number,
    public readonly roomOfComers = (group: number) => capacity.roomOfGroup(group),
  ) {
    const byKey = new Map<string, EligibilityClass>();
    for (const task of capacity.placeable) {
      const key = task.eligible.map(Number).join('');
      const found = byKey.get(key) ?? { eligible: task.eligible, tasks: [] };
      found.tasks.push(task);
      byKey.set(key, found);
    }
    this.classes = [...byKey.values()];
    this.demands = this.classes.map(({ tasks }) => {
      const shapes = new Map<string, Demand>();
      for (const task of tasks) {
        const key = `${task.requests.join()}|${rankKey(task.rank)}`;
        const demand = shapes.get(key) ?? { requests: task.requests, rank: task.rank, pods: 0 };
        demand.pods += this.countOf(task);
        shapes.set(key, demand);
      }
      return [...shapes.values()];
    });
  }

  /** Tasks none of which may leave the nodes of one. */
  public confinedTo(task: Task): Task[] {
    return this.classes
      .filter(({ eligible }) => eligible.every((yes, group) => !yes || task.eligible[group]))
      .flatMap(({ tasks }) => tasks);
  }

  /** Pods of others that may come to a node group, by what they ask. */
  public of(task: Task, group: number): { requests: Float64Array; pods: number }[] {
    return this.classes.flatMap(({ eligible }, index) =>
      eligible[group]
        ? this.demands[index].map((each) => ({ requests: each.requests, pods: this.others(task, index, each) }))
        : []);
  }

  /**
   * Slots that the others can take, and nodes that they can fill up.
   *
   * @param empty slots of an empty node, by group
   * @param sizes nodes of each group
   */
  public destruction(task: Task, empty: number[], sizes: number[]): { destroyed: number; filled: number } {
    const largest = (requests: Float64Array) => mostDestroyed(task, requests);
    return {
      destroyed: Math.min(
        this.destroyedByResource(task, empty, sizes), this.destroyedByPod(task, empty, steepest, largest),
      ),
      filled: this.destroyedByPod(task, empty, (_, all) => 1 / all, () => 1),
    };
  }

  /** The same at prices of pods, which is dearer to count: until it is below `enough`. */
  public destroyedAtPrices(task: Task, empty: number[], sizes: number[], enough: number): number {
    const comers = this.classes.flatMap(({ eligible }, index) =>
      eligible.some((yes, group) => yes && empty[group] > 0)
        ? this.demands[index].map((demand) => ({
            requests: demand.requests, pods: this.others(task, index, demand), eligible,
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
  private destroyedByResource(task: Task, empty: number[], sizes: number[]): number {
    let destroyed = 0;
    task.requests.forEach((amount, resource) => {
      if (amount > 0) {
        const demand = this.demandByClass(task, resource);
        const within = (reaches: (eligible: boolean[]) => boolean) =>
          demand.reduce((sum, asked, index) => sum + (reaches(this.classes[index].eligible) ? asked : 0), 0);
        let budget = within((eligible) => eligible.some((yes, group) => yes && empty[group] > 0));
        const targets = empty.flatMap((slots, group) => slots > 0 ? this.segments(task, group, slots, resource) : []);
        for (const { group, slots, density } of targets.sort((left, right) => right.density - left.density)) {
          const spent = Math.min(budget, within((eligible) => eligible[group]), slots * sizes[group] / density);
          destroyed += spent * density;
          budget -= spent;
        }
      }
    });
    return Math.floor(destroyed + 1e-6);
  }

  /**
   * Each pod of the others destroys at the best rate among its resources and places, or as much as one pod can:
   * whatever some pods of a node destroyed, each one that joins them adds no more than that.
   */
  private destroyedByPod(task: Task, empty: number[], rate: Rate, atMost: (requests: Float64Array) => number): number {
    let destroyed = 0;
    this.classes.forEach(({ eligible }, index) => {
      const density = task.requests.map((amount, resource) =>
        amount === 0
          ? 0
          : Math.max(
              0,
              ...empty.map((slots, group) =>
                slots > 0 && eligible[group] ? rate(...this.costs(task, group, slots, resource), slots) : 0,
              ),
            ),
      );
      for (const demand of this.demands[index]) {
        const { requests } = demand;
        const byRate = Math.max(...requests.map((amount, resource) => amount * density[resource]));
        destroyed += this.others(task, index, demand) * Math.min(byRate, atMost(requests));
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
    return this.demands.map((shapes, index) => shapes.reduce((sum, demand) =>
      sum + (demand.requests[resource] > 0 ? this.others(task, index, demand) * demand.requests[resource] : 0), 0));
  }

  /** Pods of a shape that are not the task's own, and that it may not evict. */
  private others(task: Task, classIndex: number, { requests, rank, pods }: Demand): number {
    if (mayEvict(task.rank, rank)) {
      return 0;
    }
    const own =
      rankKey(rank) === rankKey(task.rank)
      && this.classes[classIndex].eligible.every((yes, group) => yes === task.eligible[group])
      && requests.every((amount, resource) => amount === task.requests[resource]);
    return own ? pods - this.countOf(task) : pods;
  }
}
