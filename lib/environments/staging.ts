import { NimServing } from '../apps/model-serving';
import { Cluster } from '../cluster/cluster';
import { NodePool } from '../cluster/node-pool';
import { Taint } from '../cluster/taint';
import { DisruptionBudget } from '../workload/disruption-budget';
import { Environment, NODE_AGENTS, Release } from './environment';

/** Like production in kind, not in size: GPU nodes of their own, of which a third comes when one is drained, NIMs that are recreated. */
export function staging(release: Release): Environment {
  const gpuPool = NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes: 2, maxNodes: 3, reserved: NODE_AGENTS, taints: [Taint.noSchedule('nvidia.com/gpu')] });
  const cpuPool = NodePool.ec2({ name: 'cpu', instanceType: 'm6i.xlarge', nodes: 5, reserved: NODE_AGENTS });
  const disruptionBudget = DisruptionBudget.maxUnavailable(1);
  return {
    name: 'staging',
    cluster: new Cluster({ pools: [gpuPool, cpuPool] }),
    researchOps: {
      ...release,
      namespace: 'research-ops-staging',
      models: new NimServing({ gpuPool, storageClass: 'gp3', disruptionBudget }),
      replicas: 2,
      disruptionBudget,
      vectorStoreDisruptionBudget: disruptionBudget,
      storageClass: 'gp3',
    },
  };
}
