import { NimServing } from '../model-serving';
import { NimCache } from '../nim-cache';
import { Cluster, NodePool } from '../../lib/cluster';
import { CHANNEL, Environment, GPU_NODES, NODE_AGENTS, Release } from './environment';

/**
 * The documented system: two nodes with one GPU each, which the two NIMs fill, so that these are recreated. A person
 * may
 * add a third node for an update without downtime; no rollout counts on it.
 */
export function researchOps(release: Release): Environment {
  const gpuPool = NodePool.ec2({
    name: 'gpu',
    instanceType: 'g5.2xlarge',
    nodes: 2,
    reserved: NODE_AGENTS,
    ...GPU_NODES,
  });
  return {
    name: 'research-ops',
    cluster: new Cluster({ pools: [gpuPool] }),
    researchOps: {
      ...release,
      namespace: 'research-ops',
      models: new NimServing({ gpuPool, cache: NimCache.oneNode('gp2') }),
      replicas: 1,
      storageClass: 'gp2',
    },
    eks: { temporaryGpuNodes: 1 },
    monitoring: { receiver: CHANNEL },
  };
}
