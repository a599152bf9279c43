import fc from 'fast-check';
import { NodeOrder } from './node-order';
import { runs } from '../../../test/support/sample';

const NODES = 8;

test('nodes stand by their rank, whatever has changed', () => {
  const changes = fc.array(fc.array(fc.tuple(fc.nat(NODES - 1), fc.integer({ min: -3, max: 3 })), { maxLength: 5 }));
  fc.assert(fc.property(fc.array(fc.nat(3), { minLength: NODES, maxLength: NODES }), changes, (ranks, rounds) => {
    const nodes = ranks.map((_, node) => node);
    const changed = new Float64Array(NODES);
    let clock = 0;
    const fill = (node: number) => node % 2;
    const order = new NodeOrder(nodes, fill, (node) => ranks[node], changed, clock);
    for (const round of rounds) {
      for (const [node, rank] of round) {
        ranks[node] = rank;
        changed[node] = ++clock;
      }
      const expected = [...nodes].sort((one, two) => fill(one) - fill(two) || ranks[one] - ranks[two] || one - two);
      expect(order.at(clock).map(({ node }) => node)).toEqual(expected);
    }
  }), { numRuns: runs(300) });
});

test('only nodes that have changed are ranked again', () => {
  const rank = jest.fn((node: number) => node);
  const changed = new Float64Array(3);
  const order = new NodeOrder([0, 1, 2], () => 0, rank, changed, 0);
  changed[1] = 1;
  order.at(1);
  order.at(1);
  expect(rank.mock.calls.map(([node]) => node)).toEqual([0, 1, 2, 1]);
});
