import { NimServing } from '../model-serving';
import { Cluster, NodePool, Taint } from '../../lib/cluster';
import { DisruptionBudget } from '../../lib/constructs/workload/disruption-budget';
import { CHANNEL, Environment, GPU_NODES, NGC_KEY, NODE_AGENTS, Release, ZONES } from './environment';

/**
 * Like production in kind, not in size: GPU nodes of their own, of which the autoscaler adds a third when one is
 * drained, and NIMs that are recreated.
 */
export function staging(release: Release): Environment {
  const taints = [Taint.noSchedule('nvidia.com/gpu')];
  const gpuPool = NodePool.ec2({
    name: 'gpu',
    instanceType: 'g5.2xlarge',
    nodes: 2,
    maxNodes: 3,
    reserved: NODE_AGENTS,
    taints,
    ...GPU_NODES,
  });
  const cpuPool = NodePool.ec2({
    name: 'cpu',
    instanceType: 'm6i.xlarge',
    nodes: 5,
    reserved: NODE_AGENTS,
    zones: [ZONES[0]],
  });
  const disruptionBudget = DisruptionBudget.maxUnavailable(1);
  return {
    name: 'staging',
    cluster: new Cluster({ pools: [gpuPool, cpuPool] }),
    researchOps: {
      ...release,
      namespace: 'research-ops-staging',
      models: new NimServing({ gpuPool, disruptionBudget, ngcKey: NGC_KEY }),
      replicas: 2,
      disruptionBudget,
      vectorStoreDisruptionBudget: disruptionBudget,
    },
    eks: { temporaryGpuNodes: 0 },
    monitoring: { receiver: CHANNEL },
    argoCd: { targetRevision: 'main' },
  };
}
