import { RolloutPlan } from '../updates';
import { neededCures } from './verify';

/*
 * Bounds of the search for remedies. They are counted and not timed, so that equal input gives equal output.
 */

/** Changes tried for one cure of one workload. */
export const MOST_TRIED = 40;
/** The same where all workloads are tried at once. */
export const MOST_TRIED_AT_ONCE = 12;
/** Workloads that may be read again in all, and plans that may be made, where all workloads are tried at once. */
const MOST_READ = 1_200;
const MOST_PLANS = 12;
/** Sets of moves that each workload gets there: those that come later hardly ever cure. */
const MOST_ROUNDS = 5;
/** Judgements of single workloads up to which the changes of one workload are judged by themselves. */
const MOST_JUDGEMENTS = 1_500;
/** Workloads up to which they are in any case. */
const FEW_WORKLOADS = 8;

/** Whether each change is tried by itself; in a larger input one of each workload is tried at once. */
export function isSmall({ workloads }: RolloutPlan): boolean {
  const cures = workloads.reduce((sum, each) => sum + neededCures(each).length, 0);
  return workloads.length <= FEW_WORKLOADS || cures * workloads.length * MOST_TRIED_AT_ONCE <= MOST_JUDGEMENTS;
}

/** Plans that may be made of a larger input. */
export function plansOfLarge({ workloads }: RolloutPlan): number {
  return Math.max(2, Math.min(MOST_PLANS, Math.floor(MOST_READ / workloads.length)));
}

/** Rounds of a larger input in which updates and drains are tried in turn; all that was found takes one plan more. */
export function roundsOfLarge(plan: RolloutPlan): number {
  return Math.min(MOST_ROUNDS, plansOfLarge(plan) - 1);
}

/**
 * Whether drains are mended as well. Where there are more workloads than may be read again, only updates are: somebody
 * waits for them.
 */
export function mendsDrains({ workloads }: RolloutPlan): boolean {
  return workloads.length <= MOST_READ;
}
