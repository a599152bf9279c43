import { Capacity } from '../capacity';
import { Placement } from '../placement';
import { skewHolds } from '../skew';
import { HOSTNAME, Task, ZONE } from '../tasks/task';

/** Steps a search may still take; shared between searches to bound the whole run. */
export interface SearchBudget {
  steps: number;
}

export type SearchResult = 'stopped' | 'exhausted' | 'bound reached';

/** What to enumerate. */
export interface PlacementSearch {
  readonly capacity: Capacity;
  /**
   * Beside what pods are placed.
   *
   * @default - beside those of DaemonSets, as the capacity counts them
   */
  readonly beside?: Placement;
  /** Every complete placement of these tasks is visited once, up to exchanging equal nodes or equal pods. */
  readonly tasks: Task[];
  readonly countOf: (task: Task) => number;
  readonly nodes: number[];
  readonly budget: SearchBudget;
  /**
   * Tasks whose pods are told apart from others that ask the same: those that move from where they stand.
   *
   * @default - those that constraints tell apart
   */
  readonly distinct?: readonly Task[];
  /**
   * Pods may stand more unevenly than their spread lets them come: the scheduler looks at it when a pod comes, and
   * nobody when others go, as in every update.
   *
   * @default false
   */
  readonly mayBeSkewed?: boolean;
  /**
   * Pods may stand apart from those that their affinity names: the scheduler looks at it when a pod comes
   * (`requiredDuringSchedulingIgnoredDuringExecution`), and these may have been replaced elsewhere since.
   *
   * @default false
   */
  readonly mayBeApart?: boolean;
  /** False cuts the branch: no placement that adds further pods is of interest. */
  readonly worthwhile: (placement: Placement) => boolean;
  /** True stops the search. */
  readonly visit: (placement: Placement) => boolean;
}

/** Choices on one branch: beyond it a search would only use up its budget, and the stack. */
const DEEPEST = 2_000;

/**
 * Visits every way to place whole workloads. Equal nodes (same room, same relevant pods) are tried once
 * and a state reached twice is not entered again; the budget turns a long search into `bound reached`.
 */
export function searchPlacements(search: PlacementSearch): SearchResult {
  const { capacity, countOf, nodes, budget, worthwhile, visit, distinct = [] } = search;
  const { mayBeSkewed = false, mayBeApart = false } = search;
  const tasks = attractedLast(search.tasks.filter((task) => countOf(task) > 0)
    .sort((one, two) => Math.max(...two.requests) - Math.max(...one.requests)));
  const named = new Set(capacity.tasks.flatMap(({ attractions, spreads }) =>
    [...attractions.flatMap(({ targets }) => targets), ...spreads.flatMap(({ counted }) => counted)]));
  const sensitive = capacity.tasks.filter((task) => distinct.includes(task) || named.has(task) || isConstrained(task));
  const names = capacity.tasks.some(({ attractions, spreads, ties, repulsions }) =>
    [...attractions, ...spreads, ...ties, ...repulsions].some(({ topologyKey }) => topologyKey !== HOSTNAME));
  if (tasks.length * nodes.length > DEEPEST) {
    return 'bound reached';
  }
  const placement = new Placement(capacity, search.beside);
  const seen = new Set<string>();
  const signature = (node: number) =>
    `${capacity.groupOf[node]}|${placement.room[node].join()}|${sensitive
      .map((task) => placement.count(task, node))
      .join()}${names ? `|${capacity.nodes[node].labels.get(ZONE) ?? ''}` : ''}`;

  const place = (index: number): SearchResult => {
    if (!worthwhile(placement)) {
      return 'exhausted';
    }
    if (index === tasks.length) {
      return visit(placement) ? 'stopped' : 'exhausted';
    }
    const signatures = new Map(nodes.map((node) => [node, signature(node)]));
    const ordered = [...nodes].sort((one, two) => compare(signatures.get(one)!, signatures.get(two)!));
    const state = `${index}:${ordered.map((node) => signatures.get(node)).join(';')}`;
    if (seen.has(state)) {
      return 'exhausted';
    }
    seen.add(state);
    return distribute(index, ordered, signatures, 0, countOf(tasks[index]), Infinity);
  };

  const distribute = (
    index: number, ordered: number[], signatures: Map<number, string>, at: number, left: number, previous: number,
  ): SearchResult => {
    if (left === 0) {
      return mayBeSkewed || tasks[index].spreads.every((spread) => skewHolds(placement, spread))
        ? place(index + 1) : 'exhausted';
    }
    if (at === ordered.length) {
      return 'exhausted';
    }
    if (--budget.steps < 0) {
      return 'bound reached';
    }
    const node = ordered[at];
    const twin = at > 0 && signatures.get(ordered[at - 1]) === signatures.get(node);
    const slots = placement.slotsBesideSpread(tasks[index], node, mayBeApart);
    const most = Math.min(left, slots, twin ? previous : Infinity);
    for (let pods = most; pods >= 0; pods--) {
      if (pods > 0) {
        placement.add(tasks[index], node, pods);
      }
      const result = distribute(index, ordered, signatures, at + 1, left - pods, pods);
      if (result === 'stopped') {
        return result;
      }
      if (pods > 0) {
        placement.add(tasks[index], node, -pods);
      }
      if (result === 'bound reached') {
        return result;
      }
    }
    return 'exhausted';
  };

  return place(0);
}

function isConstrained({ repulsions, apart, attractions, spreads, ties, claims }: Task): boolean {
  return repulsions.length + attractions.length + spreads.length + ties.length > 0
    || apart !== undefined || claims.attachment !== 'free';
}

/** Pods that go only where others stand come after those. */
export function attractedLast(tasks: Task[]): Task[] {
  const depth = (task: Task, seen: Task[] = []): number =>
    seen.includes(task)
      ? 0
      : Math.max(
          0,
          ...task.attractions.flatMap(({ targets, self }) =>
            self ? [] : targets.map((target) => 1 + depth(target, [...seen, task])),
          ),
        );
  const depths = new Map(tasks.map((task) => [task, depth(task)]));
  return [...tasks].sort((one, two) => depths.get(one)! - depths.get(two)!);
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
