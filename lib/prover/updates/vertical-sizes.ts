import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { UpdateJudgement } from './judge';
import { Judgement, RolloutPlan, Verdict, WorkloadPlan } from './rollout-plan';

/**
 * The plan where VerticalPodAutoscalers choose requests of cpu and memory: judged for the least and for the most that
 * they may choose. What does not fit at the least never does; what finishes wherever others stand at the most does at
 * every size, as smaller pods destroy no more slots; what changes between the two hangs on their choice.
 */
export function planWithVerticalSizes(
  model: Model, cluster: Cluster | undefined, plan: (model: Model) => RolloutPlan,
): RolloutPlan {
  const ids = [...new Set(model.podSets.flatMap(({ resizedBy }) => resizedBy?.id ?? []))];
  if (ids.length === 0 || !cluster) {
    return plan(model);
  }
  const at = (verticalBound: 'least' | 'most') =>
    plan(new Model(model.manifests, { ...model.options, verticalBound }));
  const [least, most] = [at('least'), at('most')];
  const why = `${ids.slice(0, 3).join(', ')} ${ids.length > 1 ? 'choose' : 'chooses'} requests of cpu and memory`;
  return {
    ...most,
    steadyState: overSizes(least.steadyState, most.steadyState, why),
    workloads: most.workloads.map((each, index) => planOverSizes(least.workloads[index], each, why)),
  };
}

function planOverSizes(least: WorkloadPlan, most: WorkloadPlan, why: string): WorkloadPlan {
  const over = (one: Judgement, two: Judgement) => overSizes(one, two, why);
  const own = over(
    { verdict: least.verdict, witness: least.witness }, { verdict: most.verdict, witness: most.witness },
  );
  return {
    ...most, ...own,
    alone: over(least.alone, most.alone),
    together: over(least.together, most.together),
    fits: over(least.fits, most.fits),
    drain: { ...most.drain, ...over(least.drain, most.drain) },
    ...own.verdict === most.verdict ? {} : { spareNeeded: undefined, timeline: undefined },
  };
}

function overSizes(least: Judgement, most: Judgement, why: string): Judgement {
  if (least.verdict === 'impossible' || most.verdict === 'proven') {
    const { verdict, witness } = least.verdict === 'impossible' ? least : most;
    return { verdict, witness };
  }
  const both = `${least.verdict} at the least, ${most.verdict} at the most that may be chosen`;
  const blocks = [least.verdict, most.verdict].some((verdict) => verdict === 'possible' || verdict === 'impossible');
  const finishes = [least.verdict, most.verdict].some((verdict) => verdict === 'possible' || verdict === 'proven');
  const verdict: Verdict = blocks && finishes ? 'possible' : 'unknown';
  return { verdict, witness: [why, both, ...most.witness] };
}

/** At the most that autoscalers may choose, only what rests on no pod's place or size stays proven. */
export function unlessSized(model: Model, update: UpdateJudgement): UpdateJudgement {
  return model.options.verticalBound !== 'most' || update.wherever || update.verdict !== 'proven'
    ? update
    : { ...update, verdict: 'unknown', witness: [RESIZED] };
}

const RESIZED =
  'pods may change their size meanwhile, so that a stopped one leaves less room than its successor asks for';
