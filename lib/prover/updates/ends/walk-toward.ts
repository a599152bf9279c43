import { Placement, seeded } from '../../placement';
import { Step } from './walker';
import { Cast, Walk } from './walk';

/** Steps of one walk: each pod comes once and leaves once, unless it is evicted. */
const LONGEST = 400;

/** How one walk ended. */
export interface Walked {
  readonly end: Placement;
  readonly isThrough: boolean;
}

/**
 * One way from a start towards a placement, for or against one walker: against it, it leaves first and comes last;
 * for it the others leave first. Undefined where the end shows nothing, as it rests on where some volume is.
 */
export function walkToward(
  start: Placement, cast: Cast,
  { about, aim, isFor, seed }: { about: number; aim?: Placement; isFor: boolean; seed: number },
): Walked | undefined {
  const walk = new Walk(start, cast);
  const below = seeded(seed);
  for (let taken = 0; taken < LONGEST; taken++) {
    const steps = walk.steps();
    if (steps.length === 0) {
      return walk.isThrough(about) || walk.isCertain()
        ? { end: walk.placement, isThrough: walk.isThrough(about) } : undefined;
    }
    const ranks = steps.map((step) => rankOf(walk, step, { about, aim, isFor }));
    const first = Math.min(...ranks);
    const best = steps.filter((_, at) => ranks[at] === first);
    walk.do(best[below(best.length)]);
  }
  return undefined;
}

function rankOf(
  walk: Walk, { who, kind, node }: Step, { about, aim, isFor }: { about: number; aim?: Placement; isFor: boolean },
): number {
  const { cast, placement } = walk;
  const isIts = who === about;
  const comes = kind === 'comes' || kind === 'returns';
  // Old pods where one comes may still leave.
  const nowAt = () => (kind === 'comes' && typeof who === 'number' ? walk.standing[who].fresh.get(node) ?? 0
    : count(placement, cast, who, node));
  const difference = aim && node >= 0 ? count(aim, cast, who, node) - nowAt() : 0;
  if (isFor) {
    return comes ? (isIts ? 0 : difference > 0 ? 3 : 4) : isIts ? 2 : 1;
  }
  if (!comes) {
    return isIts ? 0 : difference < 0 ? 3 : 4;
  }
  return isIts ? (difference > 0 ? 6 : 7) : difference > 0 ? 1 : aim ? 5 : 2;
}

/** Old and new pods of a walker, or those of a task that nobody replaces. */
function count(placement: Placement, { walkers }: Cast, who: Step['who'], node: number): number {
  const tasks = typeof who !== 'number' ? [who] : [...new Set([walkers[who].old, walkers[who].fresh])];
  return tasks.reduce((sum, task) => sum + (task ? placement.count(task, node) : 0), 0);
}
