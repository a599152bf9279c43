import fc from 'fast-check';
import { KnownPrices } from './known-prices';
import { PricedComer, PricedNodes } from './priced-nodes';
import { destroyedAtPrices, Priced } from './slot-prices';
import { runs } from '../../../../test/support/sample';

interface Case {
  readonly requests: [number, number];
  readonly nodes: { room: [number, number]; only?: number }[];
  readonly comers: { requests: [number, number]; pods: number }[];
}

const pair = (least: number, most: number) =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: 0, max: most }));
const cases: fc.Arbitrary<Case> = fc.record({
  requests: pair(1, 3),
  nodes: fc.array(fc.record({ room: pair(1, 8), only: fc.option(fc.nat(2), { nil: undefined }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  comers: fc.array(fc.record({ requests: pair(0, 4), pods: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
});

const slotsOf = (room: readonly number[], [one, two]: [number, number]) =>
  Math.max(0, Math.min(Math.floor(room[0] / one), two > 0 ? Math.floor(room[1] / two) : Infinity));

/** The most slots that any way to place some of the comers takes. */
function mostDestroyed({ requests, nodes, comers }: Case): number {
  const pods = comers.flatMap((comer, index) => Array.from({ length: comer.pods }, () => index));
  const rooms = nodes.map(({ room }) => [...room]);
  const whole = nodes.reduce((sum, { room }) => sum + slotsOf(room, requests), 0);
  const least = (at: number): number => {
    if (at === pods.length) {
      return rooms.reduce((sum, room) => sum + slotsOf(room, requests), 0);
    }
    const [one, two] = comers[pods[at]].requests;
    return Math.min(
      least(at + 1),
      ...nodes.map(({ only }, node) => {
        if ((only !== undefined && only !== pods[at]) || rooms[node][0] < one || rooms[node][1] < two) {
          return Infinity;
        }
        [rooms[node][0], rooms[node][1]] = [rooms[node][0] - one, rooms[node][1] - two];
        const found = least(at + 1);
        [rooms[node][0], rooms[node][1]] = [rooms[node][0] + one, rooms[node][1] + two];
        return found;
      }),
    );
  };
  return whole - least(0);
}

function bound(given: Case, enough: number): number {
  return Math.floor(pricesOf(given, enough).value + 1e-6);
}

/** `own`: the comer that asks the same as the pod in question. */
function pricesOf({ requests, nodes, comers }: Case, enough: number, own?: number): Priced {
  const priced = nodes.map(({ room, only }): PricedNodes => ({
    count: 1,
    room: Float64Array.from(room),
    slots: slotsOf(room, requests),
    admits: comers.map((_, index) => only === undefined || only === index),
  }));
  const sellers = comers.map(({ requests: each, pods }): PricedComer => ({ requests: Float64Array.from(each), pods }));
  return destroyedAtPrices(Float64Array.from(requests), priced, sellers, enough, own);
}

test('no way to place the comers takes more slots than at prices', () => {
  fc.assert(
    fc.property(cases, fc.nat(6), (given, enough) => {
      expect(bound(given, enough)).toBeGreaterThanOrEqual(mostDestroyed(given));
    }),
    { numRuns: runs(1_500) },
  );
});

test('prices bound what is destroyed where more pods of the same kind come than they were found for, or fewer', () => {
  fc.assert(
    fc.property(cases, fc.nat(6), fc.shuffledSubarray([1, 2, 3], { minLength: 2 }), (given, enough, numbers) => {
      const known = new KnownPrices();
      const nodes = given.nodes.map(({ room }) => ({ room }));
      const others = given.comers.slice(1);
      for (const pods of numbers) {
        const all = { ...given, nodes, comers: [...others, { requests: given.requests, pods }] };
        const most = known.destroyed(5 - pods, enough, () => pricesOf(all, enough, others.length));
        expect(most).toBeGreaterThanOrEqual(mostDestroyed(all));
      }
    }),
    { numRuns: runs(1_500) },
  );
});

test('is mostly exact', () => {
  let [exact, all] = [0, 0];
  fc.assert(
    fc.property(cases, (given) => {
      exact += Number(bound(given, 0) === mostDestroyed(given));
      all++;
    }),
    { numRuns: runs(400), seed: 7 },
  );
  expect(exact / all).toBeGreaterThan(0.7);
});

test('a resource that closes no node is worth nothing: eight devices bring at most 32 of 190 cores', () => {
  const requests: [number, number] = [4, 2];
  const comers = [1, 2, 4].map((devices) => ({ requests: [4 * devices, devices] as [number, number], pods: 6 }));
  const nodes = Array.from({ length: 6 }, () => ({ room: [190, 8] as [number, number] }));
  // 42 devices of others on 48: six are left, and it takes seven of eight to close a node.
  expect(bound({ requests, nodes, comers }, 0)).toBe(24);
  expect(bound({ requests, nodes: nodes.slice(1).concat({ room: [190, 12] }), comers }, 0)).toBeLessThan(26);
});
