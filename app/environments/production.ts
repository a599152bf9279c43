import { Duration } from 'cdk8s';
import { ArgoCdSyncWindow } from '../../lib/constructs/gitops/argo-cd-sync-window';
import { NimServing } from '../model-serving';
import { NimCache } from '../nim-cache';
import { Cluster, NodePool, Taint } from '../../lib/cluster';
import { VectorStoreTopology } from '../../lib/constructs/vector-store/vector-store-topology';
import { DisruptionBudget } from '../../lib/constructs/workload/disruption-budget';
import { RolloutStrategy } from '../../lib/constructs/workload/rollout-strategy';
import { CHANNEL, Environment, GPU_NODES, NGC_KEY, NODE_AGENTS, ON_DUTY, Release, ZONES } from './environment';

/** When somebody watches; a person may sync at any other time. */
const WORKING_HOURS = ArgoCdSyncWindow.allow({
  schedule: '0 9 * * 1-4', duration: Duration.hours(8), timeZone: 'America/New_York', manualSync: true,
});

/**
 * No downtime: a third GPU node for the new pod of a NIM, a cache that both pods can attach, a vector store of three
 * nodes, and two pods of everything else. The nodes are in one zone, where volumes can follow their pods.
 */
export function production(release: Release): Environment {
  const taints = [Taint.noSchedule('nvidia.com/gpu')];
  const gpuPool = NodePool.ec2({
    name: 'gpu',
    instanceType: 'g5.2xlarge',
    nodes: 3,
    reserved: NODE_AGENTS,
    taints,
    ...GPU_NODES,
  });
  const cpuPool = NodePool.ec2({
    name: 'cpu',
    instanceType: 'm6i.xlarge',
    nodes: 6,
    reserved: NODE_AGENTS,
    zones: [ZONES[0]],
  });
  const disruptionBudget = DisruptionBudget.maxUnavailable(1);
  return {
    name: 'production',
    cluster: new Cluster({ pools: [gpuPool, cpuPool] }),
    researchOps: {
      ...release,
      namespace: 'research-ops-production',
      models: new NimServing({
        gpuPool,
        cache: NimCache.shared('efs'),
        rollout: RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
        disruptionBudget,
        ngcKey: NGC_KEY,
      }),
      replicas: 2,
      disruptionBudget,
      vectorStoreTopology: VectorStoreTopology.cluster({ nodes: 3, replicationFactor: 2 }),
      vectorStoreSize: '100Gi',
      host: 'research.example.com',
    },
    eks: { temporaryGpuNodes: 0, addons: ['aws-efs-csi-driver'] },
    monitoring: { receiver: CHANNEL, criticalReceiver: ON_DUTY },
    argoCd: { targetRevision: 'main', syncWindows: [WORKING_HOURS] },
  };
}
