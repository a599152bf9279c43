import { getOrMake } from '../../../util/get-or-make';
import { Capacity } from '../capacity';
import { EligibilityClasses } from './eligibility-classes';
import { eligibilityKey } from '../open-nodes';
import { mayOutrank, rankKey } from '../tasks/priority';
import { Task } from '../tasks/task';
import { unitsOf, WholeUnit, wholeUnits } from './whole-units';

/** So many pods of each other task. What a function says of a task stays: it is asked once. */
export type Others = 'least' | 'most' | 'absent' | ((other: Task) => number);

const NO_EXCEPTION: ReadonlyMap<Task, number> = new Map();

/** Pods of others that cannot leave the nodes of a task, and that it does not evict. */
export class Captives {
  private readonly sums = new Map<Others, Map<string, Float64Array>>();
  private readonly known = new Map<string, ReadonlySet<Task>>();
  private readonly units = new Map<string, readonly WholeUnit[]>();
  private readonly nothing: Float64Array;

  /** `standing`: so many of some pods of a task as can run at one time. */
  constructor(
    private readonly capacity: Capacity,
    private readonly standing: (task: Task, pods: number) => number,
  ) {
    this.nothing = new Float64Array(capacity.resources.length);
  }

  /**
   * What the others that cannot leave the nodes of a task ask, by resource, and then by whole unit; `but` are counts of
   * some that differ.
   */
  public ask(task: Task, others: Others, but = NO_EXCEPTION): Readonly<Float64Array> {
    if (others === 'absent') {
      return this.nothing;
    }
    const key = keyOf(task);
    const staying = this.staying(key, task);
    const units = this.unitsFor(task);
    const countOf = counted(others);
    const sum = Float64Array.from(this.sumOf(key, staying, units, others));
    if (staying.has(task)) {
      add(sum, task, -this.standing(task, countOf(task)), units);
    }
    but.forEach((pods, other) => {
      if (other !== task && staying.has(other)) {
        add(sum, other, this.standing(other, pods) - this.standing(other, countOf(other)), units);
      }
    });
    return sum;
  }

  /** Units by which pods of a task and those that cannot leave its nodes may be too many. */
  public unitsFor(task: Task): readonly WholeUnit[] {
    const key = keyOf(task);
    return getOrMake(this.units, key, () => wholeUnits(this.capacity, this.capacity.nodesOf(task),
      [...new Set([task, ...this.staying(key, task)])], (each) => this.standing(each, each.most)));
  }

  private sumOf(
    key: string, staying: ReadonlySet<Task>, units: readonly WholeUnit[], others: Others,
  ): Float64Array {
    const sums = getOrMake(this.sums, others, () => new Map<string, Float64Array>());
    return getOrMake(sums, key, () => {
      const sum = new Float64Array(this.capacity.resources.length + units.length);
      staying.forEach((task) => add(sum, task, this.standing(task, counted(others)(task)), units));
      return sum;
    });
  }

  /** Those that cannot leave the nodes of a task, and that it does not evict. */
  private staying(key: string, { eligible, rank }: Task): ReadonlySet<Task> {
    return getOrMake(this.known, key, () => new Set(
      EligibilityClasses.of(this.capacity).confinedTo(eligible).filter((other) => !mayOutrank(rank, other.rank)),
    ));
  }
}

function counted(others: Others): (task: Task) => number {
  return typeof others === 'function' ? others : ({ most, least }) => (others === 'most' ? most : least);
}

function keyOf(task: Task): string {
  return `${eligibilityKey(task)}|${rankKey(task.rank)}`;
}

function add(sum: Float64Array, { requests }: Task, pods: number, units: readonly WholeUnit[]): void {
  const { length } = requests;
  for (let resource = 0; resource < length; resource++) {
    sum[resource] += pods * requests[resource];
  }
  units.forEach((unit, at) => {
    sum[length + at] += pods * unitsOf(requests, unit);
  });
}
