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
  return Object.fromEntries(
    Object.entries(requests).filter(([name]) => name.includes('/') || name.startsWith('hugepages-')),
  );
}

/** What the API server wants of every container, where a test does not care. */
export function completed(container: any): object {
  const requests = container.resources?.requests ?? {};
  return {
    image: 'main:1',
    ...container,
    ...handled(container),
    ...numbered(container),
    ...(container.resources
      ? { resources: { ...container.resources, limits: { ...limitsOf(requests), ...container.resources.limits } } }
      : {}),
  };
}

const completedAll = (list: any): unknown =>
  Array.isArray(list) ? list.map((item) => (item?.name ? completed(item) : item)) : list;

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

/** Probes with a handler. */
function handled(container: any): object {
  return Object.fromEntries(
    PROBES.filter((probe) => container[probe]).map((probe) => [
      probe,
      {
        ...(HANDLERS.some((handler) => container[probe][handler]) ? {} : { tcpSocket: { port: 80 } }),
        ...container[probe],
      },
    ]),
  );
}

/** Ports with a number. */
function numbered({ ports }: any): object {
  return ports ? { ports: ports.map((port: any) => ({ containerPort: port.hostPort, ...port })) } : {};
}

/** An apps/v1 object with one container, complete enough for the API server. */
export function workload(kind: string, name: string, requests: object, spec: any = {}, pod: any = {}): object {
  const { strategy, replicas, ...own } = spec;
  const claims = spec.volumeClaimTemplates?.map((claim: any) => ({
    ...claim, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...claim.spec },
  }));
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      ...kind === 'Job' ? {} : { selector: { matchLabels: { app: name } } },
      ...own,
      ...kind === 'DaemonSet' || replicas === undefined ? {} : { replicas },
      ...strategy && kind === 'Deployment' ? { strategy } : {},
      ...claims ? { volumeClaimTemplates: claims } : {},
      template: {
        metadata: { labels: { app: name } },
        spec: {
          ...kind === 'Job' ? { restartPolicy: 'Never' } : {},
          ...pod,
          containers: completedAll(pod.containers ?? [{ name: 'main', resources: { requests } }]),
          ...pod.initContainers ? { initContainers: completedAll(pod.initContainers) } : {},
        },
      },
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
  return Model.load([
    { file: 'app.yaml', text: objects.map((object) => stringify(object, { version: '1.1' })).join('---\n') },
  ]);
}

/** The plan of the first workload. */
export function planFirst(pools: NodePool[], ...objects: object[]): WorkloadPlan {
  return planRollout(load(...objects), new Cluster({ pools })).workloads[0];
}
