import { Workload } from '../../../manifests';
import { Judgement, PlanAtCluster } from './rollout-plan';

/** Verdicts of a change that is more, or less, than the replacement of all pods by others like them. */
export interface ChangeVerdict {
  readonly alone: Judgement;
  /** Absent where it is that of an update as it is judged without what is known of the change. */
  readonly together?: Judgement;
  readonly timeline?: PlanAtCluster['timeline'];
  /** No pod is made, so that nobody refuses one. */
  readonly isSettled?: boolean;
  /** All its pods are counted, also those of templates that no manifest shows. */
  readonly isCounted?: boolean;
  /** Those whose pods of such templates are counted in what is said of all together. */
  readonly counted?: readonly Workload[];
}

/** Gives the verdicts of such changes; undefined for an update as it is judged without them. */
export type ChangeVerdicts = (workload: Workload) => ChangeVerdict | undefined;
