import { Judgement, RolloutPlan, WorkloadPlan } from '../words/rollout-plan';

/** One judgement of two on the same question; `of` is the workload that they are about, none for all pods together. */
export type Merge = (one: Judgement, two: Judgement, of?: WorkloadPlan) => Judgement;

/** The first of two plans of the same workloads, with each of its judgements made of those of both. */
export function mergedPlans(one: RolloutPlan, two: RolloutPlan, merge: Merge): RolloutPlan {
  return {
    ...one,
    steadyState: merge(one.steadyState, two.steadyState),
    workloads: one.workloads.map((each, index) => mergedPlan(each, two.workloads[index], merge)),
  };
}

/** The same, without what was found for the verdict of an update that is another one now. */
export function mergedAnew(one: RolloutPlan, two: RolloutPlan, merge: Merge): RolloutPlan {
  const merged = mergedPlans(one, two, merge);
  return {
    ...merged,
    workloads: merged.workloads.map((each, index) => each.verdict === one.workloads[index].verdict ? each
      : { ...each, spareNeeded: undefined, timeline: undefined }),
  };
}

function mergedPlan(one: WorkloadPlan, two: WorkloadPlan, merge: Merge): WorkloadPlan {
  const { verdict, witness } = merge(one, two, one);
  return {
    ...one, verdict, witness,
    alone: merge(one.alone, two.alone, one),
    together: merge(one.together, two.together, one),
    fits: merge(one.fits, two.fits, one),
    drain: { ...one.drain, ...merge(one.drain, two.drain, one) },
  };
}
