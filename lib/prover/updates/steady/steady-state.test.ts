import { Cluster, NodePool } from '../../../cluster';
import { Capacity, pack, PackingStyle, SlotBounds } from '../../placement';
import { agent, app, only, Scene, SceneNode } from '../../../../test/support/scene';
import { planRollout } from '..';
import { SteadyState } from './steady-state';
import { gpu, load, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

const plan = (pools: NodePool[], ...objects: object[]) => planRollout(load(...objects), new Cluster({ pools }));
const nim = (spec: object, pod: object = {}) => workload('Deployment', 'nim', gpu, spec, pod);
const cpu = (name: string, request: number, replicas: number) =>
  workload('Deployment', name, { cpu: request }, noSurge(replicas));
const PROVEN = { verdict: 'proven', witness: [] };

test('pods that fit in every order are proven', () => {
  expect(plan([pool('gpu', 2)], nim(surge(2))).steadyState).toEqual(PROVEN);
  expect(plan([pool('gpu', 2)], nim(surge(0), { nodeSelector: { none: 'such' } })).steadyState).toEqual(PROVEN);
});

test('more pods than room are impossible, with what is asked and what there is', () => {
  const shortage = [
    'workloads that may use the same nodes ask for 3 nvidia.com/gpu in total',
    'pool gpu has 2 nvidia.com/gpu on 2 nodes',
  ];
  const { steadyState, workloads } = plan([pool('gpu', 2)], nim(surge(3)));
  expect(steadyState).toEqual({
    verdict: 'impossible', witness: ['all pods together do not fit the cluster', ...shortage],
  });
  const crowded = '3 pods of Deployment/nim cannot all run';
  expect(workloads[0].fits).toEqual({ verdict: 'impossible', witness: [crowded, ...shortage] });
});

test('pods of two and three that are too many for nodes of three are impossible, though there is room in total', () => {
  const nodes = [pool('cpu', 12, { cpu: '3', memory: '64Gi', pods: 20, extendedResources: {} })];
  const { steadyState, workloads } = plan(nodes, cpu('two', 2, 7), cpu('three', 3, 6));
  expect(steadyState.verdict).toBe('impossible');
  expect(workloads.map(({ verdict }) => verdict)).toEqual(['possible', 'possible']);
  expect(plan(nodes, cpu('two', 2, 7), cpu('three', 3, 5)).steadyState.verdict).not.toBe('impossible');
});

test('pods that fit one by one and not together are impossible together, possible each', () => {
  const { steadyState, workloads } = plan([pool('cpu', 2)], cpu('big', 6, 2), cpu('small', 3, 1));
  expect(steadyState.verdict).toBe('impossible');
  expect(steadyState.witness[0]).toBe('all pods together do not fit the cluster');
  expect(workloads.map(({ fits }) => fits.verdict)).toEqual(['possible', 'possible']);
  expect(workloads[0].fits.witness[0]).toBe('all pods together do not fit the cluster');
});

test('pods that fit in some order only are possible, and the one that may not fit is named', () => {
  const { steadyState, workloads } = plan([pool('cpu', 2)], cpu('big', 6, 1), cpu('small', 2.5, 3));
  expect(steadyState).toEqual({
    verdict: 'possible',
    witness: ['all pods fit, but not in every order: Deployment/big may find its room taken'],
  });
  expect(workloads.map(({ fits }) => fits.verdict)).toEqual(['possible', 'proven']);
});

test('a pod is sure of its room where whole pods of others cannot take it on every node', () => {
  // Two small pods on each node would take it, and there are three.
  const { steadyState } = plan([pool('cpu', 2)], cpu('big', 6, 1), cpu('small', 2, 3));
  expect(steadyState).toEqual({ verdict: 'proven', witness: [] });
});

test('pods that no greedy packing places are placed by the search', () => {
  // 6 + 3 + 3 and 4 + 4 + 4 cores are the only way.
  const model = load(...[6, 4, 4, 4, 3, 3].map((request, index) => cpu(`web${index}`, request, 1)));
  const cluster = new Cluster({ pools: [pool('cpu', 2, { cpu: '12' })] });
  const capacity = new Capacity(model, cluster);
  const styles: PackingStyle[] = ['compact', 'even', 'hostile'];
  expect(styles.filter((style) => pack(capacity, ({ most }) => most, style))).toEqual([]);
  const { steadyState, workloads } = planRollout(model, cluster);
  expect(steadyState).toEqual({
    verdict: 'possible',
    witness: ['all pods fit, but not in every order: Deployment/web0 may find its room taken'],
  });
  expect(workloads.every(({ fits }) => fits.verdict !== 'impossible')).toBe(true);
});

const spread = {
  topologySpreadConstraints: [{
    maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'nim' } },
  }],
};

