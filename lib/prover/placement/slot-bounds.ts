import { askedOf } from './asked';
import { Capacity } from './capacity';
import { Daemon } from './daemons';
import { asksForDomains, mostInDomains } from './domain-slots';
import { Captives } from './captives';
import { emptySlots } from './empty-slots';
import { eligibilityKey, shapeOf } from './open-nodes';
import { rankKey } from './priority';
import { RivalDemand } from './rival-demand';
import { Crowd, Shortage } from './shortage';
import { slotsIn } from './slots-in';
import { HOSTNAME, Spread, Task } from './task';
import { MOST_KINDS, slotsBesideWholePods } from './whole-pods';

/**
 * Bounds on the number of pods of one task that the cluster can hold beside all others, whatever the
 * placement of the others. Cost: distinct pod shapes, not pods.
 */
export class SlotBounds {
  private readonly rivals: RivalDemand;
  private readonly sizes: number[];
  private readonly alone = new Map<Task, number>();
  private readonly domains: Map<string, Map<string, number[]>>;
  private readonly memo = new Map<string, { slots: number; readonly sought: Set<number> }>();
  /** Slots of all nodes, by task; where all pods of a task are of one revision, and where not. */
  private readonly slots = [new Map<Task, number>(), new Map<Task, number>()] as const;
  /** By nodes and rank. */
  private readonly offered = new Map<string, Map<string, Float64Array>>();
  private readonly captives: Captives;

  /**
   * `countOf`: most pods of each task that may stand; `leaving`: DaemonSets whose pods leave room to them while they
   * are replaced, and may not get it back; `like` are bounds of the same nodes.
   */
  constructor(
    public readonly capacity: Capacity, private readonly countOf = ({ most }: Task) => most,
    private readonly leaving: readonly Daemon[] = [],
    like?: { readonly bounds: SlotBounds; readonly rivals: RivalDemand },
  ) {
    this.rivals = like?.rivals
      ?? new RivalDemand(capacity, countOf, (group) => capacity.roomOfGroup(group, leaving));
    this.domains = like?.bounds.domains ?? new Map();
    this.captives = new Captives(this.rivals, (task, pods) => this.standing(task, pods));
    this.sizes = capacity.groups.map(({ nodes }) => nodes.length);
  }

  /** The same where there are at most so many pods of some tasks instead. */
  public with(counts: ReadonlyMap<Task, number>): SlotBounds {
    if ([...counts].every(([task, pods]) => this.countOf(task) === pods)) {
      return this;
    }
    const countOf = (task: Task) => counts.get(task) ?? this.countOf(task);
    return new SlotBounds(this.capacity, countOf, this.leaving, { bounds: this, rivals: this.rivals.with(counts) });
  }

  /**
   * Slots of the task that no placement of the others can take away, the task's own pods included:
   * every slot of the empty cluster less the most the others can destroy. `sizes` limits the view to so
   * many nodes of each group: one domain, or all but a drained node. The dearest counts are left out once `sought`
   * slots are known.
   *
   * Pods that a waiting one has evicted take nothing away. Constraints of the task's own over domains are the caller's
   * to add.
   *
   * Sound: the slots a node loses are lost to one resource of which the others' pods there took at
   * least the cost counted here; no pod stands on two nodes.
   */
  public guaranteed(task: Task, sizes = this.sizes, sought = this.countOf(task) + 1): number {
    if (task.repulsions.length > 0 || task.attractions.some(({ self }) => !self)) {
      return 0;
    }
    if (task.apart && task.apart.topologyKey !== HOSTNAME) {
      return this.guaranteedDomains(task, task.apart.topologyKey, sizes);
    }
    return this.guaranteedSlots(task, sizes, sought);
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
    return [...this.domainSizes(topologyKey).values()].filter(
      (domain) =>
        this.guaranteedSlots(
          task,
          domain.map((size, group) => Math.min(size, sizes[group])),
          1,
        ) > 0,
    ).length;
  }

