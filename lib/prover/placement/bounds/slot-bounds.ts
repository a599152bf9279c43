import { sum } from '../../../util/sum';
import { getOrMake } from '../../../util/get-or-make';
import { NodesInView } from './alike-groups';
import { Capacity } from '../capacity';
import { Daemon } from '../tasks/daemons';
import { emptySlots } from './empty-slots';
import { KnownCounts } from './known-counts';
import { shapeOf } from '../open-nodes';
import { rankKey } from '../tasks/priority';
import { RivalDemand } from './rival-demand';
import { Bystanders, Shortage } from './shortage';
import { Shortages } from './shortages';
import { HOSTNAME, Task } from '../tasks/task';
import { MOST_KINDS, slotsBesideWholePods } from './whole-pods';

/** Slots that are sure are kept for so many sets of pods on the nodes of one cluster. */
const MOST_KEPT = 16;
const KEPT = new KnownCounts<Map<string, number>>(MOST_KEPT);

/**
 * Bounds on the number of pods of one task that the cluster can hold beside all others, whatever the
 * placement of the others. Cost: distinct pod shapes, not pods.
 */
export class SlotBounds {
  private readonly rivals: RivalDemand;
  private readonly sizes: number[];
  private readonly domains: Map<string, Map<string, number[]>>;
  private readonly memo = new Map<string, { slots: number; readonly sought: Set<number> }>();
  /** Of all bounds of as many pods on these nodes. */
  private readonly counted: Map<string, number>;
  private readonly otherwise: string;
  private readonly shortages: Shortages;

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
    this.counted = like?.bounds.counted ?? KEPT.of(capacity.nodes, this.rivals.told, () => new Map());
    this.otherwise = this.rivals.toldOtherwise;
    this.domains = like?.bounds.domains ?? new Map();
    this.shortages = Shortages.on(capacity);
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
    return getOrMake(this.domains, topologyKey, () => {
      const domains = new Map<string, number[]>();
      this.capacity.groupOf.forEach((group, node) => {
        const name = this.capacity.domain(node, topologyKey);
        if (name !== undefined) {
          getOrMake(domains, name, () => this.sizes.map(() => 0))[group]++;
        }
      });
      return domains;
    });
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
    const view = this.rivals.alike.view(sizes, this.emptySlots(task));
    const key = `${shapeOf(task)}|${task.apart ? 1 : 0}|${this.countOf(task)}|${rankKey(task.rank)}|${view.told}`;
    const known = getOrMake(this.memo, key, () => ({ slots: 0, sought: new Set<number>() }));
    // Prices are moved towards what is sought: another aim may find more, or less.
    if (known.slots < sought && !known.sought.has(sought)) {
      known.sought.add(sought);
      const asked = `${this.otherwise}|${sought}|${key}`;
      const slots = getOrMake(this.counted, asked, () => this.countGuaranteed(task, view, sought));
      known.slots = Math.max(known.slots, slots);
    }
    return known.slots;
  }

  private countGuaranteed(task: Task, { sizes, slots: empty }: NodesInView, sought: number): number {
    const total = empty.reduce((sum, slots, group) => sum + slots * sizes[group], 0);
    const roomy = sum(sizes);
    const { destroyed, filled } = this.rivals.destruction(task, empty, sizes);
    // A node that the others do not fill up keeps at least one slot.
    let slots = Math.max(0, total - destroyed, roomy - filled);
    const aim = Math.min(sought, total);
    if (slots < aim) {
      slots = Math.max(slots, total - this.rivals.destroyedAtPrices(task, empty, sizes, total - aim + 1));
    }
    if (slots < aim && aim === sought && !this.rivals.mayLeaveFewer(task, empty, sizes, aim)) {
      slots = aim;
    }
    return slots < aim ? Math.max(slots, this.slotsBesideWholePods(task, empty, sizes)) : slots;
  }

  private slotsBesideWholePods(task: Task, empty: readonly number[], sizes: readonly number[]): number {
    return empty.reduce((sum, slots, group) => {
      if (slots === 0 || this.rivals.kindsOn(group) > MOST_KINDS) {
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

  /** So many of the pods as can ever run at one time, whatever else runs: the rest wait for ever. */
  public standing(task: Task, pods: number): number {
    return this.shortages.standing(task, pods);
  }

  /** Whether so many pods of the task certainly do not fit beside the others; false proves nothing. */
  public cannotHold(task: Task, pods: number, bystanders?: Bystanders): boolean {
    return this.shortage(task, pods, bystanders) !== undefined;
  }

  /** What certainly keeps so many pods of the task from fitting beside the others: see `Shortages`. */
  public shortage(task: Task, pods: number, bystanders?: Bystanders): Shortage | undefined {
    return this.shortages.of(task, pods, bystanders);
  }

  /** Whether the pods of a task fit on all its nodes but one, whichever that is, as far as `shortage` counts. */
  public outlivesAnyNode(task: Task): boolean {
    return this.shortages.outlivesAnyNode(task);
  }

  /** Old and new pods of the task that the roomiest node holds when nothing else is there. */
  public mostOnOneNode(task: Task): number {
    return this.shortages.mostOnOneNode(task);
  }
}
