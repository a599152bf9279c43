import { stringify } from 'yaml';
import { Cluster, NodePool, NodePoolOptions, NodeResources } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { planRollout, WorkloadPlan } from '../../lib/prover/updates';

/** A pool of nodes with one GPU each unless told otherwise. */
export function pool(
  name: string,
  nodes: number,
  allocatable: Partial<NodeResources> = {},
  options: Partial<NodePoolOptions> = {},
): NodePool {
  const resources = {
    cpu: '8',
    memory: '32Gi',
    pods: 50,
    extendedResources: { 'nvidia.com/gpu': '1' },
    ...allocatable,
  };
  return new NodePool({ name, nodes, allocatable: resources, ...options });
}

/** Limits as the API server asks for them: what cannot be overcommitted has an equal one. */
export function limitsOf(requests: object): object {
  return Object.fromEntries(Object.entries(requests).filter(([name]) => name.includes('/') || name.startsWith('hugepages-')));
}

/** An apps/v1 object with one container. */
export function workload(kind: string, name: string, requests: object, spec: object = {}, pod: object = {}): object {
  const container = { name: 'main', image: 'main:1', resources: { requests, limits: limitsOf(requests) } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      ...spec,
      template: { metadata: { labels: { app: name } }, spec: { containers: [container], ...pod } },
    },
  };
}

export const surge = (replicas: number) => ({
  replicas,
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
});
export const noSurge = (replicas: number) => ({
  replicas,
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
});
export const gpu = { 'nvidia.com/gpu': 1 };

export function load(...objects: object[]): Model {
  return Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }]);
}

/** The plan of the first workload. */
export function planFirst(pools: NodePool[], ...objects: object[]): WorkloadPlan {
  return planRollout(load(...objects), new Cluster({ pools })).workloads[0];
}