test('what is not modelled is named and leaves the verdict open', () => {
  const { steadyState, workloads } = plan(
    [pool('gpu', 3, {}, { zones: ['a', 'b'] })], nim(surge(2), { ...spread, schedulerName: 'own' }),
  );
  expect(steadyState).toEqual({
    verdict: 'possible',
    witness: ['all pods fit, as far as modelled; not modelled in full: Deployment/nim'],
  });
  expect(workloads[0].fits).toEqual({ verdict: 'unknown', witness: ["not modelled: scheduler 'own'"] });
});

test('of many workloads that are not modelled in full, three are named', () => {
  const names = ['a', 'b', 'c', 'd'];
  const { steadyState } = plan(
    [pool('cpu', 4)],
    ...names.map((name) => workload('Deployment', name, {}, surge(1), { schedulerName: 'own' })),
  );
  expect(steadyState.witness).toEqual([
    'all pods fit, as far as modelled; not modelled in full: Deployment/a, Deployment/b, Deployment/c',
  ]);
});

const BUDGET = (name: string, spec: object) => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
  spec: { selector: { matchLabels: { app: 'nim' } }, ...spec },
});

test.each<[string, object[], string[]]>([
  [
    'two budgets',
    [BUDGET('a', { maxUnavailable: 1 }), BUDGET('b', { maxUnavailable: 1 })],
    [
      'PodDisruptionBudget/a: 2 budgets select the pod, and the eviction API refuses a pod with more than one',
      'PodDisruptionBudget/b: 2 budgets select the pod, and the eviction API refuses a pod with more than one',
    ],
  ],
  [
    'none unavailable', [BUDGET('a', { maxUnavailable: 0 })],
    ['PodDisruptionBudget/a: maxUnavailable 0 of 2 allows no eviction'],
  ],
  [
    'all available', [BUDGET('a', { minAvailable: '100%' })],
    ['PodDisruptionBudget/a: minAvailable 100% of 2 allows no eviction'],
  ],
  ['one unavailable', [BUDGET('a', { maxUnavailable: 1 })], []],
  [
    'neither field', [BUDGET('a', {})],
    ['PodDisruptionBudget/a: neither minAvailable nor maxUnavailable is written, which allows no eviction'],
  ],
])('a drain under a budget of %s', (_, budgets, evictionBlockedBy) => {
  expect(planFirst([pool('gpu', 3)], nim(surge(2)), ...budgets).drain).toEqual({ ...PROVEN, evictionBlockedBy });
});

test.each<[string, object, object]>([
  ['there is already', surge(1), { units: 0, nodes: 0 }],
  ['one node brings', surge(2), { units: 1, nodes: 1 }],
  ['two nodes bring', surge(3), { units: 2, nodes: 2 }],
])('the room that %s is named', (_, spec, spare) => {
  expect(planFirst([pool('gpu', 2)], nim(spec)).spareNeeded).toEqual({
    resource: 'nvidia.com/gpu', pool: 'gpu', claimToShare: undefined, ...spare,
  });
});

