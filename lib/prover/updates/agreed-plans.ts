import { Judgement, RolloutPlan, WorkloadPlan } from './rollout-plan';

/** Two readings of an input that does not tell which is right. */
export interface Readings {
  /** `without it`, `with it` */
  readonly names: readonly [one: string, two: string];
  /** What the input does not tell of a workload; of the cluster as a whole without one. */
  readonly why: (workload?: WorkloadPlan) => string;
}

/** What two plans of the same workloads say alike; the rest is unknown. */
export function agreedPlans(one: RolloutPlan, two: RolloutPlan, readings: Readings): RolloutPlan {
  return {
    ...one,
    steadyState: agreed(one.steadyState, two.steadyState, readings.names, readings.why()),
    workloads: one.workloads.map((each, index) => agreedPlan(each, two.workloads[index], readings)),
  };
}

function agreedPlan(one: WorkloadPlan, two: WorkloadPlan, { names, why }: Readings): WorkloadPlan {
  const both = <T extends Judgement>(first: T, second: T): T => ({
    ...first, ...agreed(first, second, names, why(one)),
  });
  const { verdict, witness } = both<Judgement>({ verdict: one.verdict, witness: one.witness }, two);
  return {
    ...one, verdict, witness,
    alone: both(one.alone, two.alone),
    together: both(one.together, two.together),
    fits: both(one.fits, two.fits),
    drain: both(one.drain, two.drain),
    ...verdict === one.verdict ? {} : { spareNeeded: undefined, timeline: undefined },
  };
}

function agreed({ verdict, witness }: Judgement, two: Judgement, names: Readings['names'], why: string): Judgement {
  return verdict === two.verdict || verdict === 'unknown' ? { verdict, witness }
    : { verdict: 'unknown', witness: [why, `${verdict} ${names[0]}, ${two.verdict} ${names[1]}`] };
}
