import { Cluster } from '../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

const scaler = (minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas, maxReplicas },
});
const web = (tag: string, spec: object) => workload('Deployment', 'web', { cpu: 2 }, spec, {
  containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: { cpu: '2' } } }],
});
const plan = (from: object[], to: object[], nodes = 2) => planTransition(
  load(...to), { model: load(...from), name: 'before', prune: true },
  new Cluster({ pools: [pool('cpu', nodes, { cpu: '4' })] }),
).workloads[0].verdict;

test('pods are replaced before an autoscaler makes more of them, or after: neither is certain', () => {
  const before = [web('1', surge(2)), scaler(1, 2)];
  expect(plan(before, [web('2', surge(2)), scaler(4, 4)])).toBe('unknown');
  expect(plan(before, [web('2', surge(2)), scaler(4, 4)], 3)).toBe('proven');
  expect(plan(before, [web('2', surge(2)), scaler(5, 5)])).toBe('impossible');
});

test('an autoscaler that goes leaves the number that it had chosen, whichever that was, to the apply', () => {
  const before = [web('1', surge(2)), scaler(1, 2)];
  expect(plan(before, [web('2', surge(4))])).toBe('impossible');
  expect(plan(before, [web('2', surge(3))])).toBe('proven');
  expect(plan(before, [web('2', noSurge(4))])).toBe('proven');
});

test('no more old pods are sure to stand than the number that an apply writes, until an autoscaler looks', () => {
  const before = [web('1', surge(4)), scaler(4, 4)];
  // A pod of four stands beside the new one on two nodes of two.
  expect(plan(before, [web('2', surge(4)), scaler(4, 4)])).toBe('impossible');
  expect(plan(before, [web('2', surge(1)), scaler(4, 4)])).not.toBe('impossible');
});

test('nobody scales what a cluster has at none', () => {
  const live = (replicas: number, whenNotWritten = 'stays') => ({
    model: load({ ...web('1', surge(replicas)), whenNotWritten }, scaler(3, 4)),
    name: 'live', prune: false, isLive: true,
  });
  const asked = load(web('2', { strategy: surge(1).strategy }), scaler(3, 4));
  const cluster = new Cluster({ pools: [pool('cpu', 1, { cpu: '4' })] });
  const [none, one, open] = [live(0), live(1), live(0, 'open')].map((before) =>
    planTransition(asked, before, cluster).workloads[0].verdict);
  expect([none, one, open]).toEqual(['proven', 'impossible', 'unknown']);
});