test('room that eight further nodes do not bring is not named', () => {
  expect(planFirst([pool('gpu', 2)], nim(surge(9))).spareNeeded).toMatchObject({ nodes: 8, units: 8 });
  expect(planFirst([pool('gpu', 2)], nim(surge(10))).spareNeeded).toBeUndefined();
  expect(planFirst([pool('gpu', 2)], nim(surge(0))).spareNeeded).toBeUndefined();
  expect(planFirst([pool('gpu', 2)], nim(surge(1), { nodeSelector: { none: 'such' } })).spareNeeded).toBeUndefined();
  expect(planFirst([pool('gpu', 2)], nim(surge(1), { schedulerName: 'own' })).spareNeeded).toBeUndefined();
});

test('further nodes are those of the largest pool the pods may use', () => {
  const pools = [pool('small', 1), pool('large', 2), pool('cpu', 5, { extendedResources: {} })];
  expect(planFirst(pools, nim(surge(3))).spareNeeded).toMatchObject({ pool: 'large', nodes: 1 });
});

test('a claim that stands in the way of the spare pod is named', () => {
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'cache' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'cache' } }] };
  expect(planFirst([pool('gpu', 1)], nim(surge(1), mount), claim).spareNeeded).toMatchObject({
    claimToShare: 'cache', nodes: 1,
  });
});

/** How all pods stand as far as it is known without a search. */
const unsearched = (nodes: readonly SceneNode[], ...objects: object[]) => {
  const { capacity } = new Scene(nodes, ...objects);
  return { capacity, steady: new SteadyState(capacity, new SlotBounds(capacity), { steps: 0 }) };
};

describe('without a search', () => {
  const each = (...cpus: number[]) => cpus.map((cpu, index) => app(`w${index}`, 1, cpu));
  const verdict = (nodes: number[], ...cpus: number[]) => unsearched(nodes, ...each(...cpus)).steady.judgement.verdict;

  test('more than all nodes have, or than whole pods leave, is impossible', () => {
    expect([verdict([8, 8], 6, 6, 6), verdict([8, 8], 5, 5, 5)]).toEqual(['impossible', 'impossible']);
    expect(unsearched([8, 8], ...each(6, 6, 6)).steady.example).toBeUndefined();
  });

  test('pods stand where some step aside for others', () => {
    const { steady } = unsearched([12, 12], ...each(6, 4, 4, 4, 3, 3));
    expect(steady.judgement.verdict).toBe('possible');
    expect(steady.placements[0]).toBe(steady.example);
    expect(steady.smallest).toBe(steady.placements);
  });

  test('a daemon that does not fit comes first, and then pods that fit no node', () => {
    const said = (...objects: object[]) => unsearched([4], app('w', 1, 5), ...objects).steady.judgement;
    expect(said(agent('d', 5))).toEqual({ verdict: 'impossible', witness: [
      'the pod of DaemonSet/d does not fit on node n0-1 (pool n0): not enough cpu'] });
    expect(said()).toMatchObject({ verdict: 'impossible', witness: ['Deployment/w fits no node', expect.anything()] });
  });

  test('what crowds pods is told of their own nodes, and of what runs out first', () => {
    const memory = workload('Deployment', 'm', { cpu: 1, memory: '31Gi' }, noSurge(2));
    const { capacity, steady } = unsearched(
      [4, 9], app('a', 1, 3, {}, only(0)), app('b', 1, 2, {}, only(1)), app('c', 1, 1));
    const of = (name: string) => capacity.tasks.find((task) => task.workload.name === name)!;
    expect(steady.crowding(of('a'))).toEqual([
      'workloads that may use the same nodes ask for 4 cpu in total', 'pool n0 has 4 cpu on 1 node']);
    const two = unsearched([64], memory);
    expect(two.steady.crowding(two.capacity.tasks[0])).toEqual([
      'workloads that may use the same nodes ask for 62Gi memory in total', 'pool n0 has 32Gi memory on 1 node']);
    expect(steady.crowding(of('b'), { asked: 2, offered: 1 })).toHaveLength(1);
  });
});
