import { Cluster, Taint } from '../../../cluster';
import { verdictsOf } from '../../../../test/support/listed-nodes';
import { planFirst, pool, workload } from '../../../../test/support/rollout';

const web = (pod: object) =>
  workload('Deployment', 'web', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } }, pod);
const windows = pool('win', 1, {}, { labels: { 'kubernetes.io/os': 'windows' } });
const tainted = pool('spot', 1, {}, { taints: [Taint.noExecute('spot', 'true')] });
const tolerates = (more: object = {}) => ({
  tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoExecute', ...more }],
});

test('the kubelet of a node refuses pods of another os', () => {
  expect(planFirst([pool('cpu', 1)], web({ os: { name: 'windows' } }))).toMatchObject({
    verdict: 'impossible', fits: { verdict: 'impossible' },
    witness: ['Deployment/web fits no node', 'pool cpu: its kubelets refuse pods of os windows'],
  });
  expect(planFirst([windows], web({ os: { name: 'windows' } })).verdict).toBe('proven');
  const { verdict, witness } = planFirst([pool('cpu', 1), windows], web({ os: { name: 'windows' } }));
  expect([verdict, witness[0]]).toEqual([
    'unknown', expect.stringContaining('the kubelets of pool cpu refuse pods of os windows'),
  ]);
  const selecting = { os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } };
  expect(planFirst([pool('cpu', 1), windows], web(selecting)).verdict).toBe('proven');
});

test('a taint that is tolerated for a time evicts again', () => {
  expect(planFirst([tainted], web(tolerates())).verdict).toBe('proven');
  const { verdict, witness } = planFirst([tainted], web(tolerates({ tolerationSeconds: 60 })));
  expect([verdict, witness[0]]).toEqual([
    'unknown', expect.stringContaining('pods are evicted from nodes of pool spot again'),
  ]);
  expect(planFirst([pool('cpu', 1)], web(tolerates({ tolerationSeconds: 60 }))).verdict).toBe('proven');
});

test('local storage that a listed node does not mention is none to the scheduler, or was cut off the list', () => {
  const nodes = (more: object) => Cluster.fromNodeList(JSON.stringify({ items: [
    { kind: 'Node', metadata: { name: 'n1' },
      status: { allocatable: { cpu: '4', memory: '8Gi', pods: '9', ...more } } },
  ] }));
  const scratch = workload('Deployment', 'web', { 'cpu': 1, 'ephemeral-storage': '1Gi' }, { replicas: 1 });
  expect(verdictsOf(nodes({}), scratch)[0]).toEqual({
    verdict: 'unknown',
    witness: ['not modelled: ephemeral-storage of node n1, which its status.allocatable does not give'],
  });
  expect(verdictsOf(nodes({ 'ephemeral-storage': '9Gi' }), scratch)[0].verdict).toBe('proven');
  expect(verdictsOf(nodes({ 'ephemeral-storage': '0' }), scratch)[0].verdict).toBe('impossible');
  expect(verdictsOf(nodes({}), web({}))[0].verdict).toBe('proven');
  expect(planFirst([pool('cpu', 1)], scratch).verdict).toBe('proven');
});
