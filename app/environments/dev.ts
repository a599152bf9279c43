import { HostedServing } from '../model-serving';
import { Cluster, NodePool } from '../../lib/cluster';
import { SecretSource } from '../../lib/constructs/workload/secret-source';
import { Environment, Release } from './environment';

/** A laptop with kind and no GPU: the models come from a hosted API, everything else runs. */
export function dev(release: Release): Environment {
  return {
    name: 'dev',
    cluster: new Cluster({
      pools: [new NodePool({ name: 'kind', nodes: 1, allocatable: { cpu: '8', memory: '16Gi', pods: 110 } })],
    }),
    researchOps: {
      ...release,
      namespace: 'research-ops-dev',
      models: new HostedServing(
        'https://integrate.api.nvidia.com',
        SecretSource.existing('hosted-models').key('api-key'),
      ),
      replicas: 1,
      agentOrchestratorResources: { cpu: '250m', cpuLimit: '2', memory: '1Gi', memoryLimit: '2Gi' },
      vectorStoreResources: { cpu: '250m', cpuLimit: '1', memory: '512Mi', memoryLimit: '1Gi' },
    },
  };
}
