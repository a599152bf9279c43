import { requiredSurge } from '../../../kubernetes/arithmetic';
import {
  Capacity, copyOf, openNodes, packingOrder, Placement, shapeOf, Task,
} from '../../placement';
import { BlockedEnd } from './ends-in-common';
import { firstFound } from './first-found';
import { Mover } from '../needs/movers';
import { ThroughBefore } from './through-before';
import { mayGoWithItsVolume, mayWaitForItsVolume } from './waits-for-volume';

/** Nodes that are open at first: pods that change places one by one hardly ever close more. */
const MOST_OPEN = 12;

/** A pod that goes to a node; from another one, or beside the pod that keeps its volume there. */
interface Shift {
  readonly task: Task;
  readonly from?: number;
  readonly to: number;
}

/**
 * Ends of a release in which one workload waits, made from placements in which the nodes that it needs are closed:
 * steps J8 and J9 of docs/explanation/proof.md.
 */
export class BlockedEnds {
  private readonly boundsOf: ReadonlyMap<Task, Mover['bounds']>;
  private readonly order: Task[];

  constructor(private readonly capacity: Capacity, movers: Mover[], private readonly through: ThroughBefore) {
    this.boundsOf = new Map(movers.map(({ task, bounds }) => [task, bounds]));
    this.order = packingOrder(capacity).filter((task) => this.boundsOf.has(task));
  }

  /** How the pods stand when the workload waits for ever; undefined where that is not shown. */
  public from(placement: Placement, { task, bounds }: Mover): BlockedEnd | undefined {
    const through = openNodes(placement, task).length > MOST_OPEN ? undefined : this.through.of(placement, task);
    if (!through) {
      return undefined;
    }
    const scratch = copyOf(placement);
    const homes = requiredSurge(bounds) > 0 ? [undefined] : [...scratch.places[task.index].keys()];
    return firstFound(homes, (leaves) => this.takeRoom(scratch, task, leaves, through)
      ? { task, placement: scratch, from: placement, leaves, through } : undefined);
  }

  /**
   * J9: one pod leaves, where one may, and others go where its successor would; the placement is changed only where
   * that succeeds.
   */
  private takeRoom(placement: Placement, victim: Task, home: number | undefined, through: ReadonlySet<Task>): boolean {
    if (home !== undefined) {
      placement.add(victim, home, -1);
    }
    const done: Shift[] = [];
    const isOpen = (node: number) => placement.slots(victim, node) > 0
      && (home === undefined || mayGoWithItsVolume(this.capacity, victim, home, node));
    for (;;) {
      const open = this.capacity.nodesOf(victim).find(isOpen);
      if (open === undefined) {
        return true;
      }
      const shifts =
        this.closingShift(placement, victim, open, through, done, isOpen)
        ?? this.waitFromAfar(placement, victim, open, done);
      if (!shifts) {
        break;
      }
      done.push(...shifts);
    }
    done.reverse().forEach((shift) => undo(placement, shift));
    if (home !== undefined) {
      placement.add(victim, home, 1);
    }
    return false;
  }

  /** A pod that may go to the node, closes it, and leaves a node that stays closed; done where it is found. */
  private closingShift(
    placement: Placement,
    victim: Task,
    to: number,
    through: ReadonlySet<Task>,
    done: Shift[],
    isOpen: (node: number) => boolean,
  ): Shift[] | undefined {
    let partly: Task | undefined;
    const helps = this.helpersOn(placement, victim, to);
    for (let from = 0; from < placement.pods.length; from++) {
      for (const index of from === to ? [] : [...placement.pods[from].keys()]) {
        const task = this.capacity.tasks[index];
        const mayGo =
          task !== victim
          && this.boundsOf.has(task)
          && task.most > 0
          && helps(task)
          && !done.some((shift) => shift.task === task)
          && task.eligible[this.capacity.groupOf[to]]
          && mayGoWithItsVolume(this.capacity, task, from, to);
        if (!mayGo) {
          continue;
        }
        const isBad = () => isOpen(to) || isOpen(from) || this.isRestless(placement, victim, through, [from, to]);
        // A new pod beside the old one would wait for the volume.
        const waits = this.mayMissNone(task) && task.claims.attachment !== 'free';
        if (!waits && !through.has(task) && this.tryShift(placement, { task, from, to }, isBad)) {
          return [{ task, from, to }];
        }
        if (this.mayWait(task) && this.tryShift(placement, { task, to }, () => isOpen(to))) {
          return [{ task, to }];
        }
        const isLarger = !partly || task.requests.every((amount, resource) => amount >= partly!.requests[resource]);
        partly = this.mayWait(task) && isLarger && placement.slotsByRoom(task, to) > 0 ? task : partly;
      }
    }
    // Several that wait may close it together.
    return partly && this.tryShift(placement, { task: partly, to }, () => false) ? [{ task: partly, to }] : undefined;
  }

