import { oncePer } from '../../../util/once-per';
import { requiredSurge } from '../../../kubernetes/arithmetic';
import {
  Capacity, Components, componentsOf, copyOf, openNodes, packingOrder, Placement, skewHolds, Task,
} from '../../placement';
import { mayGoWithItsVolume } from './waits-for-volume';
import { Mover } from '../needs/movers';

/** Workloads that may miss no pod and are through with their update when all pods stand in some way: step J8. */
export class ThroughBefore {
  private readonly order: Task[];
  private readonly components: Components;
  private readonly known = oncePer((_: Placement) => new Map<string, ReadonlySet<Task> | undefined>());

  constructor(private readonly capacity: Capacity, movers: Mover[]) {
    const surging = new Map(movers.map(({ task, bounds }) => [task, requiredSurge(bounds) > 0]));
    this.order = packingOrder(capacity).filter((task) => surging.has(task));
    this.components = componentsOf(capacity);
    this.mayMissNone = (task) => surging.get(task)!;
  }

  private readonly mayMissNone: (task: Task) => boolean;

  /**
   * Those of the workload's neighbours that have room for one pod more; undefined where one of them cannot have been
   * through. The workload itself waits.
   */
  public of(placement: Placement, task: Task): ReadonlySet<Task> | undefined {
    const known = this.known(placement);
    const hasRoom = this.mayMissNone(task) && this.hasRoom(placement, task);
    const key = `${this.components.idOf(task)}${hasRoom ? ` without ${task.index}` : ''}`;
    if (!known.has(key)) {
      const { through, left } = this.stepBack(placement, task);
      known.set(key, left.length === 0 ? through : undefined);
    }
    return known.get(key);
  }

  /** As many of them as can have been through; the rest have yet to begin, and so have those that wait. */
  public partly(placement: Placement, task: Task, waiting: ReadonlySet<Task>): ReadonlySet<Task> {
    return this.stepBack(placement, task, waiting).through;
  }

  /** Whether all pods of the workload and of its neighbours stand. */
  public isComplete(placement: Placement, task: Task): boolean {
    const component = this.components.idOf(task);
    return placement.countAll(task) === task.most
      && this.order.every((each) => this.components.idOf(each) !== component || placement.countAll(each) === each.most);
  }

  /** Neighbours that may miss no pod. */
  public surgingBeside(victim: Task): Task[] {
    const component = this.components.idOf(victim);
    return this.order.filter((task) =>
      task !== victim && this.components.idOf(task) === component && this.mayMissNone(task));
  }

  private hasRoom(placement: Placement, task: Task): boolean {
    return openNodes(placement, task).some((node) => placement.slots(task, node) > 0);
  }

  private stepBack(
    placement: Placement, victim: Task, others: ReadonlySet<Task> = new Set(),
  ): { readonly through: ReadonlySet<Task>; readonly left: readonly Task[] } {
    const component = this.components.idOf(victim);
    const members = this.order.filter((task) => this.components.idOf(task) === component);
    if (!this.isComplete(placement, victim)) {
      return { through: new Set(), left: [victim] };
    }
    const mobile = members.filter((task) =>
      task !== victim && !others.has(task) && this.mayMissNone(task) && this.hasRoom(placement, task));
    const before = copyOf(placement);
    // The last to go: beside their own pods, so that nobody needs to have stood elsewhere.
    const elsewhere = mobile.filter((task) => !this.hasRoomAtHome(before, task));
    let left: readonly Task[] = elsewhere;
    for (let count = Infinity; left.length < count;) {
      count = left.length;
      left = left.filter((task) => !this.moveBack(before, task));
    }
    const stuck = new Set(left);
    return { through: new Set(mobile.filter((task) => !stuck.has(task))), left };
  }

  private hasRoomAtHome(placement: Placement, task: Task): boolean {
    const own = [...placement.places[task.index].keys()];
    return own.some((node) =>
      placement.slots(task, node) > 0 && mayGoWithItsVolume(this.capacity, task, own[0], node));
  }

  /** Puts one pod of a task where it stood before its update came to this placement. */
  private moveBack(before: Placement, task: Task): boolean {
    const own = [...before.places[task.index].keys()];
    const isFree = (node: number) =>
      before.slots(task, node) > 0 && mayGoWithItsVolume(this.capacity, task, own[0], node);
    return this.hasRoomAtHome(before, task)
      || this.capacity.nodesOf(task).some((free) => isFree(free) && own.some((node) => {
        before.add(task, free, 1);
        before.add(task, node, -1);
        const isStart = task.spreads.every((spread) => skewHolds(before, spread));
        if (!isStart) {
          before.add(task, node, 1);
          before.add(task, free, -1);
        }
        return isStart;
      }));
  }
}
