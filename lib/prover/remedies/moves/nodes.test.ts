import { contextOf, ids } from '../../../../test/support/moves';
import { pool, workload } from '../../../../test/support/rollout';
import { claimOf, mounting, placedOn, volumeOf } from '../../../../test/support/storage';
import { nodeMoves } from './nodes';

const GPU = 'nvidia.com/gpu';
const ZONE = 'topology.kubernetes.io/zone';
const gpus = (count: number) => ({ extendedResources: { [GPU]: String(count) } });
const moves = (asked: object, pools: ReturnType<typeof pool>[], spareNeeded?: object) =>
  nodeMoves(contextOf([workload('Deployment', 'web', asked)], { spareNeeded }, pools));

test('one node and two are tried', () => {
  const [one, two] = moves({ [GPU]: 1 }, [pool('gpu', 3)]);
  expect([one, two]).toEqual([
    { id: 'more-nodes-1-gpu', dimension: 'nodes', title: '1 more node in pool gpu',
      prop: 'nodes: 4 of the NodePool \'gpu\'',
      change: { patches: [], added: [], removed: [], nodes: [{ pool: 'gpu', count: 1 }] } },
    { id: 'more-nodes-2-gpu', dimension: 'nodes', title: '2 more nodes in pool gpu',
      prop: 'nodes: 5 of the NodePool \'gpu\'',
      change: { patches: [], added: [], removed: [], nodes: [{ pool: 'gpu', count: 2 }] } },
  ]);
});

test('as many as are missing are tried in the pool that lacks them, and eight at most', () => {
  const counts = (nodes: number, name = 'gpu') => ids(moves({ [GPU]: 1 }, [pool('gpu', 3)], { pool: name, nodes }));
  expect(counts(5)).toEqual(['more-nodes-1-gpu', 'more-nodes-5-gpu']);
  expect(counts(1)).toEqual(['more-nodes-1-gpu']);
  expect([counts(8)[1], counts(9)[1]]).toEqual(['more-nodes-8-gpu', 'more-nodes-8-gpu']);
  expect([counts(0)[1], counts(5, 'other')[1]]).toEqual(['more-nodes-2-gpu', 'more-nodes-2-gpu']);
});

test('only pools that offer what the pods ask for are, if only some do', () => {
  const pools = [pool('none', 2, { extendedResources: {} }), pool('one', 1, gpus(1)), pool('four', 1, gpus(4))];
  expect(ids(moves({ [GPU]: 4 }, pools))).toEqual(['more-nodes-1-four', 'more-nodes-2-four']);
  expect(ids(moves({ [GPU]: 5 }, pools))).toEqual([]);
  expect(ids(moves({ [GPU]: 0, cpu: 1 }, pools)).filter((id) => id.startsWith('more-nodes-1')))
    .toEqual(['more-nodes-1-none', 'more-nodes-1-four']);
});

test('only pools of which a further node may be used by the pods are', () => {
  const zoned = (name: string, zone: string) => pool(name, 1, {}, { labels: { zone } });
  const pods = (spec: object) => ids(nodeMoves(contextOf(
    [workload('Deployment', 'web', { [GPU]: 1 }, {}, spec)], {}, [zoned('one', 'a'), zoned('two', 'b')],
  ))).filter((id) => id.startsWith('more-nodes-1'));
  expect(pods({}).sort()).toEqual(['more-nodes-1-one', 'more-nodes-1-two']);
  expect(pods({ nodeSelector: { zone: 'b' } })).toEqual(['more-nodes-1-two']);
  const named = (key: string, values: string[]) => ({ affinity: { nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }],
    },
  } } });
  expect(pods(named('zone', ['a', 'c']))).toEqual(['more-nodes-1-one']);
  expect(pods(named('kubernetes.io/hostname', ['one-1', 'two-1']))).toEqual([]);
});

test('the pool that lacks nodes comes first, then the cheapest, then the largest; two are tried', () => {
  const offers = (name: string, nodes: number, cpu: string, costPerHour?: number) =>
    pool(name, nodes, { cpu }, { costPerHour });
  const first = (pools: ReturnType<typeof pool>[], spare?: object) =>
    ids(moves({ [GPU]: 1 }, pools, spare)).filter((id) => id.startsWith('more-nodes-1-')).map((id) => id.slice(13));
  expect(first([offers('a', 1, '1', 3), offers('b', 1, '2', 2), offers('c', 1, '3', 1)])).toEqual(['c', 'b']);
  expect(first([offers('a', 1, '1', 3), offers('b', 1, '2', 2), offers('c', 1, '3', 1)], { pool: 'a', nodes: 1 }))
    .toEqual(['a', 'c']);
  expect(first([offers('a', 1, '1'), offers('b', 3, '2'), offers('c', 2, '3', 9)])).toEqual(['c', 'b']);
});

test('pools of equal nodes are tried once, whatever they are called, and others are not equal', () => {
  const labelled = (name: string, labels: { [key: string]: string }) => pool(name, 1, {}, { labels });
  const pools = (...all: ReturnType<typeof pool>[]) =>
    ids(moves({ [GPU]: 1 }, all)).filter((id) => id.startsWith('more-nodes-1-')).length;
  expect(pools(labelled('a', { 'eks.amazonaws.com/nodegroup': 'a' }),
    labelled('b', { 'eks.amazonaws.com/nodegroup': 'b' }))).toBe(1);
  expect(pools(labelled('a', { agentpool: 'a' }), labelled('b', { 'cloud.google.com/gke-nodepool': 'b' }))).toBe(1);
  expect(pools(labelled('a', { disk: 'ssd' }), labelled('b', { disk: 'hdd' }))).toBe(2);
  expect(pools(pool('a', 1), pool('b', 1, { cpu: '9' }))).toBe(2);
  expect(pools(pool('a', 1, {}, { costPerHour: 1 }), pool('b', 1, {}, { costPerHour: 2 }))).toBe(2);
  const tainted = { taints: [{ key: 'only', value: 'others', effect: 'NoSchedule' as const }] };
  expect(pools(pool('a', 1), pool('b', 1, {}, tainted))).toBe(2);
});

test('pools whose nodes the pods or their volumes may not use are not tried', () => {
  const inZone = (name: string, zone: string) => pool(name, 1, {}, { labels: { [ZONE]: zone } });
  const web = (pod: object) => workload('Deployment', 'web', { [GPU]: 1 }, {}, pod);
  const first = (objects: Parameters<typeof contextOf>[0]) =>
    ids(nodeMoves(contextOf(objects, {}, [inZone('a', 'a'), inZone('b', 'b')])))
      .filter((id) => id.startsWith('more-nodes-1-'));
  expect(first([web({ nodeSelector: { [ZONE]: 'b' } })])).toEqual(['more-nodes-1-b']);
  const bound = [web(mounting('data')), claimOf('data', { volumeName: 'pv' }), volumeOf('pv', placedOn(ZONE, 'b'))];
  expect(first(bound)).toEqual(['more-nodes-1-b']);
});

test('room for what every node has is not asked of a pool, which may be full', () => {
  expect(ids(moves({ [GPU]: 1, cpu: 99 }, [pool('gpu', 1)]))).toEqual(['more-nodes-1-gpu', 'more-nodes-2-gpu']);
});

test('a pool grows to five thousand nodes at most', () => {
  const grown = (nodes: number) => ids(moves({ [GPU]: 1 }, [pool('gpu', nodes)])).length;
  expect([grown(4992), grown(4993)]).toEqual([2, 0]);
});
