import { MOST_KINDS, slotsBesideWholePods } from './whole-pods';

const of = (...amounts: number[]) => Float64Array.from(amounts);
const slots = (room: number, request: number, ...comers: [request: number, pods: number][]) =>
  slotsBesideWholePods(
    of(100, room),
    of(1, request),
    Math.floor(room / request),
    comers.map(([amount, pods]) => ({ requests: of(1, amount), pods })),
  );

test('a node keeps what no number of whole pods can take', () => {
  expect(slots(8, 2, [6, 2])).toBe(1);
  expect(slots(8, 3, [6, 2])).toBe(0);
  expect(slots(8, 2)).toBe(4);
  expect(slots(8, 2, [3, 1], [4, 1])).toBe(0);
  expect(slots(9, 2, [3, 1], [4, 1])).toBe(1);
});

test('pods that cannot come to the node at all take nothing', () => expect(slots(8, 2, [9, 5])).toBe(4));

test('fails to say anything where sums or kinds are too many', () => {
  expect(slots(1000, 1, [1, 1000])).toBe(0);
  expect(slots(8, 2, ...Array.from({ length: 17 }, (): [number, number] => [9, 1]))).toBe(0);
});

describe('whole pods of others on a node', () => {
  const of = (cpu: number, pods = 9) => ({ requests: Float64Array.of(1, cpu), pods });
  const kept = (room: number, empty: number, comers: ReturnType<typeof of>[], roomOfComers?: number) =>
    slotsBesideWholePods(Float64Array.of(Infinity, room), Float64Array.of(1, 2), empty, comers,
      roomOfComers === undefined ? undefined : Float64Array.of(Infinity, roomOfComers));

  test('leave what no sum of their requests takes', () => {
    expect([kept(8, 4, [of(6)]), kept(8, 4, [of(6), of(1, 1)]), kept(8, 4, [of(6), of(1)]), kept(8, 4, [of(3)]),
      kept(8, 4, [])])
      .toEqual([1, 0, 0, 1, 4]);
    expect([kept(9, 4, [of(6), of(1, 1)]), kept(9, 4, [of(3, 2)]), kept(9, 4, [of(3, 3)]), kept(9, 4, [of(9)])])
      .toEqual([1, 1, 0, 0]);
  });

  test('are no more than there are, and none that are larger than the node', () => {
    expect([kept(8, 4, [of(2, 1)]), kept(8, 4, [of(2, 3)]), kept(8, 4, [of(2, 4)]), kept(8, 4, [of(9)]),
      kept(8, 4, [of(0)])])
      .toEqual([3, 1, 0, 4, 4]);
    expect([kept(8, 4, [of(9)], 9), kept(8, 4, [of(9)], 8)]).toEqual([0, 4]);
  });

  test('are not told apart beyond so many kinds, or sums', () => {
    const kinds = (count: number) => kept(100, 50, Array.from({ length: count }, () => of(99, 1)));
    expect([kinds(MOST_KINDS), kinds(MOST_KINDS + 1)]).toEqual([0, 0]);
    const large = (count: number) => kept(100, 50, Array.from({ length: count }, () => of(101, 1)));
    expect([large(MOST_KINDS), large(MOST_KINDS + 1)]).toEqual([50, 0]);
    // Sums of pods of 1: none, 1 and so on.
    expect([kept(1000, 500, [of(1, 399)]), kept(1000, 500, [of(1, 400)])]).toEqual([300, 0]);
  });
});
