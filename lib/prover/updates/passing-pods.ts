import { Cluster } from '../../cluster';
import { listed } from '../../kubernetes/listed';
import { Judgement, RolloutPlan, WorkloadPlan } from './rollout-plan';

/** Names that one line gives. */
const MOST_NAMES = 3;

/**
 * The plan where pods outside the manifests may take no room in the end: those of a Job end, those of a rollout that is
 * under way are stopped, those that are yet to be made may be refused. What never finishes beside them is not
 * impossible where it may finish without them.
 */
export function planWithPassing(
  cluster: Cluster | undefined, plan: (cluster: Cluster | undefined) => RolloutPlan,
): RolloutPlan {
  const beside = plan(cluster);
  const mayDiffer = [beside.steadyState, ...beside.workloads.flatMap(judgementsOf)].some(isImpossible);
  const rest = mayDiffer ? cluster?._withoutPassing : undefined;
  if (rest === undefined) {
    return beside;
  }
  const without = plan(rest);
  const names = cluster!._passing.map(({ owner, passing }) => `${owner} (${passing})`);
  const why = `pods outside the manifests may leave their room: ${listed([...new Set(names)], MOST_NAMES)}`;
  return {
    ...beside,
    steadyState: unlessTheyGo(beside.steadyState, without.steadyState, why),
    workloads: beside.workloads.map((each, index) => withoutThem(each, without.workloads[index], why)),
  };
}

function judgementsOf({ verdict, witness, alone, together, fits, drain }: WorkloadPlan): Judgement[] {
  return [{ verdict, witness }, alone, together, fits, drain];
}

function isImpossible({ verdict }: Judgement): boolean {
  return verdict === 'impossible';
}

function withoutThem(beside: WorkloadPlan, without: WorkloadPlan, why: string): WorkloadPlan {
  const [own, alone, together, fits, drain] = judgementsOf(beside).map((each, index) =>
    unlessTheyGo(each, judgementsOf(without)[index], why));
  return { ...beside, ...own, alone, together, fits, drain: { ...beside.drain, ...drain } };
}

function unlessTheyGo(beside: Judgement, without: Judgement, why: string): Judgement {
  const { verdict, witness } = beside;
  return !isImpossible(beside) || isImpossible(without) ? { verdict, witness }
    : { verdict: without.verdict === 'unknown' ? 'unknown' : 'possible', witness: [why, ...witness] };
}