  private guaranteedSlots(task: Task, sizes: number[], sought: number): number {
    const view = sizes === this.sizes ? '' : sizes.join();
    const key = [shapeOf(task), task.apart ? 1 : 0, this.countOf(task), rankKey(task.rank), view].join('|');
    const known = this.memo.get(key) ?? { slots: 0, sought: new Set<number>() };
    this.memo.set(key, known);
    // Prices are moved towards what is sought: another aim may find more, or less.
    if (known.slots < sought && !known.sought.has(sought)) {
      known.sought.add(sought);
      known.slots = Math.max(known.slots, this.countGuaranteed(task, sizes, sought));
    }
    return known.slots;
  }

  private countGuaranteed(task: Task, sizes: number[], sought: number): number {
    const empty = this.emptySlots(task);
    const total = empty.reduce((sum, slots, group) => sum + slots * sizes[group], 0);
    const present = empty.map((slots, group) => sizes[group] > 0 ? slots : 0);
    const roomy = present.reduce((sum, slots, group) => sum + (slots > 0 ? sizes[group] : 0), 0);
    const { destroyed, filled } = this.rivals.destruction(task, present, sizes);
    // A node that the others do not fill up keeps at least one slot.
    let slots = Math.max(0, total - destroyed, roomy - filled);
    const aim = Math.min(sought, total);
    if (slots < aim) {
      slots = Math.max(slots, total - this.rivals.destroyedAtPrices(task, present, sizes, total - aim + 1));
    }
    if (slots < aim && aim === sought && !this.rivals.mayLeaveFewer(task, present, sizes, aim)) {
      slots = aim;
    }
    return slots < aim ? Math.max(slots, this.slotsBesideWholePods(task, empty, sizes)) : slots;
  }

  private slotsBesideWholePods(task: Task, empty: readonly number[], sizes: number[]): number {
    return empty.reduce((sum, slots, group) => {
      if (slots === 0 || sizes[group] === 0 || this.rivals.kindsOn(group) > MOST_KINDS) {
        return sum;
      }
      const room = this.capacity.roomOfGroup(group);
      const comers = this.rivals.of(task, group);
      const kept = slotsBesideWholePods(room, task.requests, slots, comers, this.rivals.roomOfComers(group));
      return sum + sizes[group] * kept;
    }, 0);
  }

  /** Slots of the task on an empty node, by group. */
  public emptySlots(task: Task, isApart = task.apart !== undefined): readonly number[] {
    return emptySlots(this.capacity, task, isApart);
  }

  /** Whether so many pods of the task certainly do not fit beside the others; false proves nothing. */
  public cannotHold(task: Task, pods: number, crowd?: Crowd): boolean {
    return this.shortage(task, pods, crowd) !== undefined;
  }

  /**
   * What certainly keeps so many pods of the task from fitting beside the others, counted without placing anything;
   * none proves nothing. The resource that is short most comes first. `without` leaves out one node.
   */
  public shortage(
    task: Task,
    pods: number,
    { without, others = 'least', but, settled = false, gone = [] }: Crowd = {},
  ): Shortage | undefined {
    const all = this.capacity.nodesOf(task);
    const isLeftOut = without !== undefined && task.eligible[this.capacity.groupOf[without]];
    if (all.length === (isLeftOut ? 1 : 0)) {
      return pods > 0 ? { asked: pods, offered: 0 } : undefined;
    }
    const beside = this.captives.ask(task, others, but);
    const offeredToAll = gone.length > 0 ? this.roomOfAll(task, gone) : this.offeredTo(task);
    const resources = askedOf(task.requests).flatMap((resource) => {
      const offered = offeredToAll[resource]
        - (isLeftOut ? this.capacity.roomFor(task, without, gone)[resource] : 0);
      const asked = pods * task.requests[resource] + beside[resource];
      return asked > offered ? [{ resource, asked, offered }] : [];
    });
    const slots = this.slotsBut(task, without, settled, gone);
    const single = slots < pods ? [{ asked: pods, offered: slots }] : [];
    return [...resources.sort((one, two) => two.asked * one.offered - one.asked * two.offered), ...single][0];
  }

