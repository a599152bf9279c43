import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { HealthCheck, RolloutStrategy } from '../..';
import { aNim, aService, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { controller, mainContainer, render, Rendered } from '../../../test/support/synth';
import { runs } from '../../../test/support/sample';

const BUDGET = 'cdk8s-nim/startup-budget-seconds';
const TIMEOUT = 'cdk8s-nim/rollout-timeout-seconds';
const annotation = (manifests: Rendered[], key: string): number =>
  Number(controller(manifests).metadata.annotations[key]);

describe.each(EVERY_CONSTRUCT)('the controller of a %s', (_, create) => {
  test('keeps three old revisions', () => {
    expect(controller(render((chart) => create(chart, 'x'))).spec.revisionHistoryLimit).toBe(3);
  });

  test('derives startup probe, progress deadline and both annotations from one budget', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1200, max: 20_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 600 }),
        (budget, pull, grace) => {
          const manifests = render((chart) =>
            create(chart, 'x', {
              startupBudget: Duration.seconds(budget),
              imagePullBudget: Duration.seconds(pull),
              preStopDelay: Duration.seconds(0),
              terminationGracePeriod: Duration.seconds(grace),
              replicas: 1,
              liveness: HealthCheck.tcp(),
            } as object),
          );
          const { startupProbe } = mainContainer(manifests);
          const { progressDeadlineSeconds, minReadySeconds } = controller(manifests).spec;
          const { failureThreshold, periodSeconds } = startupProbe;
          expect((failureThreshold - 1) * periodSeconds).toBeGreaterThanOrEqual(budget);
          expect(progressDeadlineSeconds).toBeGreaterThan(
            pull + failureThreshold * periodSeconds + minReadySeconds + grace,
          );
          expect(progressDeadlineSeconds).not.toBe(600);
          expect(annotation(manifests, BUDGET)).toBe(budget);
          expect(annotation(manifests, TIMEOUT)).toBe(progressDeadlineSeconds);
        },
      ),
      { numRuns: runs(10) },
    );
  });
});

test.each([
  ['all at once when they are recreated', RolloutStrategy.recreate(), 1],
  ['one by one', RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }), 4],
  ['two by two', RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 1 }), 2],
  ['in quarters', RolloutStrategy.rollingUpdatePercent({ maxSurge: 25, maxUnavailable: 0 }), 4],
  ['all beside the old ones', RolloutStrategy.rollingUpdatePercent({ maxSurge: 100, maxUnavailable: 0 }), 1],
])('a rollout of four pods, %s, is waited for as long as its batches may take', (_, rollout, batches) => {
  const manifests = render((chart) => aService(chart, 'web', { replicas: 4, rollout }));
  expect(annotation(manifests, TIMEOUT)).toBe(batches * controller(manifests).spec.progressDeadlineSeconds);
});

test.each([
  ['recreated', RolloutStrategy.recreate(), { type: 'Recreate' }],
  [
    'rolled in numbers',
    RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 2 }),
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } },
  ],
  [
    'rolled in percent',
    RolloutStrategy.rollingUpdatePercent({ maxSurge: 0, maxUnavailable: 50 }),
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: '0%', maxUnavailable: '50%' } },
  ],
])('pods can be %s, by the same property of every construct', (_, rollout, strategy) => {
  expect(controller(render((chart) => aService(chart, 'web', { rollout }))).spec.strategy).toEqual(strategy);
  expect(controller(render((chart) => aNim(chart, 'llm', { rollout }))).spec.strategy).toEqual(strategy);
});
