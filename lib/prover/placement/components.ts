import { getOrMake } from '../../util/get-or-make';
import { oncePer } from '../../util/once-per';
import { append } from '../../manifests';
import type { Capacity } from './capacity';
import { Task } from './tasks/task';

/** Tasks, and the nodes that some of them may use. */
export interface Component {
  /** In the order of the capacity. */
  readonly tasks: Task[];
  readonly nodes: number[];
}

/**
 * Which tasks may stand in the way of each other, directly or through others: they may use one node, or a term of one
 * names the other.
 */
export class Components {
  /** By task index: another one of the same component, or itself. */
  private readonly parent: number[];
  private readonly isThere: boolean[];
  /** By group, the first task that may use it. */
  private readonly userOf: (number | undefined)[];
  private readonly byRoot = new Map<number, Task[]>();
  private readonly naming = new Map<Task, Task[]>();
  private readonly known = new Map<number, Component>();

  /** `tasks` are those that are there; `wholes` are sets of them that are one, as old and new pods of a workload. */
  constructor(
    private readonly capacity: Capacity,
    tasks: readonly Task[],
    wholes: readonly (readonly Task[])[] = [],
  ) {
    this.parent = capacity.tasks.map(({ index }) => index);
    this.isThere = capacity.tasks.map(() => false);
    this.userOf = capacity.groups.map(() => undefined);
    for (const task of tasks) {
      this.isThere[task.index] = true;
      task.eligible.forEach((yes, group) => {
        this.userOf[group] = yes ? this.userOf[group] ?? task.index : this.userOf[group];
      });
    }
    for (const task of tasks) {
      this.met(task).forEach((other) => this.join(task.index, other));
      namedBy(task).forEach((other) => append(this.naming, other, task));
    }
    wholes.forEach(([first, ...rest]) => rest.forEach((each) => this.join(first.index, each.index)));
    tasks.forEach((task) => append(this.byRoot, this.root(task.index), task));
  }

  /** The same for tasks of one component that are there. */
  public idOf({ index }: Task): number {
    return this.root(index);
  }

  /** Whether a term of another task that is there names it. */
  public isNamed(task: Task): boolean {
    return (this.naming.get(task) ?? []).some((other) => other !== task);
  }

  /** Tasks and nodes that may decide about some, which are among them and need not be there. */
  public around(...targets: readonly Task[]): Component {
    // Those that name one that is there are in its component.
    const roots = new Set(targets.flatMap((task) =>
      (this.isThere[task.index] ? [task.index] : [...this.met(task), ...this.namingThat(task)])
        .map((index) => this.root(index))));
    const [root] = roots;
    if (roots.size !== 1) {
      return this.withNodes([...targets, ...[...roots].flatMap((each) => this.byRoot.get(each) ?? [])]);
    }
    const component = getOrMake(this.known, root, () => this.withNodes(this.byRoot.get(root)!));
    const further = targets.filter(({ index }) => !this.isThere[index]);
    return further.length === 0 ? component : this.withFurther(component, further);
  }

  /** A component and tasks that meet it and are not there. */
  private withFurther({ tasks, nodes }: Component, further: readonly Task[]): Component {
    const areIn = new Set(nodes);
    const more = further.flatMap((task) => this.capacity.nodesOf(task).filter((node) => !areIn.has(node)));
    return {
      tasks: [...further].reduce(inserted, tasks),
      nodes: more.length === 0 ? nodes : [...new Set([...nodes, ...more])].sort((one, two) => one - two),
    };
  }

  /** By index, those there that may use a node that a task may use, or that it names. */
  private met(task: Task): number[] {
    const users = this.userOf.filter((user, group): user is number => task.eligible[group] && user !== undefined);
    return [...users, ...namedBy(task).filter(({ index }) => this.isThere[index]).map(({ index }) => index)];
  }

  private namingThat(task: Task): number[] {
    return (this.naming.get(task) ?? []).map(({ index }) => index);
  }

  private withNodes(members: readonly Task[]): Component {
    const { groups, nodes, groupOf } = this.capacity;
    const tasks = [...new Set(members)].sort((one, two) => one.index - two.index);
    const isUsed = groups.map(() => false);
    new Set(tasks.map(({ eligible }) => eligible)).forEach((eligible) =>
      eligible.forEach((yes, group) => {
        isUsed[group] ||= yes;
      }));
    return { tasks, nodes: nodes.flatMap((_, node) => (isUsed[groupOf[node]] ? [node] : [])) };
  }

  private root(index: number): number {
    let at = index;
    while (this.parent[at] !== at) {
      this.parent[at] = this.parent[this.parent[at]];
      at = this.parent[at];
    }
    return at;
  }

  private join(one: number, two: number): void {
    this.parent[this.root(one)] = this.root(two);
  }
}

/** With one task more, in the order of the capacity. */
function inserted(tasks: Task[], task: Task): Task[] {
  let at = tasks.length;
  for (; at > 0 && tasks[at - 1].index > task.index; at--) {
    // From the end, as former pods come behind all others.
  }
  return tasks[at - 1] === task ? tasks : [...tasks.slice(0, at), task, ...tasks.slice(at)];
}

/** Tasks that some term of a task names. */
function namedBy({ repulsions, attractions, ties, spreads }: Task): Task[] {
  return [
    ...repulsions.map(({ other }) => other),
    ...attractions.flatMap(({ targets }) => targets),
    ...ties.flatMap(({ users }) => users),
    ...spreads.flatMap(({ counted }) => counted),
  ];
}

/** Those of all tasks that have pods which some node could hold. */
export const componentsOf = oncePer((capacity: Capacity) =>
  new Components(capacity, capacity.placeable.filter(({ most }) => most > 0)));

/** Tasks and nodes that can influence where a task's pods fit, directly or through each other; without the task. */
export function neighbourhood(capacity: Capacity, target: Task): Component {
  const { tasks, nodes } = componentsOf(capacity).around(target);
  return { tasks: tasks.filter((task) => task !== target), nodes };
}
