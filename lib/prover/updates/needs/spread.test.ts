import { Cluster, NodePool, Taint } from '../../../cluster';
import { Capacity, SlotBounds } from '../../placement';
import { spreadNeverBlocks, SpreadView, standingWays } from './spread';
import { nodesOf } from '../../../../test/support/capacity';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';

const ZONE = 'topology.kubernetes.io/zone';
const OVER_ZONES = {
  topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } },
};
const zoned = (nodes: number, zones: string[], options: object = {}) =>
  pool('zoned', nodes, { cpu: '4' }, { zones, ...options });
const web = (cpu: number, pod: object = {}, ...constraints: object[]) =>
  workload('Deployment', 'web', { cpu }, surge(2), {
    topologySpreadConstraints: constraints.map((each) => ({ ...OVER_ZONES, ...each })),
    ...pod,
  });
const other = (cpu: number, pod: object = {}) => workload('Deployment', 'other', { cpu }, noSurge(1), pod);

/** Whether spread can never hold back one more pod of the first workload while all but that one of so many stand. */
function never(maxPods: number, pools: NodePool[], ...objects: object[]): boolean {
  const capacity = new Capacity(load(...objects), new Cluster({ pools }));
  return spreadNeverBlocks(capacity, new SlotBounds(capacity), capacity.tasks[0],
    [{ replicas: maxPods, bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } }]);
}

test('each domain needs room for its share of the pods, rounded up', () => {
  const pools = [zoned(2, ['a', 'b'])];
  // A node holds two of these pods; three of them are one in one zone and two in the other.
  expect([1, 2, 3, 4, 5].map((pods) => never(pods, pools, web(2, {}, {})))).toEqual([true, true, true, true, false]);
});

test('room that others may take in one domain is not there', () => {
  const pools = [zoned(2, ['a', 'b'])];
  expect(never(2, pools, web(2, {}, {}), other(2))).toBe(true);
  expect(never(4, pools, web(2, {}, {}), other(2))).toBe(false);
  expect(never(2, pools, web(2, {}, {}), other(3))).toBe(false);
});

test('domains of different sizes are judged by what each would have to take', () => {
  const pools = [zoned(2, ['a']), pool('small', 1, { cpu: '2' }, { zones: ['b'] })];
  expect([2, 3, 4].map((pods) => never(pods, pools, web(2, {}, {})))).toEqual([true, true, false]);
});

test('a domain counts when its nodes are selected, though a taint keeps the pod off', () => {
  const second = (options: object) => [
    zoned(2, ['a']), pool('second', 1, { cpu: '4' }, { zones: ['b'], labels: { tier: 'x' }, ...options }),
  ];
  expect(never(4, second({}), web(2, {}, {}))).toBe(true);
  expect(never(2, second({ taints: [Taint.noSchedule('dedicated')] }), web(2, {}, {}))).toBe(false);
  // Only zone b is selected, and all pods go there.
  expect([2, 4].map((pods) => never(pods, second({}), web(2, { nodeSelector: { tier: 'x' } }, {})))).toEqual([
    true, false,
  ]);
});

test('a domain of each host', () => {
  const host = { topologyKey: 'kubernetes.io/hostname' };
  expect([6, 7].map((pods) => never(pods, [pool('n', 3, { cpu: '4' })], web(2, {}, host)))).toEqual([true, false]);
});

test('fewer domains than are asked for take no more than the skew each', () => {
  expect(never(2, [zoned(2, ['a', 'b'])], web(1, {}, { minDomains: 2 }))).toBe(true);
  expect(never(2, [zoned(2, ['a', 'b'])], web(1, {}, { minDomains: 3 }))).toBe(true);
  expect(never(3, [zoned(2, ['a', 'b'])], web(1, {}, { minDomains: 3 }))).toBe(false);
});

test('a node without the label leaves it open, if the pod may use it', () => {
  const pools = [zoned(2, ['a', 'b'], { labels: { tier: 'zoned' } }), pool('plain', 1, { cpu: '4' })];
  expect(never(2, pools, web(1, {}, {}))).toBe(false);
  expect(never(2, pools, web(1, { nodeSelector: { tier: 'zoned' } }, {}))).toBe(true);
});

test('two constraints leave it open', () => {
  expect(never(2, [zoned(2, ['a', 'b'])], web(1, {}, {}, { topologyKey: 'kubernetes.io/hostname' }))).toBe(false);
});

test.each<[string, object]>([
  ['no selector', { labelSelector: undefined }],
  ['a selector that matches no pod of the input', { labelSelector: { matchLabels: { app: 'other' } } }],
])('%s counts no pod, and so holds none back', (_, constraint) => {
  expect(never(2, [zoned(2, ['a', 'b'])], web(1, {}, constraint))).toBe(true);
});

test('a selector that counts the pods of others too leaves it open', () => {
  expect(never(2, [zoned(2, ['a', 'b'])], web(1, {}, { labelSelector: {} }))).toBe(true);
  expect(never(2, [zoned(2, ['a', 'b'])], web(1, {}, { labelSelector: {} }), other(1))).toBe(false);
});

test('no constraint never blocks', () => {
  expect(never(50, [zoned(2, ['a', 'b'])], web(1))).toBe(true);
});

test('ways to stand are told where there are not too many', () => {
  expect([standingWays(2, [1, 2]), standingWays(5, [1, 2]), standingWays(0, [1])])
    .toEqual([[[0, 2], [1, 1]], [], [[0]]]);
  expect(standingWays(3, [3])).toEqual([[3]]);
  expect(standingWays(60, [60, 60, 60, 60])).toBeUndefined();
});

describe('spread over hosts', () => {
  const hosts = (pods: number, view: SpreadView, bounds = { maxSurge: 0, maxUnavailable: 1, recreate: false }) => {
    const capacity = new Capacity(
      load(web(2, {}, { topologyKey: 'kubernetes.io/hostname' })), new Cluster({ pools: [nodesOf('n', 3, 4)] }));
    return spreadNeverBlocks(
      capacity, new SlotBounds(capacity), capacity.tasks[0], [{ replicas: pods, bounds }], view);
  };

  test('of which one is gone takes less, and the others as much', () => {
    expect([1, 2, 3].map((pods) => hosts(pods, { nodes: [2] }))).toEqual([true, true, false]);
    expect([1, 2, 3].map((pods) => hosts(pods, { nodes: [3] }))).toEqual([true, true, true]);
  });

  test('of which some room is lost takes less', () => {
    expect([1, 5, 6].map((pods) => hosts(pods, { lost: 1 }))).toEqual([true, true, false]);
    expect([3, 4, 6, 7].map((pods) => hosts(pods, { lost: 0 }))).toEqual([true, true, true, false]);
  });

  test('is asked for every number of pods while others move', () => {
    expect([6, 7].map((pods) => hosts(pods, { whileOthersMove: true }))).toEqual([true, false]);
    const none = { maxSurge: 1, maxUnavailable: 0, recreate: false };
    expect([5, 6].map((pods) => hosts(pods, { whileOthersMove: true }, none))).toEqual([true, false]);
  });
});
