import { Obstacle } from '../obstacles';
import { WorkloadRef } from '../workload-ref';
import { Assessment } from './assessment';
import { isBefore } from './phase';

/**
 * - `waiting`: not complete yet;
 * - `done`: complete at the last look;
 * - `failed`: waiting does not help;
 * - `timed out`: it took longer than it may.
 */
export type Outcome = 'waiting' | 'done' | 'failed' | 'timed out';

/** The rollout of one workload over several looks. Times are of the clock of this machine, in milliseconds. */
export interface Progress extends Pick<Assessment, 'phase' | 'waitsFor' | 'available' | 'wanted' | 'budget' | 'mark'> {
  readonly workload: WorkloadRef;
  readonly outcome: Outcome;
  /** When the change was made. */
  readonly began: number;
  /** When the phase began. */
  readonly phaseBegan: number;
  /** When something went on last. */
  readonly progressed: number;
  readonly obstacle?: Obstacle;
  /** Since when the obstacle stands in the way. */
  readonly obstructed?: number;
  readonly seen: number;
}

/**
 * For how long nothing may change before what has to come from outside is not waited for any more. Longer than a node
 * that joins takes to report, and than autoscalers take to say what they do (cluster-autoscaler scans each 10 s,
 * Karpenter batches pods for 10 s at most).
 */
export const HEALING_MILLISECONDS = 120_000;

/**
 * What is known after one more look. A failure stays; what was complete may break again. The first look begins the
 * time, unless the cluster is to say since when it goes on.
 */
export function advance(before: Progress | undefined, look: Assessment, now: number, asClusterSays = false): Progress {
  const seen = Math.max(now, before?.seen ?? now);
  if (before?.outcome === 'failed') {
    return { ...before, seen };
  }
  const past = (time: number | undefined) => asClusterSays && time !== undefined ? Math.min(time, seen) : seen;
  const began = before?.began ?? past(look.madeAt);
  const isMoved = before?.mark !== look.mark;
  const progressed = isMoved ? seen : before.progressed;
  const isSameObstacle = before?.obstacle !== undefined && before.obstacle.code === look.obstacle?.code
    && before.obstacle.healing === look.obstacle.healing && !isMoved;
  const obstructed = look.obstacle && (isSameObstacle ? before.obstructed : seen);
  const { phase, waitsFor, available, wanted, budget, mark, obstacle, workload } = look;
  const counted = budget.isRenewed ? progressed : began;
  const isCounted = budget.countsFrom === undefined || !isBefore(phase, budget.countsFrom);
  const isLate = isCounted && budget.totalSeconds !== undefined && seen - counted > budget.totalSeconds * 1000;
  return {
    workload, phase, waitsFor, available, wanted, budget, mark, obstacle, began, progressed, obstructed, seen,
    phaseBegan: before?.phase === phase ? before.phaseBegan : before === undefined ? past(look.since) : seen,
    outcome: look.isComplete
      ? 'done'
      : isHopeless(obstacle, obstructed, seen)
        ? 'failed'
        : isLate
          ? 'timed out'
          : 'waiting',
  };
}

function isHopeless(obstacle: Obstacle | undefined, since: number | undefined, now: number): boolean {
  return obstacle?.healing === 'never'
    || obstacle?.healing === 'from outside' && now - (since ?? now) >= HEALING_MILLISECONDS;
}
