import fc from 'fast-check';
import { daemonSetBounds, deploymentBounds, disruptionsAllowed, statefulSetBounds } from '.';
import { DisruptionBudget, UpdateStrategy } from '../../manifests';

const rolling = (rest: Partial<UpdateStrategy> = {}): UpdateStrategy => ({
  type: 'RollingUpdate', pointer: '/spec/strategy', ...rest,
});

// kubernetes pkg/apis/apps/v1/defaults.go with ResolveFenceposts
test.each([[1, 1, 0], [2, 1, 0], [3, 1, 0], [4, 1, 1], [5, 2, 1], [7, 2, 1], [8, 2, 2]])(
  'the default strategy of %d replicas is surge %d, unavailable %d', (replicas, maxSurge, maxUnavailable) => {
    expect(deploymentBounds(rolling(), replicas)).toEqual({ maxSurge, maxUnavailable, recreate: false });
  });

test('both rounded to zero make one unavailable', () => {
  expect(deploymentBounds(rolling({ maxSurge: 0, maxUnavailable: '25%' }), 3)).toMatchObject({
    maxSurge: 0, maxUnavailable: 1,
  });
});

test('Recreate takes every pod away first', () => {
  expect(deploymentBounds({ ...rolling(), type: 'Recreate' }, 3)).toEqual({
    maxSurge: 0, maxUnavailable: 3, recreate: true,
  });
});

test('a StatefulSet replaces one pod at a time unless told otherwise', () => {
  expect(statefulSetBounds(rolling(), 3)).toMatchObject({ maxSurge: 0, maxUnavailable: 1 });
  expect(statefulSetBounds(rolling({ maxUnavailable: '70%' }), 3)).toMatchObject({ maxUnavailable: 2 });
  expect(statefulSetBounds(rolling({ maxUnavailable: '50%' }), 3)).toMatchObject({ maxUnavailable: 1 });
  expect(statefulSetBounds(rolling({ maxUnavailable: '10%' }), 3)).toMatchObject({ maxUnavailable: 1 });
  expect(statefulSetBounds(rolling({ maxUnavailable: 3 }), 3, false)).toMatchObject({ maxUnavailable: 1 });
});

test('a DaemonSet rounds both up', () => {
  expect(daemonSetBounds(rolling(), 4)).toMatchObject({ maxSurge: 0, maxUnavailable: 1 });
  expect(daemonSetBounds(rolling({ maxSurge: '10%', maxUnavailable: 0 }), 4)).toMatchObject({
    maxSurge: 1, maxUnavailable: 0,
  });
});

test('an update can always take a first step', () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );
  fc.assert(
    fc.property(value, value, fc.integer({ min: 1, max: 200 }), (maxSurge, maxUnavailable, replicas) => {
      const bounds = deploymentBounds(rolling({ maxSurge, maxUnavailable }), replicas);
      expect(bounds.maxSurge + bounds.maxUnavailable).toBeGreaterThan(0);
      expect(bounds.maxUnavailable).toBeLessThanOrEqual(replicas);
    }),
  );
});

test('fewer replicas never allow more unavailable', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 200 }), (percent, replicas) => {
      const at = (size: number) =>
        deploymentBounds(rolling({ maxSurge: 1, maxUnavailable: `${percent}%` }), size).maxUnavailable;
      expect(at(replicas)).toBeLessThanOrEqual(at(replicas + 1));
    }),
  );
});

// kubernetes pkg/controller/disruption/disruption.go
test.each<[Partial<DisruptionBudget>, number, number]>([
  [{ minAvailable: 1 }, 1, 0], [{ minAvailable: 1 }, 2, 1], [{ maxUnavailable: 1 }, 1, 1],
  [{ maxUnavailable: '1%' }, 1, 1], [{ minAvailable: '1%' }, 1, 0], [{ minAvailable: '50%' }, 3, 1],
  [{ maxUnavailable: 0 }, 3, 0], [{ minAvailable: 5 }, 3, 0], [{}, 3, 0],
])('%j of %d replicas allows %d evictions', (budget, replicas, allowed) => {
  expect(disruptionsAllowed(budget as DisruptionBudget, replicas)).toBe(allowed);
});
