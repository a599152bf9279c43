import { Capacity } from './capacity';
import { mayEvict, mayPerhapsEvict, Rank } from './priority';
import { mostUnderSpread } from './spread-domains';
import { HOSTNAME, Task } from './task';
import { slotsBesideWholePods } from './whole-pods';

/** A resource total over node groups, for tasks that may use the same groups. */
interface EligibilityClass {
  readonly eligible: boolean[];
  readonly tasks: Task[];
}

/** Which of the other pods are there, and a node that is not. */
export interface Crowd {
  readonly without?: number;
  /** So many pods of each; the smallest steady state when absent. */
  readonly others?: 'least' | 'most' | 'absent' | ((other: Task) => number);
}

/** What certainly does not fit: pods of the task on the nodes it may use, or, where a resource is named, that resource in total. */
export interface Shortage {
  /** Its index; none when it is room on single nodes that is missing. */
  readonly resource?: number;
  readonly asked: number;
  readonly offered: number;
}

/** Slots destroyed for one unit of a resource, from the cost of the first slot of a node and of all. */
type Rate = (first: number, all: number, slots: number) => number;

const steepest: Rate = (first, all, slots) => Math.max(1 / first, slots / all);

/** Slots that one pod can take from a task: as many as fit into what it asks for itself, rounded up. */
function mostDestroyed(task: Task, requests: Float64Array): number {
  return task.apart ? 1 : Math.max(...task.requests.map((amount, resource) => amount > 0 ? Math.ceil(requests[resource] / amount) : 0));
}

/** Tasks of one class that ask the same and have one priority, counted together. */
interface Demand {
  readonly requests: Float64Array;
  readonly rank: Rank;
  pods: number;
}

/**
 * Bounds on the number of pods of one task that the cluster can hold beside all others, whatever the
 * placement of the others. Cost: distinct pod shapes, not pods.
 */
export class SlotBounds {
  private readonly classes: EligibilityClass[];
  private readonly demands: Demand[][];
  private readonly sizes: number[];
  private readonly alone = new Map<Task, number>();
  private readonly domains = new Map<string, Map<string, number[]>>();
  private readonly memo = new Map<string, number>();

