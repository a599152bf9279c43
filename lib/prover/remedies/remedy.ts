import { SecondsRange } from '../../kubernetes/arithmetic';
import { Verdict, WorkloadPlan } from '../updates';
import { Change, MoreNodes } from './change';

/** What is wrong: the update may not finish, a drain may not, or the update finishes and nobody serves meanwhile. */
export type Cure = 'update' | 'drain' | 'downtime';

/** Further nodes that a remedy needs. */
export interface SpareNodes extends MoreNodes {
  /** Names that no node has. */
  readonly names: readonly string[];
  /** Whether it may go again after the update or drain: all pods fit on the nodes of today, wherever they stand. */
  readonly isTemporary: boolean;
}

/**
 * A change with which the prover says *proven* of what is wrong, and of nothing else anything worse than without it.
 */
export interface Remedy {
  /**
   * Names of the moves, joined by `+`: `recreate`, `more-nodes+shared-claim`. Equal for equal changes of two workloads.
   */
  readonly id: string;
  readonly cures: Cure;
  /** What to do, without its effect. */
  readonly title: string;
  readonly change: Change;
  /** The workload with the change. */
  readonly after: WorkloadPlan;
  readonly verdict: Verdict;
  /** Of an update with the change, or of the drain that it allows. */
  readonly downtimeSeconds: SecondsRange;
  readonly nodes?: SpareNodes;
  /**
   * Of the further nodes, while they are there: 0 where none is needed; absent where what a node costs is not known.
   */
  readonly costPerHour?: number;
  /** Other updates that may not finish without it and are proven with it, as they are written. */
  readonly mends?: readonly WorkloadPlan[];
  /** What the change cannot say and somebody has to fill in. */
  readonly toFill: readonly string[];
  /** What else comes with it. */
  readonly notes: readonly string[];
  /** The same for constructs of this package: a prop and its value. None where there is none for some of it. */
  readonly props: readonly string[];
  /** What is to be run in place of the patches of the change, which only say what comes of it. */
  readonly commands?: readonly string[];
}

/** Id of the remedy that changes nothing but what is applied at once. */
export const APPLY_ALONE = 'apply-alone';

/** Whether a remedy holds where nothing else changes meanwhile: that one, and changes which it is the last part of. */
export function isAppliedAlone({ id }: Pick<Remedy, 'id'>): boolean {
  return id.split('+').at(-1) === APPLY_ALONE;
}

/** A change that was tried and does not help. */
export interface Refuted {
  readonly id: string;
  readonly title: string;
  readonly after: WorkloadPlan;
  readonly spareNodes: readonly string[];
}

/** What would make the verdict of one workload better, best first, and what would not. */
export interface WorkloadRemedies {
  readonly remedies: readonly Remedy[];
  readonly refuted: readonly Refuted[];
}
