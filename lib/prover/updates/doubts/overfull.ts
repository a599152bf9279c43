import { PlannedChange, RolloutPlan } from '../words/rollout-plan';

/**
 * Whether all that is asked for can never run at once. Each update may finish for itself and is at most *possible*; all
 * of them cannot. Where it is said what runs, only what grows is to blame: what did not fit before may stay so.
 */
export function isOverfull({ steadyState, workloads }: Pick<RolloutPlan, 'steadyState' | 'workloads'>): boolean {
  return steadyState.verdict === 'impossible' && (workloads.every(({ change }) => change === undefined)
    || workloads.some(({ change, fits }) => change !== undefined && grows(change) && fits.verdict !== 'proven'));
}

function grows({ kind, replicas: { from, to }, requests }: PlannedChange): boolean {
  return kind === 'new' || to > from || requests.some((each) => each.to > each.from);
}
