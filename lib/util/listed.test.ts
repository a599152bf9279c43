import { listed } from './listed';

test.each([
  [['a'], 3, 'a'], [['a', 'b', 'c'], 3, 'a, b, c'], [['a', 'b', 'c', 'd'], 3, 'a, b, c and 1 more'],
])('%j with %i names at most', (names, most, text) => expect(listed(names, most)).toBe(text));
