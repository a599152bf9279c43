import { closingPlans, Ground } from './closing-plans';

const amounts = (...all: number[]) => Float64Array.from(all);
const ROOM = amounts(99, 10, 40);
const SMALL = amounts(0, 1, 1);
/** So many nodes of 10 cpu and 40 of memory, filled by pods of so much of both, so many of each. */
function ground(nodes: number, ...pods: [cpu: number, memory: number, count: number][]): Ground {
  const rooms = Array.from({ length: nodes }, () => ROOM);
  const [cpu, memory] = [1, 2].map((at) => pods.reduce((sum, each) => sum + each[at - 1] * each[2], 0));
  const left = rooms.map(() => amounts(99, 10 - cpu / nodes, 40 - memory / nodes));
  return { rooms, left, pods: pods.map(([one, two, count]) => ({ requests: amounts(1, one, two), pods: count })) };
}

test('nodes are shared out between two resources that close them', () => {
  // Pods of 2 cpu fill 3 nodes with next to no memory; pods of 8 memory fill one by memory with little cpu.
  const [first] = closingPlans(SMALL, ground(4, [2, 1, 15], [1, 8, 5]));
  expect(first).toMatchObject({ one: 1, two: 2, count: 1 });
});

test('a plan for each number of nodes that leaves something over, the roomiest first, and four at most', () => {
  const plans = closingPlans(SMALL, ground(10, [2, 1, 50], [1, 8, 20]));
  expect(plans.length).toBeLessThanOrEqual(4);
  const slacks = plans.map((plan) => (plan as unknown as { slack: number }).slack);
  expect(slacks).toEqual([...slacks].sort((one, two) => two - one));
  expect(Math.min(...slacks)).toBeGreaterThan(0);
});

test('there is none where pods are too few, one resource is asked for, or a room has no end', () => {
  expect(closingPlans(SMALL, ground(4, [1, 1, 2]))).toEqual([]);
  expect(closingPlans(amounts(0, 1, 0), ground(4, [2, 1, 15], [1, 8, 5]))).toEqual([]);
  const endless = ground(4, [2, 1, 15], [1, 8, 5]);
  const rooms = endless.rooms.map((_, node) => (node === 0 ? amounts(99, 10, Infinity) : ROOM));
  expect(closingPlans(SMALL, { ...endless, rooms })).toEqual([]);
});

test('how much a plan leaves over is counted in nodes, parts of pods allowed', () => {
  // Of two nodes one is closed by 39 memory: pods of 14 that ask 1 cpu, then a part of one that asks 2. The other one
  // is closed by 9 cpu of pods without memory. What is left of cpu goes to the first node, but for 1 on the second.
  const plans = (...pods: [number, number, number][]) =>
    closingPlans(SMALL, ground(2, ...pods)) as unknown as { count: number; slack: number }[];
  const [only, ...more] = plans([1, 0, 9], [1, 14, 2], [2, 14, 1]);
  expect([only.count, more]).toEqual([1, []]);
  expect(only.slack).toBeCloseTo((10 - (2 + 2 * 11 / 14) - (20 - 13 - 1)) / 10, 9);
  expect(plans([1, 0, 9], [1, 14, 3])[0].slack).toBeCloseTo((10 - 3 * 39 / 42 - (20 - 12 - 1)) / 10, 9);
  // By memory there is least to spare here: 38 are left, of which one stays where it closes.
  expect(plans([1, 0, 10], [1, 14, 3])[0].slack).toBeCloseTo((40 - (38 - 1)) / 40, 9);
  // One pod of cpu fewer, and the other node stays open.
  expect(plans([1, 0, 8], [1, 14, 3])).toEqual([]);
});
