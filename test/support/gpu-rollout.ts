import { container, gpuNode, liveDeployment, livePod, replicaSet, unschedulable } from './operate';

type Json = any;

const GPU = { resources: { limits: { 'nvidia.com/gpu': '1' }, requests: { 'nvidia.com/gpu': '1' } } };

/** The status of a pod that serves. */
export const SERVING: Json = {
  phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }],
  ...container({ running: {} }, { started: true, ready: true }),
};

export const LACKING: Json = unschedulable('0/1 nodes are available: 1 Insufficient nvidia.com/gpu.');

/** The pod template of a revision of `web`, which wants a GPU. */
export const template = (revision: number): Json => ({
  metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: `web:${revision}`, ...GPU }] },
});

/** `web` with a template, as the API server and its controller have it. */
export const web = (revision: number, { spec, status, metadata }: Json = {}): Json => liveDeployment({
  spec: {
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: template(revision), ...spec,
  },
  status,
  metadata: { annotations: { 'deployment.kubernetes.io/revision': String(revision) }, ...metadata },
});

export const ofRevision = (revision: number, replicas = 1): Json =>
  ({ ...replicaSet(revision), spec: { replicas, template: template(revision) } });

const numbered = (object: Json, revision: number): Json => ({
  ...object,
  metadata: { ...object.metadata, annotations: { 'deployment.kubernetes.io/revision': String(revision) } },
});

/** A pod of a revision; on a node where one is named. */
export const gpuPod = (revision: number, status: Json = SERVING, nodeName?: string): Json => livePod(revision, status, {
  spec: { ...template(revision).spec, nodeName }, metadata: { labels: { app: 'web' } },
});

/** Revision 2 serves, and nothing goes on. */
export const COMPLETE: Json[] = [web(2), ofRevision(1, 0), ofRevision(2), gpuPod(2, SERVING, 'gpu-1')];

/** Revision 1 serves while the pod of revision 2 finds no GPU. */
export const HANGING: Json[] = [
  web(2, { status: { replicas: 2 } }), ofRevision(1), ofRevision(2),
  gpuPod(1, SERVING, 'gpu-1'), gpuPod(2, LACKING), gpuNode('gpu-1', 1),
];

/** Revision 1 serves again, as revision 3. */
export const BACK: Json[] = [
  numbered(web(1), 3), numbered(ofRevision(1), 3), ofRevision(2, 0), gpuPod(1, SERVING, 'gpu-1'),
];
