import { RolloutPlan } from '../updates';
import { neededCures } from './verify';

/*
 * Bounds of the search for remedies. They are counted and not timed, so that equal input gives equal output.
 */

/** Changes tried for one cure of one workload. */
export const MOST_TRIED = 40;
/** Judgements of single workloads up to which each change is judged for the whole input. */
const MOST_JUDGEMENTS = 1_500;
/** Workloads up to which it is in any case. */
const FEW_WORKLOADS = 8;
/** Changes tried altogether in a larger input, where each is judged for the workload that it is for. */
const MOST_TRIED_IN_ALL = 48;
/** The same for one cure of one workload, and for one whose like was cured before. */
const MOST_TRIED_IN_LARGE = 12;

/** How much may be tried. */
export class SearchBudget {
  /** Each change is judged for all workloads. */
  public readonly judgesAll: boolean;
  private left: number;

  constructor({ workloads }: RolloutPlan) {
    const cures = workloads.reduce((sum, each) => sum + neededCures(each).length, 0);
    this.judgesAll =
      workloads.length <= FEW_WORKLOADS || cures * workloads.length * MOST_TRIED_IN_LARGE <= MOST_JUDGEMENTS;
    this.left = this.judgesAll ? Number.POSITIVE_INFINITY : MOST_TRIED_IN_ALL;
  }

  public get isSpent(): boolean {
    return this.left <= 0;
  }

  /** Changes that may be tried for one cure. */
  public get mostForOne(): number {
    return this.judgesAll ? MOST_TRIED : MOST_TRIED_IN_LARGE;
  }

  public take(): void {
    this.left--;
  }
}
