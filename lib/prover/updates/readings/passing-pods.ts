import { Cluster, OutsidePod } from '../../../cluster';
import { listed } from '../../../util/listed';
import { Model } from '../../../manifests';
import { mayOutrank, PriorityIndex, rankKey } from '../../placement';
import { mergedPlans } from './merged-plans';
import { Reading } from './reading';
import { Judgement, WorkloadPlan } from '../words/rollout-plan';

/** Names that one line gives. */
const MOST_NAMES = 3;

/**
 * The plan where pods outside the manifests may take no room in the end: those of a Job end, those of a rollout that is
 * under way are stopped, those that are yet to be made may be refused, and those of a lower priority evicted. What
 * never finishes beside them is not impossible where it may finish without them.
 */
export const planWithPassing: Reading = (input, plan) => {
  const { model, cluster } = input;
  const beside = plan(input);
  const mayDiffer = [beside.steadyState, ...beside.workloads.flatMap(judgementsOf)].some(isImpossible);
  const whyGone = mayDiffer && cluster ? whyItGoes(model, cluster) : new Map<OutsidePod, string>();
  if (whyGone.size === 0) {
    return beside;
  }
  const without = plan({ ...input, cluster: cluster!._without((pod) => whyGone.has(pod)) });
  const names = [...whyGone].map(([{ owner }, reason]) => `${owner} (${reason})`);
  const why = `pods outside the manifests may leave their room: ${listed([...new Set(names)], MOST_NAMES)}`;
  return mergedPlans(beside, without, (one, two) => unlessTheyGo(one, two, why));
};

function whyItGoes(model: Model, cluster: Cluster): ReadonlyMap<OutsidePod, string> {
  const priorities = new PriorityIndex(model);
  const ranks = [...new Map(model.podSets.map((workload) => priorities.rankOf(workload))
    .map((rank) => [rankKey(rank), rank])).values()];
  const mayBeEvicted = ({ workload }: OutsidePod) => {
    const own = priorities.rankOf(workload);
    return ranks.some((rank) => mayOutrank(rank, own));
  };
  const pods = [...cluster._waiting, ...cluster._nodes.flatMap(({ outside }) => outside)];
  return new Map(pods.flatMap((pod): [OutsidePod, string][] => {
    const why = pod.passing ?? (mayBeEvicted(pod) ? 'may be evicted' : undefined);
    return why === undefined ? [] : [[pod, why]];
  }));
}

function judgementsOf(plan: WorkloadPlan): Judgement[] {
  return [plan, plan.alone, plan.together, plan.fits, plan.drain];
}

function isImpossible({ verdict }: Judgement): boolean {
  return verdict === 'impossible';
}

function unlessTheyGo(beside: Judgement, without: Judgement, why: string): Judgement {
  const { verdict, witness } = beside;
  return !isImpossible(beside) || isImpossible(without) ? { verdict, witness }
    : { verdict: without.verdict === 'unknown' ? 'unknown' : 'possible', witness: [why, ...witness] };
}
