import { oncePer } from '../../../util/once-per';
import { append } from '../../../manifests';
import { Capacity } from '../capacity';
import { eligibilityKey } from '../open-nodes';
import { Rank, rankKey } from '../tasks/priority';
import { Task } from '../tasks/task';

/** Tasks that ask the same and have one priority. */
interface Shape {
  readonly key: string;
  readonly requests: Float64Array;
  readonly rank: Rank;
  readonly tasks: Task[];
}

/** Tasks that may use the same groups, by what they ask and their priority. */
export interface EligibilityClass {
  readonly eligible: boolean[];
  /** The groups that they may use. */
  readonly groups: readonly number[];
  readonly tasks: Task[];
  readonly shapes: readonly Shape[];
}

/**
 * The tasks of a cluster by where they may go. What may come to a group is kept for each group: where each workload has
 * a node of its own there are as many classes as groups, and to go through all of them for all of these takes long.
 */
export class EligibilityClasses {
  public static readonly of = oncePer((capacity: Capacity) => new EligibilityClasses(capacity));

  public readonly all: readonly EligibilityClass[];
  private readonly byKey: ReadonlyMap<string, number>;
  private readonly byGroup: number[][];
  private readonly places = new Map<Task, readonly [index: number, shape: number]>();

  private constructor(capacity: Capacity) {
    const tasks = new Map<string, Task[]>();
    capacity.placeable.forEach((task) => append(tasks, eligibilityKey(task), task));
    this.all = [...tasks.values()].map(classOf);
    this.byKey = new Map([...tasks.keys()].map((key, index) => [key, index]));
    this.all.forEach(({ shapes }, index) => shapes.forEach((shape, at) =>
      shape.tasks.forEach((task) => this.places.set(task, [index, at]))));
    this.byGroup = capacity.groups.map(() => []);
    this.all.forEach(({ groups }, index) => groups.forEach((group) => this.byGroup[group].push(index)));
  }

  /** Indices of the classes that may come to a group, in order. */
  public on(group: number): readonly number[] {
    return this.byGroup[group];
  }

  /** Classes that may come to groups with slots, in order, each with these groups. */
  public reaching(slots: readonly number[]): (readonly [index: number, groups: readonly number[]])[] {
    const found = new Map<number, number[]>();
    slots.forEach((count, group) => {
      if (count > 0) {
        this.byGroup[group].forEach((index) => append(found, index, group));
      }
    });
    return [...found].sort(([one], [two]) => one - two);
  }

  /** Tasks none of which may leave these groups. */
  public confinedTo(groups: boolean[]): Task[] {
    return this.all.filter((each) => each.groups.every((group) => groups[group])).flatMap(({ tasks }) => tasks);
  }

  /** The class and the shape of a task; -1 where no task has them. */
  public placeOf(task: Task): readonly [index: number, shape: number] {
    return this.places.get(task) ?? this.find(task);
  }

  private find(task: Task): readonly [index: number, shape: number] {
    const index = this.byKey.get(eligibilityKey(task)) ?? -1;
    if (index < 0) {
      return [index, -1];
    }
    const find = (wanted: string) => this.all[index].shapes.findIndex(({ key }) => key === wanted);
    const shape = find(shapeKey(task));
    // A task may be asked for as if it evicted nobody.
    return [index, shape < 0 && !task.rank.evicts
      ? find(shapeKey({ ...task, rank: { ...task.rank, evicts: true } })) : shape];
  }
}

function classOf(tasks: Task[]): EligibilityClass {
  const [{ eligible }] = tasks;
  const shapes = new Map<string, Task[]>();
  tasks.forEach((task) => append(shapes, shapeKey(task), task));
  return {
    eligible, tasks,
    groups: eligible.flatMap((yes, group) => (yes ? [group] : [])),
    shapes: [...shapes].map(([key, alike]) =>
      ({ key, requests: alike[0].requests, rank: alike[0].rank, tasks: alike })),
  };
}

function shapeKey({ requests, rank }: Task): string {
  return `${requests.join()}|${rankKey(rank)}`;
}
