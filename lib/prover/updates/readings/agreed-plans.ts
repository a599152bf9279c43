import { mergedAnew } from './merged-plans';
import { RolloutPlan, WorkloadPlan } from '../words/rollout-plan';

/** Two readings of an input that does not tell which is right. */
export interface TwoReadings {
  /** `without it`, `with it` */
  readonly names: readonly [one: string, two: string];
  /** What the input does not tell of a workload; of the cluster as a whole without one. */
  readonly why: (workload?: WorkloadPlan) => string;
}

/** What two plans of the same workloads say alike; the rest is unknown. */
export function agreedPlans(one: RolloutPlan, two: RolloutPlan, { names, why }: TwoReadings): RolloutPlan {
  return mergedAnew(one, two, ({ verdict, witness }, other, of) => (
    verdict === other.verdict || verdict === 'unknown' ? { verdict, witness }
      : { verdict: 'unknown', witness: [why(of), `${verdict} ${names[0]}, ${other.verdict} ${names[1]}`] }));
}
