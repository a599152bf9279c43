import fc from 'fast-check';
import { deploymentBounds, failuresFor, killTime, longestWait, updateBatches } from '.';

const seconds = fc.integer({ min: 1, max: 100_000 });

test('a start within its budget is never killed, and one failure fewer might kill it', () => {
  fc.assert(fc.property(seconds, fc.integer({ min: 1, max: 600 }), (startup, periodSeconds) => {
    const least = (failureThreshold: number) =>
      killTime({ initialDelaySeconds: 0, periodSeconds, failureThreshold, timeoutSeconds: 1 }).least;
    expect(least(failuresFor(startup, periodSeconds))).toBeGreaterThanOrEqual(startup);
    expect(least(failuresFor(startup, periodSeconds) - 1)).toBeLessThan(startup);
  }));
});

test('the waits of a rollout follow each other', () => {
  expect(longestWait({ imagePullSeconds: 120, readySeconds: 370, minReadySeconds: 15, terminationSeconds: 90 })).toBe(
    595,
  );
});

test('the batches of an update replace all pods, and no batch is empty', () => {
  const value = fc.oneof(
    fc.nat({ max: 50 }),
    fc.nat({ max: 100 }).map((percent) => `${percent}%`),
  );
  fc.assert(
    fc.property(
      value,
      value,
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      (maxSurge, maxUnavailable, replicas, recreate) => {
        const bounds = deploymentBounds(
          { type: recreate ? 'Recreate' : 'RollingUpdate', maxSurge, maxUnavailable },
          replicas,
        );
        const batches = updateBatches(bounds, replicas);
        const size = bounds.maxSurge + bounds.maxUnavailable;
        expect([batches * size >= replicas, (batches - 1) * size < replicas]).toEqual([true, true]);
        expect(recreate ? batches : 1).toBe(1);
      },
    ),
  );
});