  /** Whether the pods of a task fit on all its nodes but one, whichever that is, as far as `shortage` counts. */
  public outlivesAnyNode(task: Task): boolean {
    const isPlain = task.spreads.length + task.attractions.length === 0 && task.apart === undefined;
    if (!isPlain || this.capacity.nodesOf(task).some((node) => this.capacity.makesRoom(task, node))) {
      return false;
    }
    const { groups } = this.capacity;
    const empty = this.emptySlots(task);
    const all = empty.reduce((sum, slots, group) => sum + slots * groups[group].nodes.length, 0);
    // What a node offers of a resource holds at least its slots; so one that is not short of slots is short of nothing.
    return all - Math.max(0, ...empty) >= task.most;
  }

  /** Room on all nodes that a task may use, by resource. */
  private offeredTo(task: Task): Float64Array {
    // What names the nodes is long where they are many: a longer text would be made of it for each question.
    const byRank = this.offered.get(eligibilityKey(task)) ?? new Map<string, Float64Array>();
    this.offered.set(eligibilityKey(task), byRank);
    const offered = byRank.get(rankKey(task.rank)) ?? this.roomOfAll(task, []);
    byRank.set(rankKey(task.rank), offered);
    return offered;
  }

  private roomOfAll(task: Task, gone: readonly Daemon[]): Float64Array {
    const sum = new Float64Array(this.capacity.resources.length);
    this.capacity.nodesOf(task).forEach((node) =>
      this.capacity.roomFor(task, node, gone).forEach((amount, resource) => {
        sum[resource] += amount;
      }));
    return sum;
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

  /** Old and new pods of the task that the roomiest node holds when nothing else is there. */
  public mostOnOneNode(task: Task): number {
    const isOne = task.apart !== undefined && !task.apart.perRevision;
    return this.capacity.groups.reduce((most, { index }) =>
      task.eligible[index] ? Math.max(most, this.slotsOn(task, this.capacity.nodeOfGroup(index), isOne)) : most, 0);
  }

  private slotsOn(task: Task, node: number, isOne: boolean, gone: readonly Daemon[] = []): number {
    const slots = gone.length > 0 || this.capacity.makesRoom(task, node)
      ? slotsIn(this.capacity.roomFor(task, node, gone), task.requests)
      : this.emptySlots(task, false)[this.capacity.groupOf[node]];
    return isOne ? Math.min(1, slots) : slots;
  }

  /** Slots of the task on empty nodes but one, daemons of lower priority removed. */
  private slotsBut(task: Task, without: number | undefined, settled: boolean, gone: readonly Daemon[]): number {
    if (gone.length > 0 || (without !== undefined && asksForDomains(task, spreadsOf(task, settled)))) {
      return this.slotsOfAll(task, without, settled, gone);
    }
    const known = this.slots[Number(settled)];
    const all = known.get(task) ?? this.slotsOfAll(task, undefined, settled, gone);
    known.set(task, all);
    const isOne = without !== undefined && task.eligible[this.capacity.groupOf[without]];
    return isOne ? all - this.slotsOn(task, without, task.apart !== undefined) : all;
  }

  private slotsOfAll(task: Task, without: number | undefined, settled: boolean, gone: readonly Daemon[]): number {
    const { groups, groupOf } = this.capacity;
    const isApart = task.apart !== undefined;
    const slots = groups.map(({ index }) =>
      (task.eligible[index] ? this.slotsOn(task, this.capacity.nodeOfGroup(index), isApart, gone) : 0));
    const spreads = spreadsOf(task, settled);
    if (asksForDomains(task, spreads)) {
      const nodes = this.capacity.nodesOf(task).filter((node) => node !== without);
      return mostInDomains(this.capacity, task, spreads, nodes, nodes.map((node) => slots[groupOf[node]]));
    }
    const left = without === undefined ? -1 : groupOf[without];
    return groups.reduce((sum, { nodes, index }) => sum + (nodes.length - (index === left ? 1 : 0)) * slots[index], 0);
  }
}

/** Spread that counts the pods of a task itself: those of one revision alone where all are of one. */
function spreadsOf({ spreads }: Task, settled: boolean): Spread[] {
  return spreads.filter(({ self, perRevision }) => self && (settled || !perRevision));
}
