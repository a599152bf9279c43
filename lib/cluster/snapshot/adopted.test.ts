import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';
import { load, surge, workload } from '../../../test/support/rollout';
import { adopters } from './adopted';

const object = (kind: string, labels: object, namespace = 'default') => load({
  apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', kind, metadata: { name: 'x', namespace, labels }, spec: {},
}).manifests[0];
const taken = (maker: string, orphan: string, labels: object = { app: 'web' }, namespace?: string) =>
  adopters(load(workload(maker, 'web', { cpu: 1 })).manifests)(object(orphan, labels, namespace));

test('controllers take over what carries their labels and has none', () => {
  expect([taken('Deployment', 'ReplicaSet'), taken('StatefulSet', 'Pod'), taken('ReplicaSet', 'Pod')])
    .toEqual([true, true, true]);
  expect([taken('Deployment', 'Pod'), taken('StatefulSet', 'ReplicaSet')]).toEqual([false, false]);
  const strange = taken('Deployment', 'ReplicaSet', { app: 'api' });
  const elsewhere = taken('Deployment', 'ReplicaSet', { app: 'web' }, 'other');
  expect([strange, elsewhere]).toEqual([false, false]);
});

test('a Deployment that is applied again beside its orphans is not impossible', () => {
  const web = workload('Deployment', 'web', { cpu: 3 }, surge(1));
  const set = (labels: object) => ({
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web-1', namespace: 'default', labels },
    spec: { ...(web as { spec: object }).spec, replicas: 1 },
  });
  const verdict = (labels: object) =>
    plansOnLive([liveNode('n1'), set(labels), livePod('web-1-x', 'ReplicaSet/web-1', 'n1', 3)], web).change[0].verdict;
  expect([verdict({ app: 'web' }), verdict({ app: 'old' })]).toEqual(['possible', 'impossible']);
});
