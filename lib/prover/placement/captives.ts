import { eligibilityKey } from './open-nodes';
import { mayEvict, mayPerhapsEvict, rankKey } from './priority';
import { RivalDemand } from './rival-demand';
import { Task } from './task';

/** So many pods of each other task. */
export type Others = 'least' | 'most' | 'absent' | ((other: Task) => number);

/** Pods of others that cannot leave the nodes of a task, and that it does not evict. */
export class Captives {
  private readonly crowds = new Map<string, Float64Array>();
  private readonly known = new Map<string, readonly Task[]>();

  /** `standing`: so many of some pods of a task as can run at one time. */
  constructor(
    private readonly rivals: RivalDemand,
    private readonly standing: (task: Task, pods: number) => number,
  ) {}

  /** What the others that cannot leave the nodes of a task ask, by resource. */
  public ask(task: Task, others: Others): Float64Array {
    if (others === 'absent' || typeof others === 'function') {
      return this.sumOf(others === 'absent' ? [] : this.staying(task).filter((other) => other !== task), others);
    }
    const key = `${others}|${eligibilityKey(task)}|${rankKey(task.rank)}`;
    const all = this.crowds.get(key) ?? this.sumOf(this.staying(task), others);
    this.crowds.set(key, all);
    if (!this.rivals.capacity.holdsSome(task)) {
      return all;
    }
    const own = this.sumOf([task], others);
    return all.map((amount, resource) => amount - own[resource]);
  }

  private sumOf(tasks: readonly Task[], others: Others): Float64Array {
    const countOf = typeof others === 'function' ? others
      : (task: Task) => (others === 'most' ? task.most : task.least);
    const sum = new Float64Array(this.rivals.capacity.resources.length);
    for (const task of tasks) {
      const pods = this.standing(task, countOf(task));
      for (let resource = 0; resource < sum.length; resource++) {
        sum[resource] += pods * task.requests[resource];
      }
    }
    return sum;
  }

  /** Those that cannot leave the nodes of a task, and that it does not evict. */
  private staying(task: Task): readonly Task[] {
    const { eligible, rank } = task;
    const key = `${eligibilityKey(task)}|${rankKey(rank)}`;
    const known = this.known.get(key) ?? this.rivals.confinedTo(eligible)
      .filter((other) => !mayEvict(rank, other.rank) && !mayPerhapsEvict(rank, other.rank));
    this.known.set(key, known);
    return known;
  }
}