  constructor(private readonly capacity: Capacity) {
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
        demand.pods += task.most;
        shapes.set(key, demand);
      }
      return [...shapes.values()];
    });
    this.sizes = capacity.groups.map(({ nodes }) => nodes.length);
  }

  /**
   * Slots of the task that no placement of the others can take away, the task's own pods included:
   * every slot of the empty cluster less the most the others can destroy. `sizes` limits the view to so
   * many nodes of each group: one domain, or all but a drained node.
   *
   * Pods that a waiting one has evicted take nothing away. Constraints of the task's own over domains are the caller's to add.
   *
   * Sound: the slots a node loses are lost to one resource of which the others' pods there took at
   * least the cost counted here; no pod stands on two nodes.
   */
  public guaranteed(task: Task, sizes = this.sizes): number {
    if (task.repulsions.length > 0 || task.attractions.some(({ self }) => !self)) {
      return 0;
    }
    if (task.apart && task.apart.topologyKey !== HOSTNAME) {
      return this.guaranteedDomains(task, task.apart.topologyKey, sizes);
    }
    return this.guaranteedSlots(task, sizes);
  }

  /** So many nodes of each group as stand in each domain of a key; nodes without the label are in none. */
  public domainSizes(topologyKey: string): ReadonlyMap<string, number[]> {
    let domains = this.domains.get(topologyKey);
    if (!domains) {
      domains = new Map<string, number[]>();
      for (let node = 0; node < this.capacity.nodes.length; node++) {
        const name = this.capacity.domain(node, topologyKey);
        if (name !== undefined) {
          const sizes = domains.get(name) ?? this.sizes.map(() => 0);
          sizes[this.capacity.groupOf[node]]++;
          domains.set(name, sizes);
        }
      }
      this.domains.set(topologyKey, domains);
    }
    return domains;
  }

  /** Domains in which a pod is sure to find room. */
  private guaranteedDomains(task: Task, topologyKey: string, sizes: number[]): number {
    return [...this.domainSizes(topologyKey).values()]
      .filter((domain) => this.guaranteedSlots(task, domain.map((size, group) => Math.min(size, sizes[group]))) > 0).length;
  }

  private guaranteedSlots(task: Task, sizes: number[]): number {
    const view = sizes === this.sizes ? '' : sizes.join();
    const key = [task.eligible.map(Number).join(''), task.requests.join(), task.apart ? 1 : 0, task.most, rankKey(task.rank), view].join('|');
    let result = this.memo.get(key);
    if (result === undefined) {
      const empty = this.emptySlots(task);
      const total = empty.reduce((sum, slots, group) => sum + slots * sizes[group], 0);
      const present = empty.map((slots, group) => sizes[group] > 0 ? slots : 0);
      const roomy = present.reduce((sum, slots, group) => sum + (slots > 0 ? sizes[group] : 0), 0);
      const largest = (requests: Float64Array) => mostDestroyed(task, requests);
      const destroyed = Math.min(this.destroyedByResource(task, present, sizes), this.destroyedByPod(task, present, steepest, largest));
      // A node that the others do not fill up keeps at least one slot.
      const filled = this.destroyedByPod(task, present, (_, all) => 1 / all, () => 1);
      result = Math.max(0, total - destroyed, roomy - filled);
      result = result > task.most ? result : Math.max(result, this.slotsBesideWholePods(task, empty, sizes));
      this.memo.set(key, result);
    }
    return result;
  }

  private slotsBesideWholePods(task: Task, empty: number[], sizes: number[]): number {
    return empty.reduce((sum, slots, group) => sum + (slots === 0 || sizes[group] === 0 ? 0
      : sizes[group] * slotsBesideWholePods(this.capacity.roomOfGroup(group), task.requests, slots, this.classes.flatMap(({ eligible }, index) =>
        eligible[group] ? this.demands[index].map((each) => ({ requests: each.requests, pods: this.others(task, index, each) })) : []))), 0);
  }

  /** Slots of the task on an empty node, by group. */
  public emptySlots(task: Task): number[] {
    return this.capacity.groups.map(({ index }) => {
      if (!task.eligible[index]) {
        return 0;
      }
      const room = this.capacity.roomOfGroup(index);
      const slots = Math.min(...[...task.requests].map((amount, resource) => amount > 0 ? Math.floor(room[resource] / amount) : Infinity));
      return Math.max(0, task.apart ? Math.min(1, slots) : slots);
    });
  }

  /** Whether so many pods of the task certainly do not fit beside the others; false proves nothing. */
  public cannotHold(task: Task, pods: number, crowd?: Crowd): boolean {
    return this.shortage(task, pods, crowd) !== undefined;
  }

  /**
   * What certainly keeps so many pods of the task from fitting beside the others, counted without placing anything; none
   * proves nothing. The resource that is short most comes first. `without` leaves out one node.
   */
  public shortage(task: Task, pods: number, { without, others = 'least' }: Crowd = {}): Shortage | undefined {
    const inside = this.capacity.nodesOf(task).filter((node) => node !== without);
    if (inside.length === 0) {
      return pods > 0 ? { asked: pods, offered: 0 } : undefined;
    }
    const captive = others === 'absent' ? [] : this.classes.filter(({ eligible }) => eligible.every((yes, group) => !yes || task.eligible[group]));
    const rivals = captive.flatMap(({ tasks }) => tasks)
      .filter((other) => other !== task && !mayEvict(task.rank, other.rank) && !mayPerhapsEvict(task.rank, other.rank));
    const countOf = typeof others === 'function' ? others : (other: Task) => others === 'most' ? other.most : other.least;
    const resources = [...task.requests].flatMap((amount, resource) => {
      const offered = inside.reduce((sum, node) => sum + this.capacity.roomFor(task, node)[resource], 0);
      const asked = rivals.reduce((sum, other) => sum + this.standing(other, countOf(other)) * other.requests[resource], pods * amount);
      return amount > 0 && asked > offered ? [{ resource, asked, offered }] : [];
    });
    const slots = this.slotsOfAll(task, inside);
    const single = slots < pods ? [{ asked: pods, offered: slots }] : [];
    return [...resources.sort((one, two) => two.asked * one.offered - one.asked * two.offered), ...single][0];
  }

  /** So many of the pods as can ever run at one time, whatever else runs: the rest wait for ever. */
  public standing(task: Task, pods: number): number {
    let most = this.alone.get(task);
    if (most === undefined) {
      most = this.mostAlone(task);
      this.alone.set(task, most);
    }
    return Math.min(most, pods);
  }

  private mostAlone(task: Task): number {
    const { attachment } = task.claims;
    const onOneNode = Math.max(0, ...this.emptySlots(task));
    const tied = attachment === 'pod' ? 1 : attachment === 'node' ? onOneNode : Infinity;
    const shortage = this.shortage(task, task.most, { others: 'absent' });
    const byRoom = shortage === undefined ? task.most : shortage.resource === undefined ? shortage.offered
      : Math.floor(shortage.offered / task.requests[shortage.resource]);
    return Math.min(task.most, tied, byRoom);
  }

  /** Slots of the task on empty nodes, daemons of lower priority removed. */
  private slotsOfAll(task: Task, nodes: number[]): number {
    const slots = nodes.map((node) => {
      const room = this.capacity.roomFor(task, node);
      const byRoom = Math.max(0, Math.min(...[...task.requests].map((amount, resource) => amount > 0 ? Math.floor(room[resource] / amount) : Infinity)));
      return task.apart ? Math.min(1, byRoom) : byRoom;
    });
    const { apart } = task;
    const bySpread = task.spreads.filter(({ self, perRevision }) => self && !perRevision).map((spread) => mostUnderSpread(spread, nodes, slots));
    return Math.min(...bySpread, apart && apart.topologyKey !== HOSTNAME
      ? new Set(nodes.filter((_, index) => slots[index] > 0).map((node) => this.capacity.domain(node, apart.topologyKey) ?? `\0${node}`)).size
      : slots.reduce((sum, each) => sum + each, 0));
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
   * Each pod of the others destroys at the best rate among its resources and places, or as much as one pod can: whatever some
   * pods of a node destroyed, each one that joins them adds no more than that.
   */
  private destroyedByPod(task: Task, empty: number[], rate: Rate, atMost: (requests: Float64Array) => number): number {
    let destroyed = 0;
    this.classes.forEach(({ eligible }, index) => {
      const density = task.requests.map((amount, resource) => amount === 0 ? 0 : Math.max(0, ...empty.map((slots, group) =>
        slots > 0 && eligible[group] ? rate(...this.costs(task, group, slots, resource), slots) : 0)));
      for (const demand of this.demands[index]) {
        const { requests } = demand;
        const byRate = Math.max(...requests.map((amount, resource) => amount * density[resource]));
        destroyed += this.others(task, index, demand) * Math.min(byRate, atMost(requests));
      }
    });
    return Math.floor(destroyed + 1e-6);
  }

  /** What it takes of a resource on a node of the group to destroy the first slot, and all of them; each further one takes one request. */
  private costs(task: Task, group: number, slots: number, resource: number): [first: number, all: number] {
    const room = this.capacity.roomOfGroup(group)[resource];
    const amount = task.requests[resource];
    return [room - slots * amount + 1, room - amount + 1];
  }

  /** Slots of a node by what they cost, cheapest first; one segment where the first is the dearest. */
  private segments(task: Task, group: number, slots: number, resource: number): { group: number; slots: number; density: number }[] {
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
    const own = rankKey(rank) === rankKey(task.rank) && this.classes[classIndex].eligible.every((yes, group) => yes === task.eligible[group])
      && requests.every((amount, resource) => amount === task.requests[resource]);
    return own ? pods - task.most : pods;
  }
}

function rankKey({ value, className, evicts }: Rank): string {
  return `${value ?? className}${evicts ? '' : '!'}`;
}
