import fc from 'fast-check';
import { DisruptionBudget } from '../..';

const replicas = fc.integer({ min: 1, max: 200 });
const pods = fc.nat({ max: 250 });
const percent = fc.nat({ max: 100 });

/**
 * `getExpectedPodCount` and `disruptionsAllowed` of the disruption controller with all pods healthy:
 * https://github.com/kubernetes/kubernetes/blob/v1.28.0/pkg/controller/disruption/disruption.go
 */
function upstream(desiredHealthy: number, healthy: number): number {
  return Math.max(0, healthy - Math.max(0, desiredHealthy));
}

test('minAvailable leaves the rest to drains', () => {
  fc.assert(
    fc.property(pods, replicas, (kept, healthy) =>
      expect(DisruptionBudget.minAvailable(kept).allowedDisruptions(healthy)).toBe(upstream(kept, healthy)),
    ),
  );
});

test('minAvailable in percent rounds up what is kept', () => {
  fc.assert(
    fc.property(percent, replicas, (kept, healthy) =>
      expect(DisruptionBudget.minAvailablePercent(kept).allowedDisruptions(healthy)).toBe(
        upstream(Math.ceil((kept * healthy) / 100), healthy),
      ),
    ),
  );
});

test('maxUnavailable lets so many go', () => {
  fc.assert(
    fc.property(pods, replicas, (gone, healthy) =>
      expect(DisruptionBudget.maxUnavailable(gone).allowedDisruptions(healthy)).toBe(upstream(healthy - gone, healthy)),
    ),
  );
});

test('maxUnavailable in percent rounds up too', () => {
  fc.assert(
    fc.property(percent, replicas, (gone, healthy) =>
      expect(DisruptionBudget.maxUnavailablePercent(gone).allowedDisruptions(healthy)).toBe(
        upstream(healthy - Math.ceil((gone * healthy) / 100), healthy),
      ),
    ),
  );
});

test('one pod with minAvailable 1 is never evicted, with maxUnavailable 1 it is', () => {
  expect(DisruptionBudget.minAvailable(1).allowedDisruptions(1)).toBe(0);
  expect(DisruptionBudget.maxUnavailable(1).allowedDisruptions(1)).toBe(1);
});

test.each([
  [DisruptionBudget.minAvailable(1), { minAvailable: 1 }, 'minAvailable 1'],
  [DisruptionBudget.minAvailablePercent(50), { minAvailable: '50%' }, 'minAvailable 50%'],
  [DisruptionBudget.maxUnavailable(0), { maxUnavailable: 0 }, 'maxUnavailable 0'],
  [DisruptionBudget.maxUnavailablePercent(25), { maxUnavailable: '25%' }, 'maxUnavailable 25%'],
])('%s is rendered in its own field', (budget, spec, words) => {
  expect(budget._toKube()).toEqual(spec);
  expect(`${budget}`).toBe(words);
});

test.each([
  ['minAvailable -1', () => DisruptionBudget.minAvailable(-1)],
  ['minAvailable 0.5', () => DisruptionBudget.minAvailable(0.5)],
  ['maxUnavailable NaN', () => DisruptionBudget.maxUnavailable(NaN)],
  ['minAvailable 101%', () => DisruptionBudget.minAvailablePercent(101)],
  ['maxUnavailable -1%', () => DisruptionBudget.maxUnavailablePercent(-1)],
])('fails when the budget is %s', (words, create) => {
  expect(create).toThrow(
    new Error(
      `${words} is not a valid disruption budget; write a whole number of pods from 0, or a percentage from 0 to 100`,
    ),
  );
});
