import { WholeLoads } from './whole-loads';

const loads = (room: number[], pods: number[][], resource = 0) =>
  WholeLoads.of(Float64Array.from(room), resource, pods.map((each) => Float64Array.from(each)));

test('a load is one that whole pods make', () => {
  const some = loads([12, 99], [[5, 0], [4, 0]]);
  expect([-1, 0, 4, 5, 8, 9, 10].map((load) => some.above(load))).toEqual([0, 4, 5, 8, 9, 10, 12]);
  expect(some.above(12)).toBe(Infinity);
});

test('pods that ask for more of something else than the node has make none', () => {
  expect(loads([12, 5], [[4, 2], [3, 3]]).above(7)).toBe(8);
  expect(loads([12, 5], [[4, 2], [3, 3]]).above(8)).toBe(Infinity);
  expect(loads([12, Infinity], [[4, 2], [3, 3]]).above(8)).toBe(9);
});

test('nothing is loaded by pods that ask for none, and by parts nothing is known', () => {
  expect(loads([12, 99], [[0, 5]]).above(3)).toBe(3);
  expect(loads([12, 99], [[0.5, 0]]).above(3)).toBe(3);
});

test('where there are too many loads, common divisors are looked at', () => {
  expect(loads([9_000_000, 9], [[4, 0], [6, 0]]).above(0)).toBe(2);
});
