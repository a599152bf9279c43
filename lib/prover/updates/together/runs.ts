import { Capacity, Placement, SearchBudget, seeded, Task, tryEveryOrder } from '../../placement';
import { JointState, Move } from './joint-state';
import { Mover, Release } from '../needs/movers';

/** How a release may end for one workload: placements in which it is finished, or waits for ever. */
export interface Ends {
  finishing?: Placement;
  blocking?: Placement;
}

/** Notes for every mover how a release ended; nothing moves any more. */
type Note = (state: JointState) => void;

/** Ends of every mover of a release. */
export class EndsOf {
  private readonly ends: ReadonlyMap<Task, Ends>;

  constructor(movers: Mover[]) {
    this.ends = new Map(movers.map(({ task }) => [task, {}]));
  }

  public of(task: Task): Ends {
    return this.ends.get(task)!;
  }

  public readonly note: Note = (state) => state.movers.forEach(({ task }, mover) => {
    const ends = this.of(task);
    if (state.isDone(mover)) {
      ends.finishing ??= copy(state);
    } else {
      ends.blocking ??= copy(state);
    }
  });

  /** Whether every mover is known to end both ways. */
  public get isComplete(): boolean {
    return [...this.ends.values()].every(({ finishing, blocking }) => finishing && blocking);
  }
}

function copy({ placement }: JointState): Placement {
  return new JointState(placement, []).placement;
}

/** Tries every order of every move from every placement; false when the budget ends first. */
export function tryRelease(
  { movers, tasks, nodes }: Release, capacity: Capacity, budget: SearchBudget, ends: EndsOf,
): boolean {
  return tryEveryOrder({
    capacity, tasks, nodes,
    countOf: ({ most }) => most,
    distinct: movers.map(({ task }) => task),
    begin: (placement) => new JointState(placement, movers),
    atEnd: ends.note,
    isEnough: () => ends.isComplete,
  }, budget);
}

/**
 * One way a release may go, as bad for one workload as choices allow: it stops what it may first and comes back last,
 * the others go where they take most of its room.
 */
export function runAgainst(
  { movers }: Release,
  start: Placement,
  victim: Mover,
  budget: SearchBudget,
  ends: EndsOf,
): void {
  const state = new JointState(start, movers);
  const own = movers.indexOf(victim);
  const others = movers.map((_, mover) => mover).filter((mover) => mover !== own);
  const slots = (node: number) => state.placement.slots(victim.task, node);
  const harm = (mover: number, node: number) => {
    const before = slots(node);
    state.placement.add(movers[mover].task, node, 1);
    const after = slots(node);
    state.placement.add(movers[mover].task, node, -1);
    return before - after;
  };
  // Those that found no node; room comes only where somebody leaves.
  const waiting = new Set<number>();
  const enter = (mover: number, worst: boolean): boolean => {
    if (waiting.has(mover) || !state.makes(mover)) {
      return false;
    }
    const nodes = state.entering(mover);
    budget.steps -= state.placement.room.length;
    if (nodes.length === 0) {
      waiting.add(mover);
      return false;
    }
    const [node] = worst ? best(nodes, (each) => harm(mover, each)) : nodes;
    return move(state, { mover, node, pods: 1 });
  };
  const leave = (mover: number): boolean => {
    const [node] = best(
      state.leaving(mover),
      (each) => -Number(slots(each) === 0 && victim.task.eligible[state.placement.capacity.groupOf[each]]),
    );
    if (node === undefined) {
      return false;
    }
    waiting.clear();
    return move(state, { mover, node, pods: -1 });
  };
  while (budget.steps > 0) {
    const moved =
      leave(own)
      || others.some((mover) => enter(mover, true))
      || others.some((mover) => leave(mover))
      || enter(own, false);
    if (!moved) {
      ends.note(state);
      return;
    }
  }
}

function move(state: JointState, step: Move): true {
  state.do(step);
  return true;
}

/** The highest first; the order of equals stays. */
function best(nodes: number[], value: (node: number) => number): number[] {
  const values = new Map(nodes.map((node) => [node, value(node)]));
  return nodes.length < 2 ? nodes : [...nodes].sort((one, two) => values.get(two)! - values.get(one)!);
}

/** One way a release may go, chosen by a seed. */
export function runAtRandom(
  { movers }: Release,
  start: Placement,
  seed: number,
  budget: SearchBudget,
  ends: EndsOf,
): void {
  const state = new JointState(start, movers);
  const below = seeded(seed);
  const open = movers.map((_, mover) => mover);
  let waiting: number[] = [];
  while (budget.steps > 0) {
    if (open.length === 0) {
      ends.note(state);
      return;
    }
    const at = below(open.length);
    const mover = open[at];
    const leaving = state.leaving(mover);
    const enters = leaving.length === 0 || below(2) === 0;
    let nodes = enters ? state.entering(mover) : leaving;
    budget.steps -= enters ? state.placement.room.length : 1;
    const pods = enters && nodes.length > 0 ? 1 : -1;
    nodes = nodes.length > 0 ? nodes : leaving;
    if (nodes.length > 0) {
      state.do({ mover, node: nodes[below(nodes.length)], pods });
      // Room may have come for those that waited.
      open.push(...pods === -1 ? waiting : []);
      waiting = pods === -1 ? [] : waiting;
    } else {
      open.splice(at, 1);
      waiting.push(mover);
    }
  }
}
