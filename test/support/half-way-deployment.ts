import { livePod } from './live-plan';

/** The template of one revision, with the label of its ReplicaSet. */
export const templateOf = (tag: string, cpu: number, pod: object = {}) => ({
  metadata: { labels: { 'app': 'web', 'pod-template-hash': tag } },
  spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: String(cpu) } } }], ...pod },
});
export const SURGE = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
export const FIRST = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
export const RECREATE = { type: 'Recreate' };
const numbered = (revision: number) => ({ 'deployment.kubernetes.io/revision': String(revision) });
const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true };

/** The pods of one template: the nodes of each, empty for one that waits. */
export interface Revision {
  readonly tag: string;
  readonly cpu: number;
  readonly nodes: readonly string[];
  /** By default all that stand are ready. */
  readonly available?: number;
  readonly pod?: object;
}

/** A Deployment `web` with the template of one revision. */
export const asked = (tag: string, cpu: number, replicas: number, spec: object = {}, pod: object = {}) => {
  const { metadata: _, ...rest } = templateOf(tag, cpu, pod);
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default', generation: 1 },
    spec: {
      replicas, strategy: SURGE, selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, ...rest }, ...spec,
    },
  };
};

/** A Deployment half way from its first revision to its last, as a snapshot shows it. */
export function halfWay(
  replicas: number, revisions: readonly Revision[], strategy: object = SURGE, more: object = {},
): object[] {
  const { tag: newest, cpu: size, nodes: made } = revisions[revisions.length - 1];
  const all = revisions.reduce((sum, { nodes }) => sum + nodes.length, 0);
  return [
    {
      ...asked(newest, size, replicas, { strategy, ...more }),
      metadata: { name: 'web', namespace: 'default', generation: 1, annotations: numbered(revisions.length) },
      status: { observedGeneration: 1, replicas: all, updatedReplicas: made.length },
    },
    ...revisions.flatMap(({ tag, cpu, nodes, available, pod }, at) => [
      {
        apiVersion: 'apps/v1', kind: 'ReplicaSet',
        metadata: {
          name: `web-${tag}`, namespace: 'default', ownerReferences: [owner], annotations: numbered(at + 1),
        },
        spec: {
          replicas: nodes.length, selector: { matchLabels: { 'app': 'web', 'pod-template-hash': tag } },
          template: templateOf(tag, cpu, pod),
        },
        status: { availableReplicas: available ?? nodes.filter((node) => node !== '').length },
      },
      ...nodes.map((node, index) => {
        const made = livePod(`web-${tag}-${index}`, `ReplicaSet/web-${tag}`, node, cpu, {
          labels: { 'app': 'web', 'pod-template-hash': tag },
        });
        const isReady = node !== '' && index < (available ?? Infinity);
        const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }];
        const status = { phase: isReady ? 'Running' : 'Pending', conditions };
        return { ...made, spec: { ...made.spec, ...pod }, status };
      }),
    ]),
  ];
}
