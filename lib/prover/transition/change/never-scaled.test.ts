import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const template = (tag: string) => ({
  metadata: { labels: { 'app': 'web', 'pod-template-hash': tag } },
  spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: '3' } } }] },
});
const ROLLING = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
const deployment = (tag: string, replicas: number, strategy: object, more: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default', generation: 1 },
  spec: {
    replicas, strategy, selector: { matchLabels: { app: 'web' } },
    template: { ...template(tag), metadata: { labels: { app: 'web' } } }, ...more,
  },
});
const replicaSet = (tag: string, replicas: number, desired: number) => ({
  apiVersion: 'apps/v1', kind: 'ReplicaSet',
  metadata: {
    name: `web-${tag}`, namespace: 'default', annotations: { 'deployment.kubernetes.io/desired-replicas': String(desired) },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
  },
  spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template(tag) },
  status: { availableReplicas: tag === '1' ? replicas : 0 },
});
const pod = (tag: string, index: number, node: string) => livePod(`web-${tag}-${index}`, `ReplicaSet/web-${tag}`, node, 3, {
  labels: { 'app': 'web', 'pod-template-hash': tag },
});

/** Two nodes, each with an old pod, and a new one that waits. */
const hung = [
  liveNode('n1'), liveNode('n2'),
  { ...deployment('2', 2, ROLLING), status: { observedGeneration: 1, replicas: 3, updatedReplicas: 1 } },
  replicaSet('1', 2, 2), replicaSet('2', 1, 2), pod('1', 0, 'n1'), pod('1', 1, 'n2'), pod('2', 0, ''),
];
const verdict = (asked: object) => plansOnLive(hung, asked).change.map((plan) => [plan.verdict, plan.witness[0]])[0];
const never = ['impossible', expect.stringContaining('with Recreate its controller scales none of them')];

// Each verdict is that of a real control plane.
describe('Recreate with another number of pods, while two templates have some', () => {
  const recreate = { type: 'Recreate' };

  test.each(['1', '2', '3'])('never comes to template %s', (tag) =>
    expect(verdict(deployment(tag, 1, recreate))).toEqual(never));

  test('nor to none, nor to more', () => {
    expect(verdict(deployment('2', 0, recreate))).toEqual(never);
    expect(verdict(deployment('2', 3, recreate))).toEqual(never);
  });

  test('with the same number it finishes, as it does with a rolling update', () => {
    expect(verdict(deployment('3', 2, recreate))[0]).toBe('proven');
    expect(verdict(deployment('3', 1, { ...ROLLING, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }))[0])
      .not.toBe('impossible');
  });

  test('where one template has all pods it finishes', () => {
    const live = hung.filter((each) => !(each as { metadata: { name: string } }).metadata.name.startsWith('web-2'));
    expect(plansOnLive(live, deployment('3', 1, recreate)).change[0].verdict).toBe('proven');
  });
});
