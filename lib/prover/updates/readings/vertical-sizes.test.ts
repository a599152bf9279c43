import { planFirst, pool, noSurge, surge, workload } from '../../../../test/support/rollout';

const autoscaler = (policy?: object, updateMode = 'Auto') => ({
  apiVersion: 'autoscaling.k8s.io/v1', kind: 'VerticalPodAutoscaler', metadata: { name: 'web' },
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode },
    ...policy ? { resourcePolicy: { containerPolicies: [{ containerName: '*', ...policy }] } } : {},
  },
});
const web = (spec: object) => workload('Deployment', 'web', { cpu: 1 }, spec);
const judged = (nodes: number, spec: object, policy?: object, updateMode?: string) =>
  planFirst([pool('cpu', nodes)], web(spec), autoscaler(policy, updateMode));
const upTo = (cpu: number, least = 1) => ({
  controlledResources: ['cpu'], minAllowed: { cpu: `${least}` }, maxAllowed: { cpu: `${cpu}` },
});

test('an update that finishes at the most that may be chosen is proven', () =>
  expect(judged(2, surge(1), upTo(4))).toMatchObject({ verdict: 'proven', fits: { verdict: 'proven' } }));

test('until it has something to recommend pods are as they are written', () =>
  expect(judged(1, surge(1), upTo(9, 5)).fits.verdict).toBe('possible'));

test('what fits at the least and not at the most hangs on the choice', () => {
  const { verdict, witness } = judged(1, surge(1), upTo(6));
  expect([verdict, ...witness.slice(0, 2)]).toEqual([
    'possible', 'VerticalPodAutoscaler/web chooses requests of cpu and memory',
    'proven at the least, impossible at the most that may be chosen',
  ]);
});

test('without an upper bound only what is impossible at the least is decided', () => {
  expect(judged(2, surge(1), { controlledResources: ['cpu'] }).verdict).toBe('possible');
  expect(
    planFirst([pool('cpu', 1)], workload('Deployment', 'web', { 'nvidia.com/gpu': 2 }, surge(1)), autoscaler()).verdict,
  ).toBe('impossible');
});

test('a stopped pod may leave less room than its successor asks for', () => {
  const other = workload('Deployment', 'other', { cpu: 2 }, noSurge(2));
  const { verdict, witness } = planFirst([pool('cpu', 2)], web(noSurge(3)), autoscaler(upTo(4)), other);
  expect([verdict, witness.at(-2)]).toEqual(['unknown',
    'pods may change their size meanwhile, so that a stopped one leaves less room than its successor asks for']);
});

test('one that only recommends, or leaves a container alone, changes nothing', () => {
  expect(judged(1, noSurge(8), upTo(9), 'Off').verdict).toBe('proven');
  expect(judged(1, noSurge(8), { mode: 'Off' }).verdict).toBe('proven');
});
