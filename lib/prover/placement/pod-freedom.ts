import { Capacity } from './capacity';
import { Placement } from './placement';
import { domainCounts, globalMinimum } from './skew';
import { HOSTNAME, Task } from './task';

/** Which pods of a placement may stand elsewhere without breaking what is asked of any of them, whoever moves. */
export class PodFreedom {
  private readonly isFixed: readonly boolean[];
  private readonly isApart: readonly boolean[];
  /** By task: pods in each domain, where spread counts them. */
  private readonly counts: readonly (number[] | undefined)[];
  /** Pods that keep apart, by task and node. */
  private readonly there = new Set<number>();

  /** `mayMove`: those that may at all. */
  constructor(private readonly capacity: Capacity, from: Placement, mayMove: (task: Task) => boolean) {
    const named = new Set(capacity.tasks.flatMap((task) => [
      ...task.attractions.flatMap(({ targets }) => targets),
      ...task.spreads.flatMap(({ counted }) => counted.filter((other) => other !== task)),
    ]));
    this.isFixed = capacity.tasks.map((task) => named.has(task) || !mayMove(task) || isTied(task));
    this.isApart = capacity.tasks.map(({ apart }) => apart !== undefined);
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
    const { eligible } = this.capacity.tasks[task];
    return eligible[this.capacity.groupOf[to]] && !(this.isApart[task] && this.there.has(this.keyOf(task, to)))
      && this.staysEven(task, from, to);
  }

  public go(task: number, from: number, to: number): void {
    if (this.isApart[task]) {
      this.there.delete(this.keyOf(task, from));
      this.there.add(this.keyOf(task, to));
    }
    this.count(task, from, to);
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
  return repulsions.length + attractions.length > 0 || ties.some(({ users }) => users.length > 1)
    || (claims.attachment !== 'free' && most > 1) || (apart !== undefined && apart.topologyKey !== HOSTNAME)
    || spreads.length > 1 || spreads.some(({ counted, self }) => !self || counted.length !== 1);
}
