import { requireWhole } from './whole-number';

test('a whole number in its range is given back', () => {
  expect([requireWhole('a', 'nodes', 0, 0), requireWhole('a', 'nodes', 5_000, 0), requireWhole('a', 'x', 9, 9, 9)])
    .toEqual([0, 5_000, 9]);
});

test.each<[number, number, number | undefined, string]>([
  [-1, 0, undefined, 'write a whole number from 0 to 5000'], [5_001, 0, undefined,
  'write a whole number from 0 to 5000'],
  [1.5, 1, 3, 'write a whole number from 1 to 3'], [4, 1, 3, 'write a whole number from 1 to 3'],
  [Number.NaN, 1, 3, 'write a whole number from 1 to 3'],
])('%p is none from %i to %p', (value, least, most, remedy) =>
  expect(() => requireWhole('a', 'nodes', value, least, most)).toThrow(`node pool 'a': nodes is ${value}; ${remedy}`));
