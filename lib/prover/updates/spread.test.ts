import { Cluster, NodePool, Taint } from '../../cluster';
import { Capacity, SlotBounds } from '../placement';
import { spreadNeverBlocks } from './spread';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';

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
