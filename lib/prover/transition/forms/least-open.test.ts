import fc from 'fast-check';
import { Crowd, LeastOpen } from './least-open';

const amounts = (...each: number[]) => Float64Array.from(each);
const crowd = (pods: number, ...shapes: number[][]): Crowd =>
  ({ pods, shapes: shapes.map((each) => amounts(...each)) });
const NOBODY = crowd(0);

test('every node with room is open where nobody comes, and none without', () => {
  const rooms = [amounts(4, 8), amounts(2, 9), amounts(1, 9), amounts(3, 0)];
  expect(new LeastOpen(amounts(1, 1), rooms, []).beside(NOBODY)).toBe(2);
});

test('a crowd closes what it fills to less than one pod', () => {
  // To close a node takes more than three of its four cores.
  const open = (pods: number) => new LeastOpen(amounts(1), [amounts(4), amounts(4)], [crowd(pods, [1])]).beside(NOBODY);
  expect([0, 3, 4, 5, 6, 7, 8].map(open)).toEqual([2, 1, 1, 1, 0, 0, 0]);
});

test('pods are counted by their largest shape, and those that come beside with them', () => {
  const counted = new LeastOpen(amounts(1), [amounts(4), amounts(4)], [crowd(1, [1], [2])]);
  // Two cores close neither, four one, and six both at most.
  expect([0, 1, 2].map((pods) => counted.beside(crowd(pods, [2])))).toEqual([2, 1, 0]);
});

test('what is plenty counts less than what is scarce', () => {
  // Four cores are full by five pods of one, however little of the memory each takes.
  const rooms = [amounts(4, 100), amounts(4, 100)];
  const light = new LeastOpen(amounts(1, 10), rooms, [crowd(5, [1, 20])]);
  expect(light.beside(NOBODY)).toBe(1);
});

test('what the pod does not ask for closes nothing', () => {
  expect(new LeastOpen(amounts(1, 0), [amounts(4, 1)], [crowd(9, [0, 1])]).beside(NOBODY)).toBe(1);
});

/** Fewest nodes with room for one more pod over all ways to place some of the others. */
function fewestOpen(requests: Float64Array, rooms: Float64Array[], pods: Float64Array[]): number {
  const [first, ...others] = pods;
  const fits = (room: Float64Array, pod: Float64Array) => pod.every((amount, resource) => amount <= room[resource]);
  if (!first) {
    return rooms.filter((room) => fits(room, requests)).length;
  }
  return Math.min(fewestOpen(requests, rooms, others), ...rooms.flatMap((room, node) => !fits(room, first) ? []
    : fewestOpen(requests, rooms.map((each, index) =>
      (index === node ? room.map((left, resource) => left - first[resource]) : each)), others)));
}

test('no way to place the others leaves fewer open', () => {
  const pair = (min: number, max: number) =>
    fc.tuple(fc.integer({ min, max }), fc.integer({ min: 0, max })).map((each) => amounts(...each));
  fc.assert(fc.property(
    pair(1, 4), fc.array(pair(0, 9), { minLength: 1, maxLength: 3 }), fc.array(pair(0, 6), { maxLength: 4 }),
    pair(0, 4),
    (requests, rooms, pods, own) => {
      const counted = new LeastOpen(requests, rooms, pods.map((each) => ({ pods: 1, shapes: [each] })));
      return counted.beside(NOBODY) <= fewestOpen(requests, rooms, pods)
        && counted.beside({ pods: 1, shapes: [own] }) <= fewestOpen(requests, rooms, [...pods, own]);
    },
  ));
});
