import { Api, Json } from './api';

const READY = [
  { type: 'Ready', status: 'True', reason: 'KubeletReady' },
  ...['MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => ({
    type, status: 'False', reason: 'KubeletHasSufficient',
  })),
];

/**
 * A node as `kubectl get nodes -o json` shows it, made whole: Ready unless it says otherwise, with the labels that a
 * kubelet writes.
 */
export function wholeNode(node: Json): Json {
  const { name, labels, annotations } = node.metadata;
  const { allocatable, capacity = allocatable, conditions } = node.status;
  const now = new Date().toISOString();
  return {
    apiVersion: 'v1', kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...labels },
      annotations: {
        ...annotations, 'volumes.kubernetes.io/controller-managed-attach-detach': 'true', 'nodelet/managed': 'true',
      },
    },
    spec: { taints: node.spec?.taints, unschedulable: node.spec?.unschedulable },
    status: {
      allocatable,
      capacity,
      conditions: mergeConditions(conditions).map((each) => ({
        ...each, lastHeartbeatTime: now, lastTransitionTime: now,
      })),
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' }, { type: 'Hostname', address: name },
      ],
      nodeInfo: node.status.nodeInfo,
    },
  };
}

function mergeConditions(given: Json[] = []): Json[] {
  return [...READY.filter(({ type }) => !given.some((each) => each.type === type)), ...given];
}

/** Makes nodes, each with its CSI drivers: `driversOf` tells how many volumes of the test driver may be attached. */
export async function createNodes(
  api: Api,
  nodes: Json[],
  driversOf: (node: Json) => Json[] = defaultDrivers,
): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      await api.create('/api/v1/nodes', wholeNode(node));
      const { name } = node.metadata;
      await api.create('/apis/storage.k8s.io/v1/csinodes', {
        apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name }, spec: { drivers: driversOf(node) },
      });
      if (wholeNode(node).status.conditions.some(({ type, status }: Json) => type === 'Ready' && status === 'True')) {
        // Admission taints every new node; the node lifecycle controller would take it away in its own time.
        await api.patch(`/api/v1/nodes/${name}`, { spec: { taints: node.spec?.taints ?? null } });
      }
    }),
  );
}

function defaultDrivers(node: Json): Json[] {
  const { name } = node.metadata;
  return [
    { name: 'csi.nodelet', nodeID: name, topologyKeys: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] },
  ];
}

export async function deleteNodes(api: Api, names: string[]): Promise<void> {
  await Promise.all(names.flatMap((name) => [`/api/v1/nodes/${name}`, `/apis/storage.k8s.io/v1/csinodes/${name}`])
    .map((path) => api.delete(path).catch(() => undefined)));
}
