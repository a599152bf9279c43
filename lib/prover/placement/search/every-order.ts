import { Capacity } from '../capacity';
import { Placement } from '../placement';
import { SearchBudget, searchPlacements } from './placement-search';
import { HOSTNAME, Task } from '../tasks/task';

/** Pods that come and go, one move after the other. */
export interface Moving<Move> {
  /** Every move that may come next; none where nothing moves any more. */
  everyMove(): Move[];
  do(move: Move): void;
  undo(move: Move): void;
  /** Tells states apart that may go on differently; nodes of one name are exchangeable. */
  key(nodes: readonly number[], tasks: readonly Task[], nameOf: (node: number) => string | number): string;
}

/** What is tried. */
export interface EveryOrder<Move, State extends Moving<Move>> {
  readonly capacity: Capacity;
  readonly tasks: readonly Task[];
  readonly nodes: readonly number[];
  /** Pods of each task at the start. */
  readonly countOf: (task: Task) => number;
  /** Tasks whose pods move from where they stand. */
  readonly distinct: readonly Task[];
  readonly begin: (start: Placement) => State;
  /** Called where nothing moves any more, with the moves that led there. */
  readonly atEnd: (state: State, moves: readonly Move[], start: Placement) => void;
  /** Whether nothing more is to be found. */
  readonly isEnough: () => boolean;
}

/** Tries every order of every move from every placement; false when the budget ends first. */
export function tryEveryOrder<Move, State extends Moving<Move>>(
  { capacity, tasks, nodes, countOf, distinct, begin, atEnd, isEnough }: EveryOrder<Move, State>,
  budget: SearchBudget,
): boolean {
  const seen = new Set<string>();
  const areNamed = tasks.some(({ apart, repulsions, spreads, ties }) =>
    [...repulsions, ...spreads, ...ties, ...(apart ? [apart] : [])].some(({ topologyKey }) => topologyKey !== HOSTNAME),
  );
  const nameOf = (node: number) => (areNamed ? capacity.nodes[node].name : capacity.groupOf[node]);
  const path: Move[] = [];
  const explore = (start: Placement, state: State): boolean => {
    const key = state.key(nodes, tasks, nameOf);
    if (seen.has(key)) {
      return true;
    }
    seen.add(key);
    if ((budget.steps -= nodes.length) < 0) {
      return false;
    }
    const moves = state.everyMove();
    if (moves.length === 0) {
      atEnd(state, path, start);
      return true;
    }
    for (const move of moves) {
      state.do(move);
      path.push(move);
      const complete = explore(start, state);
      path.pop();
      state.undo(move);
      if (!complete) {
        return false;
      }
    }
    return true;
  };
  const search = searchPlacements({
    capacity, budget, countOf, distinct,
    tasks: [...tasks],
    nodes: [...nodes],
    mayBeSkewed: true,
    mayBeApart: true,
    worthwhile: () => true,
    visit: (placement) => !explore(placement, begin(placement)) || isEnough(),
  });
  return search === 'exhausted' || (search === 'stopped' && isEnough());
}
