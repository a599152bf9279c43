import fc from 'fast-check';
import { RolloutStrategy } from '../..';

const counts = fc
  .record({ maxSurge: fc.nat({ max: 50 }), maxUnavailable: fc.nat({ max: 50 }) })
  .filter((options) => options.maxSurge + options.maxUnavailable > 0);
const percents = fc
  .record({ maxSurge: fc.nat({ max: 100 }), maxUnavailable: fc.nat({ max: 100 }) })
  .filter((options) => options.maxSurge + options.maxUnavailable > 0);
const replicas = fc.integer({ min: 1, max: 200 });

/**
 * `ResolveFenceposts` and `MaxUnavailable` of the Deployment controller, as they stand there:
 * https://github.com/kubernetes/kubernetes/blob/v1.28.0/pkg/controller/deployment/util/deployment_util.go
 */
function upstream(
  options: { maxSurge: number; maxUnavailable: number },
  desired: number,
  scale: number,
): { surge: number; unavailable: number } {
  const surge = Math.ceil((options.maxSurge * desired) / scale);
  const resolved = Math.floor((options.maxUnavailable * desired) / scale);
  const unavailable = surge === 0 && resolved === 0 ? 1 : resolved;
  return { surge, unavailable: Math.min(unavailable, desired) };
}

test('numbers of pods are taken as they are, and no more pods than there are can be missing', () => {
  fc.assert(
    fc.property(counts, replicas, (options, desired) => {
      const rollout = RolloutStrategy.rollingUpdate(options);
      expect(rollout.surgePods(desired)).toBe(options.maxSurge);
      expect(rollout.unavailablePods(desired)).toBe(Math.min(desired, options.maxUnavailable));
    }),
  );
});

test('percentages are rounded as the Deployment controller rounds them', () => {
  fc.assert(
    fc.property(percents, replicas, (options, desired) => {
      const rollout = RolloutStrategy.rollingUpdatePercent(options);
      expect({ surge: rollout.surgePods(desired), unavailable: rollout.unavailablePods(desired) }).toEqual(
        upstream(options, desired, 100),
      );
    }),
  );
});

test('a strategy that can be written always makes progress', () => {
  fc.assert(
    fc.property(
      fc.oneof(counts.map(RolloutStrategy.rollingUpdate), percents.map(RolloutStrategy.rollingUpdatePercent)),
      replicas,
      (rollout, desired) => {
        expect(rollout.surgePods(desired) + rollout.unavailablePods(desired)).toBeGreaterThan(0);
      },
    ),
  );
});

test('recreate adds no pod and takes all away', () => {
  const rollout = RolloutStrategy.recreate();
  expect([rollout.isRecreate, rollout.surgePods(3), rollout.unavailablePods(3)]).toEqual([true, 0, 3]);
  expect(rollout._toKube()).toEqual({ type: 'Recreate' });
});

test('a rolling update always writes both numbers', () => {
  expect(RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 })._toKube()).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  });
  expect(RolloutStrategy.rollingUpdatePercent({ maxSurge: 0, maxUnavailable: 25 })._toKube()).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: '0%', maxUnavailable: '25%' },
  });
});

test('a strategy is put in words for messages', () => {
  expect(`${RolloutStrategy.recreate()}`).toBe('recreate');
  expect(`${RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 })}`).toBe(
    'rollingUpdate with maxSurge 1 and maxUnavailable 0',
  );
  expect(`${RolloutStrategy.rollingUpdatePercent({ maxSurge: 25, maxUnavailable: 0 })}`).toBe(
    'rollingUpdate with maxSurge 25% and maxUnavailable 0%',
  );
});

test.each([
  [{ maxSurge: -1, maxUnavailable: 0 }, 'maxSurge -1'],
  [{ maxSurge: 0.5, maxUnavailable: 0 }, 'maxSurge 0.5'],
  [{ maxSurge: 1, maxUnavailable: NaN }, 'maxUnavailable NaN'],
  [{ maxSurge: 1, maxUnavailable: 2 ** 31 }, 'maxUnavailable 2147483648'],
])('fails when a number of pods is no count: %j', (options, named) => {
  expect(() => RolloutStrategy.rollingUpdate(options)).toThrow(
    new Error(`${named} is not a valid number of pods; write a whole number from 0`),
  );
});

test.each([
  [{ maxSurge: 101, maxUnavailable: 0 }, 'maxSurge 101%'],
  [{ maxSurge: 25, maxUnavailable: -25 }, 'maxUnavailable -25%'],
])('fails when a percentage is outside 0 to 100: %j', (options, named) => {
  expect(() => RolloutStrategy.rollingUpdatePercent(options)).toThrow(
    new Error(`${named} is not a valid number of pods; write a whole number from 0 to 100`),
  );
});

test.each([RolloutStrategy.rollingUpdate, RolloutStrategy.rollingUpdatePercent])(
  'fails when both numbers are zero',
  (create) => {
    expect(() => create({ maxSurge: 0, maxUnavailable: 0 })).toThrow(
      new Error(
        'maxSurge 0 and maxUnavailable 0 can replace no pod; write maxUnavailable 1 to replace in place, or maxSurge 1 to keep all pods serving',
      ),
    );
  },
);
