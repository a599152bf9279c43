import { Cluster } from '../../lib/cluster';
import { Judgement, planRollout } from '../../lib/prover/updates';
import { load } from './rollout';

/** Nodes as `kubectl get nodes` lists them, with 4 cores and 8Gi: all their labels are known. */
export function listed(labels: { readonly [node: string]: object }): Cluster {
  const items = Object.entries(labels).map(([name, own]) => ({
    kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, ...own } },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '50' } },
  }));
  return Cluster.fromNodeList(JSON.stringify({ items }));
}

/** Of each workload its update by itself, and whether it fits. */
export function verdictsOf(cluster: Cluster, ...objects: object[]): Judgement[] {
  return planRollout(load(...objects), cluster).workloads.flatMap(({ alone, fits }) =>
    [alone, fits].map(({ verdict, witness }) => ({ verdict, witness })));
}
