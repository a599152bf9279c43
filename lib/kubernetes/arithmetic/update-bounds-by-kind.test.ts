import { daemonSetBounds, deploymentBounds, statefulSetBounds } from '.';
import { UpdateStrategy } from '../../manifests';
import { load, workload } from '../../../test/support/rollout';

const rolling = (rest: Partial<UpdateStrategy> = {}): UpdateStrategy => ({
  type: 'RollingUpdate', pointer: '/spec/strategy', ...rest,
});

test('a Deployment without surge may miss as many pods as it says', () => {
  expect(deploymentBounds(rolling({ maxSurge: 0, maxUnavailable: 2 }), 5)).toEqual({
    maxSurge: 0, maxUnavailable: 2, recreate: false,
  });
});

test('a StatefulSet has no surge, and all of it goes at once where it says Recreate', () => {
  expect(statefulSetBounds(rolling({ type: 'Recreate' }), 3)).toEqual({
    maxSurge: 0, maxUnavailable: 3, recreate: true,
  });
  expect(statefulSetBounds(rolling({ maxSurge: 3, maxUnavailable: 0 }), 3)).toEqual({
    maxSurge: 0, maxUnavailable: 1, recreate: false,
  });
});

test('a DaemonSet misses as many pods as it says, rounded up, and one where both values are zero', () => {
  expect(daemonSetBounds(rolling({ maxUnavailable: '30%' }), 4)).toEqual({
    maxSurge: 0, maxUnavailable: 2, recreate: false,
  });
  expect(daemonSetBounds(rolling({ maxUnavailable: 3 }), 4)).toEqual({
    maxSurge: 0, maxUnavailable: 3, recreate: false,
  });
  expect(daemonSetBounds(rolling({ maxSurge: 0, maxUnavailable: 0 }), 4)).toEqual({
    maxSurge: 0, maxUnavailable: 1, recreate: false,
  });
  expect(daemonSetBounds(rolling({ maxSurge: 2, maxUnavailable: 0 }), 4)).toEqual({
    maxSurge: 2, maxUnavailable: 0, recreate: false,
  });
});

const update = { rollingUpdate: { maxSurge: '30%', maxUnavailable: '30%' } };

test.each([
  ['Deployment', 'strategy', { maxSurge: 3, maxUnavailable: 2, recreate: false }],
  ['StatefulSet', 'updateStrategy', { maxSurge: 0, maxUnavailable: 2, recreate: false }],
  ['DaemonSet', 'updateStrategy', { maxSurge: 3, maxUnavailable: 3, recreate: false }],
  ['ReplicaSet', 'updateStrategy', undefined],
])('30 %% of the pods of a %s as its controller rounds them', (kind, field, bounds) => {
  const [subject] = load(workload(kind, 'subject', {}, { replicas: 8, [field]: update })).workloads;
  expect(subject.bounds(8)).toEqual(bounds);
});
