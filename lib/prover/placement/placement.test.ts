import { Cluster, NodePool } from '../../cluster';
import { Capacity, copyOf, Placement, Task } from '.';
import { load, pool, surge, workload } from '../../../test/support/rollout';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
/** Nodes 0 and 2 in zone a, 1 and 3 in zone b. */
const ZONED = pool('zoned', 4, {}, { zones: ['a', 'b'] });
/** Nodes without a zone. */
const PLAIN = pool('plain', 2);

const web = (name: string, requests: object = { cpu: 2 }, pod: object = {}) =>
  workload('Deployment', name, requests, surge(1), pod);
const apartFrom = (topologyKey: string, ...apps: string[]) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: apps.map((app) => ({
        topologyKey, labelSelector: { matchLabels: { app } },
      })),
    },
  },
});

function place(
  pools: NodePool[],
  ...objects: object[]
): { placement: Placement; tasks: Task[]; slots: (task: Task) => number[] } {
  const capacity = new Capacity(load(...objects), new Cluster({ pools }));
  const placement = new Placement(capacity);
  return {
    placement,
    tasks: capacity.tasks,
    slots: (task) => capacity.nodes.map((_, node) => placement.slots(task, node)),
  };
}

test('pods take their requests from the node they stand on, and give them back', () => {
  const { placement, tasks: [task] } = place([PLAIN], web('web', { cpu: 3, memory: '1Gi' }));
  const empty = placement.room.map((room) => [...room]);
  placement.add(task, 0, 2);
  expect(placement.room.map((room) => [...room])).toEqual([[48, 2000, 30 * 2 ** 30], empty[1]]);
  expect([placement.count(task, 0), placement.count(task, 1)]).toEqual([2, 0]);
  placement.add(task, 1, 1);
  expect(placement.countAll(task)).toBe(3);
  placement.add(task, 1, -1);
  placement.add(task, 0, -1);
  expect(placement.count(task, 0)).toBe(1);
  placement.add(task, 0, -1);
  expect(placement.room.map((room) => [...room])).toEqual(empty);
  expect(placement.pods.map(({ size }) => size)).toEqual([0, 0]);
});

test('slots are what the scarcest resource allows, whole pods only', () => {
  const { placement, tasks: [task, light], slots } = place([PLAIN], web('web', { cpu: 3 }), web('light', {}));
  expect(slots(task)).toEqual([2, 2]);
  expect(slots(light)).toEqual([50, 50]);
  placement.add(task, 0, 2);
  expect(slots(task)).toEqual([0, 2]);
  expect(slots(light)).toEqual([48, 50]);
});

test('a node that is overfull has no slots, and not less than none', () => {
  const { placement, tasks: [task], slots } = place([PLAIN], web('web', { cpu: 3 }));
  placement.add(task, 1, 4);
  expect(slots(task)).toEqual([2, 0]);
});

test('a node that the filters refuse has no slots, however much room it has', () => {
  const {
    tasks: [task], slots,
  } = place(
    [PLAIN, pool('tier', 1, {}, { labels: { tier: 'x' } })],
    web('web', { cpu: 1 }, { nodeSelector: { tier: 'x' } }),
  );
  expect(slots(task)).toEqual([0, 0, 8]);
});

test('the resource that keeps a pod off a node is the first that is short', () => {
  const { placement, tasks: [task, full] } = place([PLAIN], web('web', { cpu: 8 }), web('full', { cpu: 1 }));
  expect(placement.shortResource(task, 0)).toBeUndefined();
  placement.add(full, 0, 1);
  expect(placement.capacity.resources[placement.shortResource(task, 0)!]).toBe('cpu');
  expect(placement.shortResource(task, 1)).toBeUndefined();
  placement.add(full, 0, 49);
  expect(placement.capacity.resources[placement.shortResource(task, 0)!]).toBe('pods');
});

test('two pods that may not share a host leave one slot on each', () => {
  const { placement, tasks: [task], slots } = place([PLAIN], web('web', { cpu: 2 }, apartFrom(HOST, 'web')));
  expect(slots(task)).toEqual([1, 1]);
  placement.add(task, 1, 1);
  expect(slots(task)).toEqual([1, 0]);
  placement.add(task, 1, -1);
  expect(slots(task)).toEqual([1, 1]);
});

test('two pods that may not share a zone close all its nodes', () => {
  const { placement, tasks: [task], slots } = place([ZONED], web('web', { cpu: 2 }, apartFrom(ZONE, 'web')));
  expect(slots(task)).toEqual([1, 1, 1, 1]);
  placement.add(task, 0, 1);
  expect(slots(task)).toEqual([0, 1, 0, 1]);
  placement.add(task, 0, -1);
  expect(slots(task)).toEqual([1, 1, 1, 1]);
});

