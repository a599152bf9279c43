import { Capacity } from '../capacity';
import { Placement } from '../placement';
import { domainCounts, globalMinimum } from '../skew';
import { HOSTNAME, Task, ZONE } from '../tasks/task';

/** How far pods may go from where they stand. */
export interface PodLimits {
  /** So many pods of a task may stand elsewhere than at first, at most. */
  readonly mostMoved: (task: Task) => number;
  /**
   * How they stood at first.
   *
   * @default - as they stand
   */
  readonly home?: Placement;
  /**
   * Volumes stay in their zones, and on their nodes.
   *
   * @default - no pod has been there yet; those of pods that are apart stay in one zone
   */
  readonly keepsVolumes?: boolean;
  /**
   * Pods of a task stand on nodes of their own.
   *
   * @default - where their anti-affinity says so
   */
  readonly isApart?: (task: Task) => boolean;
}

/** Which pods of a placement may stand elsewhere without breaking what is asked of any of them, whoever moves. */
export class PodFreedom {
  private readonly isFixed: readonly boolean[];
  private readonly isApart: readonly boolean[];
  /** By task: pods in each domain, where spread counts them. */
  private readonly counts: readonly (number[] | undefined)[];
  private readonly mostMoved: readonly number[];
  private readonly moved: number[];
  /** By task and node, of those of which not all may move: pods that are there beyond those that were at first. */
  private readonly beyond = new Map<number, number>();
  /** Pods that keep apart, by task and node. */
  private readonly there = new Set<number>();

  constructor(private readonly capacity: Capacity, from: Placement, private readonly limits: PodLimits) {
    const named = new Set(capacity.tasks.flatMap((task) => [
      ...task.attractions.flatMap(({ targets }) => targets),
      ...task.spreads.flatMap(({ counted }) => counted.filter((other) => other !== task)),
    ]));
    const { mostMoved, home = from, keepsVolumes = false, isApart = () => false } = limits;
    this.mostMoved = capacity.tasks.map(mostMoved);
    this.isFixed = capacity.tasks.map((task) => named.has(task) || mostMoved(task) <= 0 || isTied(task)
      || (keepsVolumes && task.claims.staysOnNode));
    this.isApart = capacity.tasks.map((task) => task.apart !== undefined || isApart(task));
    this.moved = capacity.tasks.map(() => 0);
    capacity.tasks.filter(({ index }) => Number.isFinite(this.mostMoved[index])).forEach((task) => {
      new Set([...home.places[task.index].keys(), ...from.places[task.index].keys()]).forEach((node) => {
        const beyond = from.count(task, node) - home.count(task, node);
        this.beyond.set(this.keyOf(task.index, node), beyond);
        this.moved[task.index] += Math.max(0, beyond);
      });
    });
    this.counts = capacity.tasks.map((task) =>
      (!this.isFixed[task.index] && task.spreads.length > 0 ? domainCounts(from, task.spreads[0]) : undefined));
    from.places.forEach((places, task) => [...this.isApart[task] ? places.keys() : []].forEach((node) =>
      this.there.add(this.keyOf(task, node))));
  }

  public mayMove(task: number): boolean {
    return !this.isFixed[task];
  }

  /** Whether a pod may stand there instead, room aside. */
  public mayGo(task: number, from: number, to: number): boolean {
    const { eligible, claims } = this.capacity.tasks[task];
    const { keepsVolumes = false, isApart } = this.limits;
    const staysInZone = claims.staysInZone && (keepsVolumes || isApart?.(this.capacity.tasks[task]) === true);
    return eligible[this.capacity.groupOf[to]] && !(this.isApart[task] && this.there.has(this.keyOf(task, to)))
      && (!staysInZone || this.capacity.domain(from, ZONE) === this.capacity.domain(to, ZONE))
      && this.moved[task] + this.movedBy(task, from, to) <= this.mostMoved[task]
      && this.staysEven(task, from, to);
  }

  public go(task: number, from: number, to: number): void {
    if (this.isApart[task]) {
      this.there.delete(this.keyOf(task, from));
      this.there.add(this.keyOf(task, to));
    }
    if (Number.isFinite(this.mostMoved[task])) {
      this.moved[task] += this.movedBy(task, from, to);
      this.beyond.set(this.keyOf(task, from), this.beyondOn(task, from) - 1);
      this.beyond.set(this.keyOf(task, to), this.beyondOn(task, to) + 1);
    }
    this.count(task, from, to);
  }

  /** So many pods more stand elsewhere than at first. */
  private movedBy(task: number, from: number, to: number): number {
    return Number(this.beyondOn(task, to) >= 0) - Number(this.beyondOn(task, from) > 0);
  }

  private beyondOn(task: number, node: number): number {
    return this.beyond.get(this.keyOf(task, node)) ?? 0;
  }

  private keyOf(task: number, node: number): number {
    return task * this.capacity.nodes.length + node;
  }

  private staysEven(task: number, from: number, to: number): boolean {
    const counts = this.counts[task];
    if (!counts) {
      return true;
    }
    const [spread] = this.capacity.tasks[task].spreads;
    const [here, there] = [spread.domainOf[from], spread.domainOf[to]];
    if (here < 0 || there < 0 || here === there) {
      return here >= 0 && here === there;
    }
    this.count(task, from, to);
    const isEven = Math.max(...counts) - globalMinimum(counts, spread) <= spread.maxSkew;
    this.count(task, to, from);
    return isEven;
  }

  private count(task: number, from: number, to: number): void {
    const counts = this.counts[task];
    if (counts) {
      const [{ domainOf }] = this.capacity.tasks[task].spreads;
      counts[domainOf[from]]--;
      counts[domainOf[to]]++;
    }
  }
}

/** Whether more than room, its own spread over one key or nodes of their own decides where the pods stand. */
function isTied(task: Task): boolean {
  const { repulsions, attractions, ties, claims, most, apart, spreads } = task;
  return repulsions.length + attractions.length > 0 || ties.some(({ users }) => users.length > 1 || most > 1)
    || (claims.attachment !== 'free' && most > 1) || (apart !== undefined && apart.topologyKey !== HOSTNAME)
    || spreads.length > 1 || spreads.some(({ counted, self }) => !self || counted.length !== 1);
}
