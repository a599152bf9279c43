import { Capacity, Placement, SearchBudget, seeded, Task } from '../../placement';
import { JointMoves, Move } from './joint-moves';
import { Mover } from '../release/mover';

/** Workloads that may meet, directly or through each other, and how they stand when the change begins. */
export interface Scene {
  readonly capacity: Capacity;
  readonly movers: readonly Mover[];
  /** Of the movers and of all that stands beside them. */
  readonly tasks: readonly Task[];
  readonly nodes: readonly number[];
  /** Pods of each task when the change begins. */
  readonly startOf: (task: Task) => number;
}

/** One way to an end at which nothing moves any more. */
export interface Way {
  readonly start: Placement;
  readonly moves: readonly Move[];
  readonly end: Placement;
}

/** A way that has been gone; its end is placed when it is asked for, as few ways are shown. */
class FollowedWay implements Way {
  private placed?: Placement;

  constructor(
    public readonly start: Placement, public readonly moves: readonly Move[], private readonly movers: readonly Mover[],
  ) {}

  public get end(): Placement {
    if (!this.placed) {
      const state = new JointMoves(this.start, this.movers);
      this.moves.forEach((move) => state.do(move));
      this.placed = state.placement;
    }
    return this.placed;
  }
}

/** How a change may end for one mover. */
export interface Ends {
  finishing?: Way;
  blocking?: Way;
}

/** Ends of every mover, as they are found. */
export class EndsOf {
  private readonly ends: Ends[];

  constructor(movers: readonly Mover[]) {
    this.ends = movers.map(() => ({}));
  }

  public of(mover: number): Ends {
    return this.ends[mover];
  }

  /** `start` stays as it is. */
  public note(start: () => Placement, state: JointMoves, moves: readonly Move[]): void {
    let way: Way | undefined;
    this.ends.forEach((ends, mover) => {
      const side = state.isDone(mover) ? 'finishing' : 'blocking';
      if (!ends[side]) {
        way ??= new FollowedWay(start(), [...moves], state.movers);
        ends[side] = way;
      }
    });
  }

  /** Whether every mover is known to end both ways. */
  public get areComplete(): boolean {
    return this.ends.every(({ finishing, blocking }) => finishing && blocking);
  }
}

/** Chooses the next of several moves. */
export type Policy = (state: JointMoves, moves: readonly Move[]) => Move;

/** One way that a change may go; the state is as before when it has ended. */
export function follow(
  state: JointMoves, start: Placement, choose: Policy, budget: SearchBudget, ends: EndsOf,
): void {
  const path: Move[] = [];
  while (budget.steps > 0) {
    const moves = state.everyMove();
    budget.steps -= state.movers.length + moves.length;
    if (moves.length === 0) {
      ends.note(() => start, state, path);
      break;
    }
    const move = choose(state, moves);
    state.do(move);
    path.push(move);
  }
  path.reverse().forEach((move) => state.undo(move));
}

/** Any move, by a seed. */
export function atRandom(seed: number): Policy {
  const below = seeded(seed);
  return (_, moves) => moves[below(moves.length)];
}

/** Against one mover: it makes room first and comes last, the others come where they take most of its room. */
export function against(victim: number): Policy {
  const rank = ({ mover, kind }: Move) =>
    kind === 'comes' || kind === 'is added' ? (mover === victim ? 3 : 1) : mover === victim ? 0 : 2;
  return (state, moves) => chosen(state, moves, victim, rank, 1);
}

/**
 * For one mover: all that leaves does so first, it comes before the others, and these where they take least of its
 * room.
 */
export function inFavourOf(mover: number): Policy {
  const rank = ({ mover: own, kind }: Move) =>
    kind === 'comes' || kind === 'is added' ? (own === mover ? 0 : 2) : own === mover ? 3 : 1;
  return (state, moves) => chosen(state, moves, mover, rank, -1);
}

function chosen(
  state: JointMoves,
  moves: readonly Move[],
  about: number,
  rank: (move: Move) => number,
  sign: 1 | -1,
): Move {
  const first = Math.min(...moves.map(rank));
  const best = moves.filter((move) => rank(move) === first);
  const { fresh } = state.movers[about];
  if (!fresh || best.length === 1) {
    return best[0];
  }
  const slots = (node: number) => (node < 0 ? 0 : state.placement.slots(fresh, node));
  const harm = (move: Move) => {
    const before = slots(move.node);
    state.do(move);
    const after = slots(move.node);
    state.undo(move);
    return sign * (before - after);
  };
  const harms = best.map(harm);
  return best[harms.indexOf(Math.max(...harms))];
}
