import { Dimension, Move } from './moves';

/** Moves that are made at once. */
const MOST_MOVES = 3;

/**
 * Sets of one to three moves of different dimensions: the single ones first, and in each size those whose members stand
 * first. A set that contains one for which `isCure` says yes is left out: the smaller one is cheaper.
 *
 * @param isCure asked of a set after it was handed out
 */
export function* combinations(
  moves: readonly Move[],
  isCure: (set: readonly Move[]) => boolean,
): Generator<readonly Move[]> {
  const cures: (readonly Move[])[] = [];
  let previous: (readonly Move[])[] = [[]];
  for (let size = 1; size <= MOST_MOVES; size++) {
    const open: (readonly Move[])[] = [];
    for (const set of previous.flatMap((each) => extended(each, moves))) {
      if (!cures.some((cure) => cure.every((move) => set.some((other) => isMore(other, move))))) {
        yield set;
        (isCure(set) ? cures : open).push(set);
      }
    }
    previous = open;
  }
}

/** Whether a move does what another does: it is the same, exceeds it, or adds more nodes to the same pool. */
function isMore(move: Move, than: Move): boolean {
  const [more] = move.change.nodes;
  const [few] = than.change.nodes;
  return (
    move === than
    || move.exceeds === than.id
    || (more !== undefined && few !== undefined && more.pool === few.pool && more.count >= few.count)
  );
}

/** Whether two moves turn different things; who goes back changes nothing else. */
function goTogether(one: Dimension, two: Dimension): boolean {
  return one !== two && one !== 'back' && two !== 'back';
}

/** The set with each move that stands behind its last one and turns something else. */
function extended(set: readonly Move[], moves: readonly Move[]): Move[][] {
  const from = set.length === 0 ? 0 : moves.indexOf(set[set.length - 1]) + 1;
  return moves
    .slice(from)
    .filter(({ dimension }) => set.every((other) => goTogether(other.dimension, dimension)))
    .map((move) => [...set, move]);
}
