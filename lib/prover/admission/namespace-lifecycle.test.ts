import { liveNode, plansOnLive } from '../../../test/support/live-plan';
import { workload } from '../../../test/support/rollout';

const web = workload('Deployment', 'web', { cpu: 1 }, {});
const namespace = (metadata: object, status: object = {}) =>
  ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', ...metadata }, status });
const { status: _, ...written } = namespace({});

test.each([
  ['a time of deletion', namespace({ deletionTimestamp: '2026-11-26T10:00:00Z' })],
  ['the phase Terminating', namespace({}, { phase: 'Terminating' })],
])('nothing new is made in a namespace with %s, though the manifests have it', (__, live) => {
  const { restart: [restart] } = plansOnLive([liveNode('n1'), live], web, written);
  expect([restart.verdict, restart.witness[1]]).toEqual([
    'impossible', 'API server: namespace default is being deleted: nothing new is made in it',
  ]);
});

test('in others it is', () => {
  const live = namespace({}, { phase: 'Active' });
  expect(plansOnLive([liveNode('n1'), live], web).restart[0].verdict).toBe('proven');
});
