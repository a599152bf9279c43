import { RolloutStrategy } from '../..';

test.each([
  [0, 10, 3, 0, 1], [0, 10, 20, 0, 2], [10, 10, 3, 1, 0], [25, 25, 4, 1, 1], [0, 100, 3, 0, 3],
])(
  'surge %d %% and unavailable %d %% of %d replicas are %d and %d pods',
  (maxSurge, maxUnavailable, replicas, surge, unavailable) => {
    const strategy = RolloutStrategy.rollingUpdatePercent({ maxSurge, maxUnavailable });
    expect([strategy.surgePods(replicas), strategy.unavailablePods(replicas)]).toEqual([surge, unavailable]);
  },
);

test('auto is one pod more and none missing until the cluster decides, and says so', () => {
  const auto = RolloutStrategy.auto();
  expect([auto.isAuto, auto.isRecreate, auto.surgePods(3), auto.unavailablePods(3), `${auto}`]).toEqual([
    true, false, 1, 0, 'auto',
  ]);
});

test('only auto is auto', () => {
  expect(RolloutStrategy.recreate().isAuto).toBe(false);
  expect(RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }).isAuto).toBe(false);
});
