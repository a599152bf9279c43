import { getOrMake } from '../../../util/get-or-make';
import { copyOf, Placement, SearchBudget, searchPlacements, Task, ZONE } from '../../placement';
import { World } from './world';
import { Step } from './step';
import { WorldMoves } from './world-moves';

/** How a change may end for one actor, or one DaemonSet by its number after those. */
export interface Outcome {
  finishes: boolean;
  /** An end in which it is not through. */
  blocking?: Blocked;
}

export interface Blocked {
  readonly end: Placement;
  /** Of a DaemonSet: a node on which its new pod waits. */
  readonly node?: number;
}

/** What is known of a change so far. */
export interface Explored {
  readonly outcomes: readonly Outcome[];
  /** Whether every order of every step from every start was tried. */
  isComplete: boolean;
}

/**
 * Tries every order of every step of a world from every placement of what runs before. `known`: the one that is told.
 */
export function explore(world: World, explored: Explored, budget: SearchBudget, known?: Placement): void {
  const starts = searchOf(world, known);
  const seen = new Set<string>();
  const shortNames = new ShortNames();
  const isEnough = () => explored.outcomes.every(({ finishes, blocking }) => finishes && blocking !== undefined);
  const result = starts(budget, (placement) => {
    const names = new Map(world.nodes.map((node) => [node, shortNames.of(nameOf(world, placement, node))]));
    const moves = new WorldMoves(placement, world, (node) => names.get(node)!);
    const isComplete = exploreFrom(moves, { world, explored, seen, budget });
    return !isComplete || isEnough();
  });
  explored.isComplete = explored.isComplete && (result || isEnough());
}

/** Two letters for each name. */
class ShortNames {
  private readonly known = new Map<string, string>();

  public of(name: string): string {
    const { size } = this.known;
    return getOrMake(this.known, name, () => String.fromCharCode(size & 0xffff, size >>> 16));
  }
}

interface Search {
  readonly world: World;
  readonly explored: Explored;
  readonly seen: Set<string>;
  readonly budget: SearchBudget;
}

/** False when the budget ends before all is tried. */
function exploreFrom(moves: WorldMoves, search: Search): boolean {
  const { world, seen, budget, explored } = search;
  const key = moves.key();
  if (seen.has(key)) {
    return true;
  }
  seen.add(key);
  if (--budget.steps < 0) {
    return false;
  }
  const steps = moves.steps();
  if (moves.mayRest(steps)) {
    note(moves, world, explored);
  }
  return steps.every((step: Step) => {
    moves.do(step);
    const isComplete = exploreFrom(moves, search);
    moves.undo();
    return isComplete;
  });
}

function note(moves: WorldMoves, { actors }: World, { outcomes }: Explored): void {
  outcomes.forEach((outcome, who) => {
    if (moves.isThrough(who)) {
      outcome.finishes = true;
    } else {
      outcome.blocking ??= {
        end: copyOf(moves.placement), node: who >= actors.length ? moves.waitingAt(who) : undefined,
      };
    }
  });
}

/** Visits the starts until one stops it; true when all were visited. */
function searchOf(
  { capacity, nodes, standing, empty, actors }: World, known?: Placement,
): (budget: SearchBudget, visit: (placement: Placement) => boolean) => boolean {
  const tasks = [...standing.keys()];
  const isCrowded = empty.room.some((each) => each.some((left) => left < 0));
  if (isCrowded) {
    return () => true;
  }
  if (known) {
    return (_, visit) => {
      const placement = copyOf(empty);
      tasks.forEach((task) => known.places[task.index].forEach((pods, node) => placement.add(task, node, pods)));
      return !visit(placement);
    };
  }
  return (budget, visit) => searchPlacements({
    capacity, beside: empty, budget, visit, tasks, nodes: [...nodes],
    countOf: (task) => standing.get(task)!,
    distinct: actors.flatMap(({ old }) => old ?? []),
    mayBeSkewed: true, mayBeApart: true, worthwhile: () => true,
  }) === 'exhausted';
}

/** The same for nodes that are exchangeable: in their pods that stay, their zone, and what constraints see of them. */
function nameOf({ capacity, standing, actors }: World, placement: Placement, node: number): string {
  const moving = new Set(actors.flatMap(({ old, fresh }) => [old, fresh]));
  const resting = [...standing.keys()].filter((task) => !moving.has(task));
  return [
    capacity.groupOf[node], capacity.domain(node, ZONE) ?? '', ...resting.map((task) => placement.count(task, node)),
    ...[...moving].flatMap((task) => (task ? seenOf(task, node) : [])),
  ].join();
}

function seenOf({ spreads, attractions }: Task, node: number): (number | boolean)[] {
  return [
    ...spreads.map(({ topologyKey, domainOf }) => topologyKey === ZONE ? domainOf[node] : domainOf[node] < 0),
    ...attractions.map(({ satisfied }) => satisfied[node]),
  ];
}