test.each([
  ['host', HOST, [0, 4, 4, 4, 4, 4]],
  ['zone', ZONE, [0, 4, 0, 4, 4, 4]],
])('workloads that may not share a %s close it to each other, whoever asked for it', (_, key, expected) => {
  const {
    placement, tasks: [asks, other], slots,
  } = place([ZONED, PLAIN], web('asks', { cpu: 2 }, apartFrom(key, 'other')), web('other'));
  placement.add(asks, 0, 1);
  expect(slots(other)).toEqual(expected);
  expect(slots(asks)).toEqual([3, 4, 4, 4, 4, 4]);
  placement.add(asks, 0, -1);
  placement.add(other, 0, 1);
  expect(slots(asks)).toEqual(expected);
});

test('nodes without the label are no domain together', () => {
  const {
    placement, tasks: [asks, other], slots,
  } = place([PLAIN], web('asks', { cpu: 2 }, apartFrom(ZONE, 'other')), web('other'));
  placement.add(asks, 0, 1);
  expect(slots(other)).toEqual([3, 4]);
});

test.each([
  ['on a host and from another in a zone', HOST, ZONE, [[0, 1, 1, 1], [0, 4, 0, 4]]],
  ['in a zone and from another on a host', ZONE, HOST, [[0, 1, 0, 1], [0, 4, 4, 4]]],
])('a workload may keep away from itself %s', (_, own, others, expected) => {
  const { placement, tasks: [both, other], slots } = place([ZONED], web('both', { cpu: 2 }, {
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: own, labelSelector: { matchLabels: { app: 'both' } } },
      { topologyKey: others, labelSelector: { matchLabels: { app: 'other' } } },
    ] } },
  }), web('other'));
  placement.add(both, 0, 1);
  expect([slots(both), slots(other)]).toEqual(expected);
});

test('a copy has the same pods in the same domains, and changes alone', () => {
  const {
    placement, tasks: [task, other],
  } = place([ZONED], web('web', { cpu: 2 }, apartFrom(ZONE, 'web')), web('other'));
  placement.add(task, 0, 1);
  placement.add(other, 3, 2);
  const copy = copyOf(placement);
  expect(copy.room).toEqual(placement.room);
  expect(copy.pods).toEqual(placement.pods);
  expect([copy.slots(task, 2), copy.slots(task, 1)]).toEqual([0, 1]);
  copy.add(task, 1, 1);
  expect([copy.count(task, 1), placement.count(task, 1)]).toEqual([1, 0]);
  expect([copy.slots(task, 3), placement.slots(task, 3)]).toEqual([0, 1]);
});

test('a copy and its original do not change each other, whichever changes first', () => {
  const { placement, tasks: [task] } = place([ZONED], web('web', { cpu: 2 }, apartFrom(ZONE, 'web')));
  const told = (of: Placement) => [
    of.room.map(([, cpu]) => cpu / 1000), of.pods.map((pods) => pods.get(task.index) ?? 0),
    [...of.places[task.index]], [0, 1, 2, 3].map((node) => of.slots(task, node)),
  ];
  placement.add(task, 3, 1);
  placement.add(task, 0, 1);
  const copy = copyOf(placement);
  placement.add(task, 0, -1);
  // Places of a copy are in the order of the nodes.
  expect(told(copy)).toEqual([[6, 8, 8, 6], [1, 0, 0, 1], [[0, 1], [3, 1]], [0, 0, 0, 0]]);
  const [second, third] = [copyOf(copy), copyOf(placement)];
  copy.add(task, 3, -1);
  placement.take(1, Float64Array.of(0, 5000), 1);
  expect(told(copy)).toEqual([[6, 8, 8, 8], [1, 0, 0, 0], [[0, 1]], [0, 1, 0, 1]]);
  expect(told(placement)).toEqual([[8, 3, 8, 6], [0, 0, 0, 1], [[3, 1]], [1, 0, 1, 0]]);
  expect(told(second)).toEqual([[6, 8, 8, 6], [1, 0, 0, 1], [[0, 1], [3, 1]], [0, 0, 0, 0]]);
  expect(told(third)).toEqual([[8, 8, 8, 6], [0, 0, 0, 1], [[3, 1]], [1, 0, 1, 0]]);
  expect(placement.capacity.room.map(([, cpu]) => cpu / 1000)).toEqual([8, 8, 8, 8]);
});
