import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { askedOf } from '../nodes/asked';
import { Capacity } from '../capacity';
import { Captives } from './captives';
import { Daemon } from '../tasks/daemons';
import { asksForDomains, mostInDomains } from './domain-slots';
import { emptySlots } from './empty-slots';
import { eligibilityKey, shapeOf } from '../open-nodes';
import { rankKey } from '../tasks/priority';
import { Bystanders, Shortage } from './shortage';
import { slotsIn } from '../nodes/slots-in';
import { Spread, Task } from '../tasks/task';
import { unitsOf } from './whole-units';

/** What certainly does not fit on the nodes, counted without placing anything. */
export class Shortages {
  /** Of one cluster all that asks shares what was counted. */
  public static readonly on = oncePer((capacity: Capacity) => new Shortages(capacity));

  private readonly alone = new Map<Task, number>();
  /** Slots of all nodes, by task; where all pods of a task are of one revision, and where not. */
  private readonly slots = [new Map<Task, number>(), new Map<Task, number>()] as const;
  private readonly slotsByKind = new Map<string, number>();
  /** By nodes and rank. */
  private readonly offered = new Map<string, Map<string, Float64Array>>();
  private readonly captives: Captives;

  private constructor(private readonly capacity: Capacity) {
    this.captives = new Captives(capacity, (task, pods) => this.standing(task, pods));
  }

  /**
   * What certainly keeps so many pods of the task from fitting beside the others, counted without placing anything;
   * none proves nothing. The resource that is short most comes first. `without` leaves out one node.
   */
  public of(
    task: Task,
    pods: number,
    { without, others = 'least', but, settled = false, gone = [] }: Bystanders = {},
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
    return [...resources.sort((one, two) => two.asked * one.offered - one.asked * two.offered), ...single][0]
      ?? (others === 'absent' || gone.length > 0 ? undefined
        : this.ofUnits(task, pods, beside, isLeftOut ? without : undefined));
  }

  /** Whole units of which pods of the task and those beside it ask for more than their nodes have: step P5. */
  private ofUnits(
    task: Task, pods: number, beside: Readonly<Float64Array>, without: number | undefined,
  ): Shortage | undefined {
    return this.captives.unitsFor(task).flatMap((each, at): Shortage[] => {
      const { resource, unit } = each;
      const offered = each.offered
        - (without === undefined ? 0 : unitsOf(this.capacity.room[without], each));
      const asked = pods * unitsOf(task.requests, each) + beside[task.requests.length + at];
      return asked > offered ? [{ resource, asked: asked * unit, offered: offered * unit, unit }] : [];
    })[0];
  }

  /** Whether the pods of a task fit on all its nodes but one, whichever that is, as far as `shortage` counts. */
  public outlivesAnyNode(task: Task): boolean {
    const isPlain = task.spreads.length + task.attractions.length === 0 && task.apart === undefined;
    if (!isPlain || this.capacity.nodesOf(task).some((node) => this.capacity.makesRoom(task, node))) {
      return false;
    }
    const { groups } = this.capacity;
    const empty = emptySlots(this.capacity, task, task.apart !== undefined);
    const all = empty.reduce((sum, slots, group) => sum + slots * groups[group].nodes.length, 0);
    // What a node offers of a resource holds at least its slots; so one that is not short of slots is short of nothing.
    return all - Math.max(0, ...empty) >= task.most;
  }

  /** Room on all nodes that a task may use, by resource. */
  private offeredTo(task: Task): Float64Array {
    // What names the nodes is long where they are many: a longer text would be made of it for each question.
    const byRank = getOrMake(this.offered, eligibilityKey(task), () => new Map<string, Float64Array>());
    return getOrMake(byRank, rankKey(task.rank), () => this.roomOfAll(task, []));
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
    return Math.min(getOrMake(this.alone, task, () => this.mostAlone(task)), pods);
  }

  private mostAlone(task: Task): number {
    const { attachment } = task.claims;
    const onOneNode = Math.max(0, ...emptySlots(this.capacity, task, task.apart !== undefined));
    const tied = attachment === 'pod' ? 1 : attachment === 'node' ? onOneNode : Infinity;
    return Math.min(task.most, tied, this.slotsBut(task, undefined, false, []));
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
      : emptySlots(this.capacity, task, false)[this.capacity.groupOf[node]];
    return isOne ? Math.min(1, slots) : slots;
  }

  /** Slots of the task on empty nodes but one, daemons of lower priority removed. */
  private slotsBut(task: Task, without: number | undefined, settled: boolean, gone: readonly Daemon[]): number {
    if (gone.length > 0 || (without !== undefined && asksForDomains(task, spreadsOf(task, settled)))) {
      return this.slotsOfAll(task, without, settled, gone);
    }
    const known = this.slots[Number(settled)];
    const all = getOrMake(known, task, () => this.slotsOfKind(task, settled));
    const isOne = without !== undefined && task.eligible[this.capacity.groupOf[without]];
    return isOne ? all - this.slotsOn(task, without, task.apart !== undefined) : all;
  }

  /** Found once for all tasks that ask the same, where no domain decides. */
  private slotsOfKind(task: Task, settled: boolean): number {
    if (asksForDomains(task, spreadsOf(task, settled))) {
      return this.slotsOfAll(task, undefined, settled, []);
    }
    const kind = `${shapeOf(task)}|${rankKey(task.rank)}|${task.apart !== undefined}`;
    return getOrMake(this.slotsByKind, kind, () => this.slotsOfAll(task, undefined, settled, []));
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
