import { getOrMake } from '../../../util/get-or-make';
import { sum } from '../../../util/sum';
import { requiredSurge } from '../../../kubernetes/arithmetic';
import {
  Arrival, Capacity, componentsOf, copyOf, isNeverUneven, placeMore, Placement, PodFreedom, SearchBudget,
  Task,
} from '../../placement';
import { Mover } from '../needs/movers';
import { mayGoWithItsVolume, mayWaitForItsVolume } from './waits-for-volume';

/** Pods as they may stand at an end, but that nodes may be open. */
export interface Gathered {
  readonly placement: Placement;
  /** New pods of these wait for their volumes on other nodes, beside old ones. */
  readonly waiting: ReadonlySet<Task>;
  /** Pods that are gone and find no room any more. */
  readonly missing: readonly Task[];
}

/** Nodes that are looked at for all pods at once, for one, and in all. */
const VISITS_FOR_ALL = 40_000;
const VISITS_FOR_ONE = 2_000;
const VISITS = 3_000_000;
/** Pods in place of which one may come that cannot be missed. */
const MOST_TRIED = 8;

/** How pods stand when as many as may wait for their volumes beside old ones: step J15 of docs/explanation/proof.md. */
export class Gathering {
  private readonly moverOf: ReadonlyMap<Task, Mover>;
  private readonly budget: SearchBudget = { steps: VISITS };
  private readonly shared = new WeakMap<Placement, Map<readonly Task[], Gathered | undefined>>();

  constructor(private readonly capacity: Capacity, movers: readonly Mover[]) {
    this.moverOf = new Map(movers.map((mover) => [mover.task, mover]));
  }

  /** Whether a pod may go before its successor comes, to any node. */
  public mayBeAway(task: Task): boolean {
    return this.mostAway(task) > 0;
  }

  private mostAway(task: Task): number {
    const { claims: { staysInZone, staysOnNode }, most } = task;
    const bounds = this.moverOf.get(task)?.bounds;
    return !bounds || requiredSurge(bounds) > 0 || staysInZone || staysOnNode ? 0
      : bounds.recreate ? most : Math.min(most, bounds.maxUnavailable);
  }

  /**
   * The same for each that may be the victim, which has stepped aside as well and does not wait itself: found once for
   * all that may meet. Undefined where not all have found room.
   */
  public forAll(from: Placement, victim: Task): Gathered | undefined {
    const { tasks } = componentsOf(this.capacity).around(victim);
    const known = getOrMake(this.shared, from, () => new Map<readonly Task[], Gathered | undefined>());
    if (!known.has(tasks)) {
      const gathered = this.gather(from, tasks);
      known.set(tasks, gathered.waiting.size > 0 && gathered.missing.length === 0 ? gathered : undefined);
    }
    const all = known.get(tasks);
    if (!all?.waiting.has(victim)) {
      return all;
    }
    const placement = copyOf(all.placement);
    const [home] = from.places[victim.index].keys();
    placement.add(victim, [...placement.places[victim.index].keys()].find((node) => node !== home)!, -1);
    return { ...all, placement, waiting: new Set([...all.waiting].filter((task) => task !== victim)) };
  }

  /** From a placement of all pods that may meet those of the victim, which stay where they are. */
  public beside(from: Placement, victim: Task): Gathered {
    const { tasks } = componentsOf(this.capacity).around(victim);
    return this.gather(from, tasks.filter((task) => task !== victim), victim);
  }

  private gather(from: Placement, tasks: readonly Task[], victim?: Task): Gathered {
    const patient = tasks.filter((task) => {
      const mover = this.moverOf.get(task);
      return mover && mayWaitForItsVolume(this.capacity, mover) && from.places[task.index].size === 1;
    });
    const base = copyOf(from);
    if (patient.length === 0 || this.budget.steps <= 0) {
      return { placement: base, waiting: new Set(), missing: [] };
    }
    const freedom = new PodFreedom(this.capacity, from, { mostMoved: () => Infinity });
    const arrivals = tasks.filter((task) => freedom.mayMove(task.index) && isNeverUneven(task)
      && task.apart === undefined && !patient.includes(task)).flatMap((task): Arrival[] =>
      [...from.places[task.index]].flatMap(([node, pods]) => {
        base.add(task, node, -pods);
        return Array.from({ length: pods }, () => ({ task }));
      }));
    const beside = patient.map((task): Arrival => {
      const [home] = from.places[task.index].keys();
      const nodes = this.capacity.nodesOf(task).filter((node) =>
        node !== home && mayGoWithItsVolume(this.capacity, task, home, node));
      return { task, nodes, waits: true };
    });
    const ordered = [...beside, ...arrivals].sort((one, two) =>
      sizeOf(two.task) - sizeOf(one.task) || this.mostAway(one.task) - this.mostAway(two.task));
    const mayStepAside = (task: Task) => task !== victim && !patient.includes(task);
    const whole = this.place(base, ordered, VISITS_FOR_ALL, mayStepAside);
    return whole ? { placement: whole, waiting: new Set(patient), missing: [] }
      : this.oneByOne(base, ordered, mayStepAside) ?? { placement: copyOf(from), waiting: new Set(), missing: [] };
  }

  private place(
    placement: Placement, pods: readonly Arrival[], visits: number, mayStepAside: (task: Task) => boolean,
  ): Placement | undefined {
    const budget: SearchBudget = { steps: visits };
    const placed = placeMore(placement, pods, budget, mayStepAside);
    this.budget.steps -= visits - Math.max(0, budget.steps);
    return placed;
  }

  /** Where not all find room, without pods that may be gone; undefined where one that may not finds none. */
  private oneByOne(
    placement: Placement, ordered: readonly Arrival[], mayStepAside: (task: Task) => boolean,
  ): Gathered | undefined {
    const waiting = new Set<Task>();
    const missing: Task[] = [];
    const left = new Map(ordered.map(({ task }) => [task, this.mostAway(task)]));
    const miss = (task: Task) => {
      missing.push(task);
      left.set(task, left.get(task)! - 1);
    };
    const places = (arrival: Arrival) =>
      this.place(placement, [arrival], VISITS_FOR_ONE, mayStepAside) !== undefined;
    for (const arrival of ordered) {
      const { task, waits = false } = arrival;
      const isPlaced = places(arrival);
      if (isPlaced && waits) {
        waiting.add(task);
      }
      if (!isPlaced && !waits && left.get(task)! > 0) {
        miss(task);
      } else if (!isPlaced && !waits) {
        const goes = this.goesFor(arrival, placement, left, places);
        if (!goes) {
          return undefined;
        }
        miss(goes);
      }
    }
    return { placement, waiting, missing };
  }

  /** One comes in place of another, which may be gone. */
  private goesFor(
    arrival: Arrival, placement: Placement, left: ReadonlyMap<Task, number>, places: (arrival: Arrival) => boolean,
  ): Task | undefined {
    const candidates = [...left].filter(([task, pods]) =>
      pods > 0 && task !== arrival.task && placement.places[task.index].size > 0).map(([task]) => task)
      .sort((one, two) => sizeOf(one) - sizeOf(two));
    for (const goes of candidates.slice(0, MOST_TRIED)) {
      const [node] = placement.places[goes.index].keys();
      placement.add(goes, node, -1);
      if (places(arrival)) {
        return goes;
      }
      placement.add(goes, node, 1);
    }
    return undefined;
  }
}

/** Amounts of all resources, which are seldom at odds: an order, and no measure. */
function sizeOf({ requests }: Task): number {
  return sum(requests);
}
