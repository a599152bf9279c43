import { Model } from '../../../manifests';
import { UpdateJudgement } from '../alone/judge';
import { mergedAnew } from './merged-plans';
import { Reading } from './reading';
import { Judgement, Verdict } from '../words/rollout-plan';

/**
 * The plan where VerticalPodAutoscalers choose requests of cpu and memory: judged for the least and for the most that
 * they may choose. What does not fit at the least never does; what finishes wherever others stand at the most does at
 * every size, as smaller pods destroy no more slots; what changes between the two hangs on their choice.
 */
export const planWithVerticalSizes: Reading = (input, plan) => {
  const { model, cluster } = input;
  const ids = [...new Set(model.podSets.flatMap(({ resizedBy }) => resizedBy?.id ?? []))];
  if (ids.length === 0 || !cluster) {
    return plan(input);
  }
  const at = (verticalBound: 'least' | 'most') =>
    plan({ ...input, model: new Model(model.manifests, { ...model.options, verticalBound }) });
  const [least, most] = [at('least'), at('most')];
  const why = `${ids.slice(0, 3).join(', ')} ${ids.length > 1 ? 'choose' : 'chooses'} requests of cpu and memory`;
  return mergedAnew(most, least, (atMost, atLeast) => overSizes(atLeast, atMost, why));
};

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
