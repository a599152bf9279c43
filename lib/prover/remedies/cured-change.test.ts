import { Cluster } from '../../cluster';
import { load, pool, surge, workload } from '../../../test/support/rollout';
import { plan, PlanOptions } from '../plan';

const web = (name: string, cpu: number, spec: object = surge(1)) => workload('Deployment', name, { cpu }, spec);
const nodes = new Cluster({ pools: [pool('a', 1)] });
const cured = (old: object[], asked: object[], cluster = nodes) => {
  const options: PlanOptions = { cluster, from: { model: load(...old), name: 'before', prune: false } };
  return plan(load(...asked), options).curedChange?.();
};

test('a change that hangs is drawn with the best remedies, each named once', () => {
  const { titles, timeline, spareNodes } = cured([web('large', 5)], [web('large', 6)])!;
  expect([titles, timeline.blocked, spareNodes]).toEqual([['strategy Recreate (Deployment/large)'], false, []]);
  expect(timeline.steps.length).toBeGreaterThan(1);
});

test('equal remedies of several workloads are told together', () => {
  const two = new Cluster({ pools: [pool('a', 2)] });
  const { titles } = cured([web('a', 5), web('b', 5)], [web('a', 6), web('b', 6)], two)!;
  expect(titles.join()).toMatch(/\(Deployment\/a(?:,| and) Deployment\/b\)/);
});

test('a change that finishes without downtime has nothing to draw', () => {
  expect(cured([web('small', 1)], [web('small', 2)])).toBeUndefined();
});

test('a change that finishes while nobody serves is drawn with what leaves somebody', () => {
  const gpu = (image: string) => workload('Deployment', 'llm', { 'nvidia.com/gpu': 1 },
    { replicas: 1, strategy: { type: 'Recreate' } }, { containers: [{ name: 'main', image,
      resources: { limits: { 'nvidia.com/gpu': 1 } }, readinessProbe: {} }] });
  const change = cured([gpu('a:1')], [gpu('a:2')], new Cluster({ pools: [pool('a', 1)] }));
  expect(change?.titles.join()).toMatch(/more node/);
  expect(change?.spareNodes).toHaveLength(1);
});

test('a change that nothing helps is not drawn', () => {
  expect(cured([web('huge', 5)], [web('huge', 99)])).toBeUndefined();
});
