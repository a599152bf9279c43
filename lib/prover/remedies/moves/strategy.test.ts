import { contextOf, ids, specAfter } from '../../../../test/support/moves';
import { workload } from '../../../../test/support/rollout';
import { strategyMoves } from './strategy';

const ROLLING = { strategy: 'RollingUpdate', maxSurge: 1, maxUnavailable: 1 };
const moves = (kind: string, plan: object, spec: object = {}, pod: object = {}) =>
  strategyMoves(contextOf([workload(kind, 'web', { cpu: 1 }, spec, pod)], plan));

test.each<[string, object, string[]]>([
  ['a rolling update', ROLLING, ['recreate', 'no-surge', 'surge']],
  ['one without surge', { ...ROLLING, maxSurge: 0 }, ['recreate', 'surge']],
  ['one more pod and none missing', { ...ROLLING, maxUnavailable: 0 }, ['recreate', 'no-surge']],
  ['two more pods and none missing', { ...ROLLING, maxSurge: 2, maxUnavailable: 0 }, ['recreate', 'no-surge', 'surge']],
  ['Recreate', { strategy: 'Recreate', maxSurge: 0, maxUnavailable: 1 }, ['no-surge', 'surge']],
])('a Deployment with %s may be replaced in every other way', (_, plan, expected) =>
  expect(ids(moves('Deployment', plan))).toEqual(expected));

test('a strategy is written whole', () => {
  const [recreate, noSurge, surge] = moves('Deployment', ROLLING, { strategy: { rollingUpdate: { maxSurge: 5 } } });
  expect([recreate, noSurge, surge].map((move) => specAfter(move).strategy)).toEqual([
    { type: 'Recreate' },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  ]);
  expect([recreate, noSurge, surge].map(({ title, prop, dimension }) => [title, prop, dimension])).toEqual([
    ['strategy Recreate', 'rollout: RolloutStrategy.recreate()', 'strategy'],
    ['a rolling update with maxSurge 0 and maxUnavailable 1',
      'rollout: RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 })', 'strategy'],
    ['a rolling update with maxSurge 1 and maxUnavailable 0',
      'rollout: RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 })', 'strategy'],
  ]);
  expect(recreate.notes).toEqual([expect.stringContaining('kubectl apply --server-side cannot switch a strategy')]);
});

test('what may have one writer only is never given a second pod', () => {
  const database = { containers: [{ name: 'main', image: 'postgres:17', volumeMounts: [
    { name: 'data', mountPath: '/var/lib/postgresql/data' },
  ] }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  expect(ids(moves('Deployment', ROLLING, {}, database))).toEqual(['recreate']);
});

test('one that is paused is resumed first', () => {
  const [resume, ...others] = moves('Deployment', ROLLING, { paused: true });
  expect([resume.id, resume.title, specAfter(resume).paused, resume.notes, others]).toEqual([
    'resume', 'Resume the Deployment', undefined, ['kubectl rollout resume deployment/web does the same'], [],
  ]);
});

test('a DaemonSet that surges may do without', () => {
  expect(moves('DaemonSet', { maxSurge: 0 })).toEqual([]);
  const [noSurge, ...others] = moves('DaemonSet', { maxSurge: 1 });
  expect([noSurge.id, noSurge.prop, others]).toEqual(['no-surge', undefined, []]);
  expect(specAfter(noSurge).updateStrategy)
    .toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
});

test.each(['StatefulSet', 'DaemonSet'])('a %s that waits for a person may be updated by its controller', (kind) => {
  const [rolling, ...others] = moves(kind, { maxSurge: 0 }, { updateStrategy: { type: 'OnDelete' } });
  expect([rolling.id, rolling.title, others]).toEqual(['rolling-update', 'RollingUpdate in place of OnDelete', []]);
  expect(specAfter(rolling).updateStrategy).toEqual({ type: 'RollingUpdate' });
  expect([moves(kind, { maxSurge: 0 }), moves('ReplicaSet', ROLLING), moves('Job', ROLLING)]).toEqual([[], [], []]);
});

test('what stops its pod before a new one comes gets no second one, unless it asks for an accelerator', () => {
  const recreate = { strategy: { type: 'Recreate' } };
  const noSurge = { replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
  const accelerated = workload('Deployment', 'web', { 'nvidia.com/gpu': 1 }, recreate);
  const asRecreate = { strategy: 'Recreate', maxSurge: 0, maxUnavailable: 1 };
  expect(ids(moves('Deployment', asRecreate, recreate))).toEqual([]);
  const asNoSurge = { ...ROLLING, maxSurge: 0 };
  expect(ids(moves('Deployment', asNoSurge, noSurge))).toEqual(['recreate']);
  expect(ids(moves('Deployment', asNoSurge, { ...noSurge, replicas: 2 }))).toEqual(['recreate', 'surge']);
  expect(ids(strategyMoves(contextOf([accelerated], asRecreate)))).toEqual(['no-surge', 'surge']);
});

test.each(['cache', 'vector-store'])('the construct of a %s has no prop for it', (component) => {
  const object = workload('Deployment', 'web', { cpu: 1 }, { replicas: 2 }) as { metadata: object };
  const labels = { 'app.kubernetes.io/component': component };
  const all = strategyMoves(contextOf([{ ...object, metadata: { ...object.metadata, labels } }], ROLLING));
  expect(all.map(({ prop }) => prop)).toEqual([undefined, undefined, undefined]);
});
