import { Snapshot } from '../../lib/cluster/snapshot';
import { View } from '../../lib/operate/view';

type Json = any;

const NAMESPACE = 'research-ops';
export const WEB = { kind: 'Deployment', namespace: NAMESPACE, name: 'web' };

/** What the API server keeps of a Deployment of one pod, and what its controller counts. */
export function liveDeployment({ spec, status, metadata }: Json = {}): Json {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment',
    metadata: {
      name: 'web', namespace: NAMESPACE, generation: 2, annotations: { 'deployment.kubernetes.io/revision': '2' },
      ...metadata,
    },
    spec: {
      replicas: 1, progressDeadlineSeconds: 600, strategy: { type: 'RollingUpdate' },
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'web:2' }] } },
      ...spec,
    },
    status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1, ...status },
  };
}

/** The ReplicaSet of a revision. */
export function replicaSet(revision: number): Json {
  return {
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: {
      name: `web-${revision}`, namespace: NAMESPACE,
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }],
    },
  };
}

/** A pod of a revision; `status` is what its kubelet and the scheduler say. */
export function livePod(revision: number, status: Json = {}, { spec, metadata }: Json = {}): Json {
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: `web-${revision}-a`, namespace: NAMESPACE,
      ownerReferences: [{ kind: 'ReplicaSet', name: `web-${revision}`, controller: true }], ...metadata,
    },
    spec: { containers: [{ name: 'main', image: `web:${revision}` }], ...spec },
    status: { phase: 'Pending', ...status },
  };
}

/** Something that was said of an object. */
export function eventAbout(kind: string, name: string, reason: string, message: string): Json {
  return {
    apiVersion: 'v1', kind: 'Event', metadata: { name: `${name}.${reason}`, namespace: NAMESPACE },
    involvedObject: { kind, name, namespace: NAMESPACE }, reason, message, lastTimestamp: '2026-11-26T10:00:00Z',
  };
}

export function gpuNode(name: string, gpus: number, status: Json = {}): Json {
  return {
    apiVersion: 'v1', kind: 'Node', metadata: { name },
    status: { allocatable: { 'cpu': '4', 'memory': '8Gi', 'pods': '10', 'nvidia.com/gpu': String(gpus) }, ...status },
  };
}

/** One look at a cluster that has these objects, and a node where none is among them. */
export function viewOf(...objects: Json[]): View {
  const items = objects.some(({ kind }) => kind === 'Node') ? objects : [...objects, gpuNode('gpu-1', 1)];
  return new View(Snapshot.read('a test', [Buffer.from(JSON.stringify({ kind: 'List', items }))]));
}

/** What a kubelet says of the only container. */
export function container(state: Json, more: Json = {}): Json {
  return { containerStatuses: [{ name: 'main', ready: false, restartCount: 0, state, ...more }] };
}

/** What the scheduler says of a pod that it finds no node for. */
export function unschedulable(message: string): Json {
  return { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] };
}
