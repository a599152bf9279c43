import { isCount } from './count';

test.each([0, 1, 2 ** 31 - 1])('%d is a count', (value) => {
  expect(isCount(value, 0)).toBe(true);
});

test.each([-1, 1.5, NaN, Infinity, 2 ** 31, 1e300])('%d is no count', (value) => {
  expect(isCount(value, 0)).toBe(false);
});

test('a count below the least is none', () => {
  expect(isCount(0, 1)).toBe(false);
});
