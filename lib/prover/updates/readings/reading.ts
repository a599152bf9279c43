import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { Admission } from '../../admission';
import { PlanRolloutOptions } from '../words/plan-rollout-options';
import { RolloutPlan } from '../words/rollout-plan';

/** What is planned, as it is read in one way. */
export interface PlanInput {
  readonly model: Model;
  readonly cluster?: Cluster;
  readonly options: PlanRolloutOptions;
  /**
   * How the API server admits the pods.
   *
   * @default - with what is switched on by default, and what the cluster is known to add
   */
  readonly admission?: Admission;
}

export type PlanOf = (input: PlanInput) => RolloutPlan;

/**
 * A plan of an input that leaves something open, from plans of it as it may be read: `plan` asks all that comes after.
 * Where nothing is open it is asked once, for the input as it is.
 */
export type Reading = (input: PlanInput, plan: PlanOf) => RolloutPlan;
