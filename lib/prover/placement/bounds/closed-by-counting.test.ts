import fc from 'fast-check';
import { mayAllBeClosed } from './closed-by-counting';
import { PricedComer, PricedNodes } from './priced-nodes';
import { runs } from '../../../../test/support/sample';

type Amounts = [number, number, number];

interface Case {
  readonly requests: Amounts;
  readonly nodes: { room: Amounts; count: number }[];
  readonly comers: { requests: Amounts; pods: number }[];
  readonly free: number;
}

const amounts = (least: number, most: number) =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.nat(most), fc.nat(most));
const large = fc.integer({ min: 3, max: 7 });
const cases: fc.Arbitrary<Case> = fc.record({
  requests: amounts(1, 3),
  nodes: fc.array(fc.record({ room: fc.tuple(large, large, large), count: fc.integer({ min: 1, max: 2 }) }), {
    minLength: 1, maxLength: 2,
  }),
  comers: fc.array(fc.record({ requests: amounts(0, 4), pods: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1, maxLength: 3,
  }),
  free: fc.nat(1),
});

const holds = (room: readonly number[], requests: Amounts) =>
  requests.every((amount, resource) => amount <= room[resource]);

/** The fewest nodes with room for one more that any way to place some of the comers leaves. */
function fewestOpen({ requests, nodes, comers }: Case): number {
  const pods = comers.flatMap((comer) => Array.from({ length: comer.pods }, () => comer.requests));
  const rooms = nodes.flatMap(({ room, count }) => Array.from({ length: count }, () => [...room]));
  const fewest = (at: number): number => at === pods.length
    ? rooms.filter((room) => holds(room, requests)).length
    : Math.min(fewest(at + 1), ...rooms.map((room) => {
        if (!holds(room, pods[at])) {
          return Infinity;
        }
        pods[at].forEach((amount, resource) => (room[resource] -= amount));
        const found = fewest(at + 1);
        pods[at].forEach((amount, resource) => (room[resource] += amount));
        return found;
      }));
  return fewest(0);
}

function mayBe({ requests, nodes, comers, free }: Case): boolean {
  const kinds = nodes.map(({ room, count }): PricedNodes =>
    ({ count, room: Float64Array.from(room), slots: 1, admits: comers.map(() => true) }));
  const sellers = comers.map(({ requests: each, pods }): PricedComer => ({ requests: Float64Array.from(each), pods }));
  return mayAllBeClosed(Float64Array.from(requests), kinds, sellers, free);
}

test('nodes that some placement closes may be closed by counting', () => {
  fc.assert(
    fc.property(cases, (given) => {
      expect(mayBe(given) || fewestOpen(given) > given.free).toBe(true);
    }),
    { numRuns: runs(1_500) },
  );
});

test('and those that none closes mostly not', () => {
  let [told, all] = [0, 0];
  fc.assert(
    fc.property(cases, (given) => {
      const isNever = fewestOpen(given) > given.free;
      told += Number(isNever && !mayBe(given));
      all += Number(isNever);
    }),
    { numRuns: runs(400), seed: 7 },
  );
  expect(told / all).toBeGreaterThan(0.8);
});

test('pods that close one node by its cores are missing where others close theirs by devices', () => {
  const requests: Amounts = [1, 1, 0];
  const comers = [{ requests: [1, 2, 0] as Amounts, pods: 6 }, { requests: [1, 1, 0] as Amounts, pods: 14 }];
  const of = (cores: number, count: number) =>
    mayBe({ requests, nodes: [{ room: [8, cores, 9], count }], comers, free: 0 });
  expect([of(12, 2), of(12, 3), of(8, 3)]).toEqual([true, false, true]);
});
