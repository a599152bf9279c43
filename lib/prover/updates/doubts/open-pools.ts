import { OpenPool } from '../../../cluster';
import { PodTemplate, Workload } from '../../../manifests';
import { admits } from '../../placement';
import { Judgement, PlanAtCluster } from '../words/rollout-plan';

/**
 * What is short on the nodes that are known may be found on a node that is not: such an impossible verdict is unknown.
 */
export function judgedWithOpenPools(
  judged: PlanAtCluster,
  workload: Workload,
  pools: readonly OpenPool[],
): PlanAtCluster {
  const each = <T extends Judgement>(judgement: T): T => withOpenPools(judgement, workload, pools);
  return {
    ...judged, alone: each(judged.alone), together: each(judged.together), fits: each(judged.fits),
    drain: each(judged.drain),
  };
}

/** The same of all pods at once. */
export function steadyWithOpenPools(
  judgement: Judgement, workloads: readonly Workload[], pools: readonly OpenPool[],
): Judgement {
  return workloads.reduce((judged, workload) => withOpenPools(judged, workload, pools), judgement);
}

function withOpenPools<T extends Judgement>(judgement: T, { pod }: Workload, pools: readonly OpenPool[]): T {
  const helping = judgement.verdict === 'impossible' ? pools.filter((pool) => mayHold(pool, pod)) : [];
  return helping.length === 0 ? judgement
    : { ...judgement, verdict: 'unknown', witness: [...helping.map(({ reason }) => reason), ...judgement.witness] };
}

function mayHold({ node, holds }: OpenPool, pod: PodTemplate): boolean {
  return admits(node, pod)
    && (holds === undefined || [...pod.requests].every(([name, amount]) => amount <= (holds.get(name) ?? 0)));
}