  /** Whether a pod has room on the node, and leaves none there to the victim; or waits there and leaves less. */
  private helpersOn(placement: Placement, victim: Task, to: number): (task: Task) => boolean {
    const room = placement.room[to];
    const known: (boolean | undefined)[] = [];
    const isMetByOthers = victim.repulsions.length > 0 || victim.spreads.some(({ counted }) => counted.length > 1);
    const closes = ({ requests }: Task) => victim.requests.some((amount, resource) =>
      amount > 0 && requests[resource] > room[resource] - amount);
    return (task) => known[task.index] ??= placement.slotsByRoom(task, to) > 0
      && (isMetByOthers || closes(task) || this.mayWait(task));
  }

  /** One whose new pod waits on the node, after it has changed places with an equal pod, so that its volume is near. */
  private waitFromAfar(placement: Placement, victim: Task, to: number, done: Shift[]): Shift[] | undefined {
    const isFree = (task: Task) => task !== victim && !done.some((shift) => shift.task === task);
    for (const task of this.order.filter(
      (each) =>
        this.mayWait(each)
        && isFree(each)
        && each.eligible[this.capacity.groupOf[to]]
        && placement.slotsByRoom(each, to) > 0,
    )) {
      const [from] = placement.places[task.index].keys();
      for (const other of this.order.filter(
        (each) => isFree(each) && isPlain(each) && shapeOf(each) === shapeOf(task),
      )) {
        const near = [...placement.places[other.index].keys()].find(
          (node) => node !== to && node !== from && mayGoWithItsVolume(this.capacity, task, node, to),
        );
        if (near !== undefined) {
          const shifts = [
            { task, from, to: near },
            { task: other, from: near, to: from },
            { task, to },
          ];
          shifts.forEach((shift) => apply(placement, shift));
          return shifts;
        }
      }
    }
    return undefined;
  }

  private tryShift(placement: Placement, shift: Shift, isBad: () => boolean): boolean {
    const { task, from, to } = shift;
    if (from !== undefined) {
      placement.add(task, from, -1);
    }
    // The scheduler does not look at a volume that one node holds.
    const slots = from === undefined ? placement.slotsByRoom(task, to) : placement.slots(task, to);
    if (slots > 0) {
      placement.add(task, to, 1);
      if (!isBad()) {
        return true;
      }
      placement.add(task, to, -1);
    }
    if (from !== undefined) {
      placement.add(task, from, 1);
    }
    return false;
  }

  private mayWait(task: Task): boolean {
    return mayWaitForItsVolume(this.capacity, { task, bounds: this.boundsOf.get(task)! });
  }

  /** Whether one that may miss no pod, and found no room before, now does. */
  private isRestless(placement: Placement, victim: Task, through: ReadonlySet<Task>, nodes: number[]): boolean {
    return this.order.some(
      (task) =>
        task !== victim
        && !through.has(task)
        && this.mayMissNone(task)
        && nodes.some((node) => task.eligible[this.capacity.groupOf[node]] && placement.slots(task, node) > 0),
    );
  }

  private mayMissNone(task: Task): boolean {
    return requiredSurge(this.boundsOf.get(task)!) > 0;
  }
}

/** Whether one pod of the task is like another wherever it stands. */
function isPlain({ spreads, apart, repulsions, attractions, ties, claims }: Task): boolean {
  return (
    spreads.length + repulsions.length + attractions.length + ties.length === 0
    && apart === undefined
    && claims.attachment === 'free'
    && !claims.staysInZone
    && !claims.staysOnNode
  );
}

function apply(placement: Placement, { task, from, to }: Shift): void {
  if (from !== undefined) {
    placement.add(task, from, -1);
  }
  placement.add(task, to, 1);
}

function undo(placement: Placement, { task, from, to }: Shift): void {
  placement.add(task, to, -1);
  if (from !== undefined) {
    placement.add(task, from, 1);
  }
}
