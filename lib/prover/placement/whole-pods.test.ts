import { slotsBesideWholePods } from './whole-pods';

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
