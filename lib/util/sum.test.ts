import { sum } from './sum';

test('numbers of lists, sets and maps are added up, nothing to 0', () => {
  expect([sum([1, 2, 3]), sum(new Map([['a', 4], ['b', 5]]).values()), sum(Float64Array.of(0.5, 1)), sum([])])
    .toEqual([6, 9, 1.5, 0]);
});
