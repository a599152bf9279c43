import { Cluster, Taint } from '../../../cluster';
import { gpu, load, planFirst, pool, surge, workload } from '../../../../test/support/rollout';
import { planRollout } from '../plan-rollout';

const tainted = (nodes: number, taint = Taint.noSchedule('nvidia.com/gpu', 'present')) =>
  pool('gpu', nodes, {}, { taints: [taint] });
const cpuOnly = pool('cpu', 2, { extendedResources: {} });
const app = (pod: object = {}, requests: object = gpu) => workload('Deployment', 'a', requests, surge(1), pod);

test('a toleration that the API server may add makes unknown where it alone decides, and names the taint', () => {
  const { verdict, witness, fits, drain, timeline } = planFirst([cpuOnly, tainted(3)], app());
  expect([verdict, fits.verdict, drain.verdict, timeline]).toEqual(['unknown', 'unknown', 'unknown', undefined]);
  expect(witness).toEqual([
    'Deployment/a does not tolerate the taint nvidia.com/gpu=present:NoSchedule of pool gpu; where the admission plugin ' +
      'ExtendedResourceToleration is switched on, as on GKE and EKS, the API server adds that toleration',
    'impossible without it, proven with it',
  ]);
});

test('what comes out the same with and without it stays decided', () => {
  expect(planFirst([tainted(1)], app()).verdict).toBe('impossible');
  expect(planFirst([pool('free', 2), tainted(2)], app()).verdict).toBe('proven');
});

test.each<[string, object, Taint]>([
  ['has another key', gpu, Taint.noSchedule('dedicated', 'gpu')],
  ['evicts', gpu, Taint.noExecute('nvidia.com/gpu', 'present')],
  ['names a resource that the pods do not ask for', { cpu: '1' }, Taint.noSchedule('nvidia.com/gpu', 'present')],
])('a taint that %s is not tolerated by itself', (_, requests, taint) =>
  expect(planFirst([tainted(3, taint)], app({}, requests)).verdict).toBe('impossible'));

test('a toleration that is written leaves nothing open', () =>
  expect(planFirst([tainted(3)], app({ tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }] })).verdict).toBe(
    'proven',
  ));

test('on GKE the API server adds it, and pods without GPUs stay off the nodes that have them', () => {
  const cluster = Cluster.fromSpec('gpu=2xg2-standard-8,cpu=1xe2-standard-4');
  const verdictOf = (...pods: Parameters<typeof app>) => planRollout(load(app(...pods)), cluster).workloads[0].verdict;
  expect([verdictOf(), verdictOf({}, { cpu: '6' })]).toEqual(['proven', 'impossible']);
});
