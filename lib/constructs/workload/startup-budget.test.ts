import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { StartupBudget, wholeSeconds } from './startup-budget';

const seconds = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const waits = fc.record({
  readinessSeconds: seconds(60), minReadySeconds: fc.nat({ max: 600 }), terminationGraceSeconds: seconds(600),
});

const budgetOf = (startup: number, imagePull: number, period: number): StartupBudget =>
  StartupBudget.of(Duration.seconds(startup), {
    imagePull: Duration.seconds(imagePull), period: Duration.seconds(period),
  });

test('the kubelet never kills a container within its budget, not even when it probes at once', () => {
  fc.assert(
    fc.property(seconds(10_000), seconds(120), (startup, period) => {
      const { failureThreshold } = budgetOf(startup, 1, period);
      expect((failureThreshold - 1) * period).toBeGreaterThanOrEqual(startup);
    }),
  );
});

test('a container that will never serve is killed at most two periods after its budget', () => {
  fc.assert(
    fc.property(seconds(10_000), seconds(120), (startup, period) => {
      expect((budgetOf(startup, 1, period).failureThreshold - 1) * period).toBeLessThan(startup + period);
    }),
  );
});

test('the progress deadline is later than image pull, the latest start, readiness, availability and the end of the old pod together', () => {
  fc.assert(
    fc.property(seconds(10_000), seconds(3_000), seconds(120), waits, (startup, imagePull, period, waiting) => {
      const budget = budgetOf(startup, imagePull, period);
      const latestStart = budget.failureThreshold * period;
      const { readinessSeconds, minReadySeconds, terminationGraceSeconds } = waiting;
      expect(budget.progressDeadlineSeconds(waiting)).toBeGreaterThan(
        imagePull + latestStart + readinessSeconds + minReadySeconds + terminationGraceSeconds,
      );
    }),
  );
});

test('the progress deadline is never 600, which skaffold reads as not set', () => {
  const deadlines = Array.from({ length: 700 }, (_, index) =>
    budgetOf(index + 1, 1, 1).progressDeadlineSeconds({
      readinessSeconds: 15, minReadySeconds: 0, terminationGraceSeconds: 60,
    }),
  );
  expect(Math.min(...deadlines)).toBeLessThan(600);
  expect(deadlines).toContain(601);
  expect(deadlines).not.toContain(600);
});

test('without options an image has two minutes to arrive and the probe asks every ten seconds', () => {
  const { startupSeconds, imagePullSeconds, periodSeconds, failureThreshold } = StartupBudget.of(Duration.minutes(20));
  expect({ startupSeconds, imagePullSeconds, periodSeconds, failureThreshold }).toEqual({
    startupSeconds: 1200,
    imagePullSeconds: 120,
    periodSeconds: 10,
    failureThreshold: 121,
  });
});

test.each([
  ['startup budget 0', () => StartupBudget.of(Duration.seconds(0))],
  ['startup budget 0.5', () => StartupBudget.of(Duration.millis(500))],
  ['startup budget 1e+300', () => StartupBudget.of(Duration.seconds(1e300))],
  ['startup budget NaN', () => StartupBudget.of(Duration.seconds(NaN))],
  ['image pull budget 0', () => StartupBudget.of(Duration.minutes(1), { imagePull: Duration.seconds(0) })],
  ['startup probe period 1.5', () => StartupBudget.of(Duration.minutes(1), { period: Duration.millis(1500) })],
])('fails when the %s s is not a whole number of seconds', (what, create) => {
  expect(create).toThrow(
    new Error(`${what} s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)`),
  );
});

test('a duration that may be nothing may be zero seconds', () => {
  expect(wholeSeconds('preStopDelay', Duration.seconds(0), 0)).toBe(0);
});
