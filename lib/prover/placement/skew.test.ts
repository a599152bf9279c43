import { domainCounts, domainsWithRoom, globalMinimum, isNeverUneven, skewAllows, skewHolds, skewView } from './skew';
import { Spread } from './tasks/task';
import { spreadOver, taskOf } from '../../../test/support/capacity';

const own = taskOf();
const other = taskOf({ index: 1 });
// Nodes 0 and 1 are zone a, 2 is zone b, 3 has the label and does not count, 4 lacks it.
const OVER = [0, 0, 1, -1, -1];
const spread = (more: Partial<Spread> = {}) => spreadOver(OVER, { counted: [own], ...more });
const placed = (mine: number[], others: number[] = []) => ({
  places: [mine, others].map((pods) => new Map(pods.flatMap((count, node) => (count > 0 ? [[node, count]] : [])))),
  capacity: { domain: (node: number) => ['a', 'a', 'b', 'c', undefined][node] },
});
const open = (placement: ReturnType<typeof placed>, more: Partial<Spread> = {}) =>
  OVER.flatMap((_, node) => (skewAllows(placement, spread(more), node) ? [node] : []));

test('pods are counted in the domains of their nodes, and nowhere else', () => {
  expect(domainCounts(placed([1, 2, 4, 8, 16], [1]), spread())).toEqual([3, 4]);
  expect(domainCounts(placed([1, 2, 4, 8, 16], [1]), spread({ counted: [own, other] }))).toEqual([4, 4]);
  expect(domainCounts(placed([1], [0, 5]), spread({ counted: [other] }))).toEqual([5, 0]);
  expect(domainCounts(placed([1]), spread({ domains: 0, domainOf: [-1] }))).toEqual([]);
});

test('the least domain is the measure, and nothing where domains are fewer than asked for', () => {
  expect(globalMinimum([3, 2], spread())).toBe(2);
  expect(globalMinimum([3, 2], spread({ minDomains: 2 }))).toBe(2);
  expect(globalMinimum([3, 2], spread({ minDomains: 3 }))).toBe(0);
});

test('domains take pods as far as the skew lets them', () => {
  expect(domainsWithRoom([1, 1], spread())).toEqual([0, 1]);
  expect(domainsWithRoom([2, 1], spread())).toEqual([1]);
  expect(domainsWithRoom([2, 1], spread({ maxSkew: 2 }))).toEqual([0, 1]);
  expect(domainsWithRoom([3, 1], spread({ maxSkew: 2 }))).toEqual([1]);
  expect(domainsWithRoom([1, 1], spread({ minDomains: 3 }))).toEqual([]);
});

test('a node takes one more pod where its domain stays within the skew', () => {
  expect(open(placed([]))).toEqual([0, 1, 2, 3]);
  expect(open(placed([1]))).toEqual([2, 3]);
  expect(open(placed([1, 0, 1]))).toEqual([0, 1, 2, 3]);
  expect(open(placed([0, 0, 1]))).toEqual([0, 1, 3]);
  expect(open(placed([1, 0, 1]), { minDomains: 3 })).toEqual([3]);
  expect(open(placed([2, 0, 1]), { maxSkew: 2 })).toEqual([0, 1, 2, 3]);
});

test('a pod that does not count itself may come where the skew is reached', () => {
  expect(open(placed([], [1]), { counted: [other], self: false })).toEqual([0, 1, 2, 3]);
  expect(open(placed([], [2]), { counted: [other], self: false })).toEqual([2, 3]);
});

test('where no domain counts every node that has the label takes a pod', () => {
  const none = spread({ domainOf: OVER.map(() => -1), domains: 0 });
  expect(OVER.map((_, node) => skewView(placed([5]), none)(node))).toEqual([true, true, true, true, false]);
});

test('a view keeps the counts that it was made of', () => {
  const placement = placed([]);
  const lets = skewView(placement, spread());
  placement.places[0] = new Map([[0, 1]]);
  expect([lets(0), skewAllows(placement, spread(), 0)]).toEqual([true, false]);
});

test('pods stand evenly where no domain is above the least by more than the skew', () => {
  expect(skewHolds(placed([1, 1, 1]), spread())).toBe(true);
  expect(skewHolds(placed([1, 2, 1]), spread())).toBe(false);
  expect(skewHolds(placed([1, 2, 1]), spread({ maxSkew: 2 }))).toBe(true);
  expect(skewHolds(placed([1, 1, 2]), spread({ minDomains: 3 }))).toBe(false);
  expect(skewHolds(placed([1, 2, 1]), spread({ self: false }))).toBe(true);
  expect(skewHolds(placed([9]), spread({ domains: 0, domainOf: [-1] }))).toBe(true);
});

test('a single pod that counts none but itself is never uneven', () => {
  const never = (more: Partial<Spread>, most = 1) => isNeverUneven({ ...own, most, spreads: [spread(more)] });
  expect(isNeverUneven({ ...own, most: 5 })).toBe(true);
  expect([never({}), never({}, 2), never({ self: false }), never({ counted: [own, other] }), never({ counted: [] })])
    .toEqual([true, false, false, false, false]);
});
