import fc from 'fast-check';
import { NodeOrder } from './node-order';
import { runs } from '../../../../test/support/sample';

const NODES = 8;

test('nodes stand by their rank, whatever has changed, be it few or many', () => {
  const round = fc.array(fc.tuple(fc.nat(NODES - 1), fc.integer({ min: -3, max: 3 })), { maxLength: 60, size: '+1' });
  const first = fc.array(fc.nat(3), { minLength: NODES, maxLength: NODES });
  fc.assert(fc.property(first, fc.array(round), (ranks, rounds) => {
    const nodes = ranks.map((_, node) => node);
    const changes: number[] = [];
    const fill = (node: number) => node % 2;
    const order = new NodeOrder(nodes, fill, (node) => ranks[node], changes);
    for (const changed of rounds) {
      for (const [node, rank] of changed) {
        ranks[node] = rank;
        changes.push(node);
      }
      const expected = [...nodes].sort((one, two) => fill(one) - fill(two) || ranks[one] - ranks[two] || one - two);
      expect(order.now().map(({ node }) => node)).toEqual(expected);
    }
  }), { numRuns: runs(300) });
});

test('nodes without room are in it no longer, be it few or many that have filled up', () => {
  for (const many of [3, 60]) {
    const full = new Set([0]);
    const changes: number[] = [];
    const order = new NodeOrder([0, 1, 2, 3], () => 0, (node) => (full.has(node) ? undefined : node), changes);
    expect(order.now().map(({ node }) => node)).toEqual([1, 2, 3]);
    full.add(2);
    changes.push(...new Array<number>(many).fill(2));
    expect(order.now().map(({ node }) => node)).toEqual([1, 3]);
  }
});

test('only nodes that have changed are ranked again', () => {
  const rank = jest.fn((node: number) => node);
  const changes: number[] = [];
  const order = new NodeOrder([0, 1, 2], () => 0, rank, changes);
  changes.push(1);
  order.now();
  order.now();
  expect(rank.mock.calls.map(([node]) => node)).toEqual([0, 1, 2, 1]);
});
