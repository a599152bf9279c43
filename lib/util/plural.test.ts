import { plural } from './plural';

test('a noun is of one, or of several', () => {
  expect([0, 1, 2].map((count) => plural(count, 'node'))).toEqual(['0 nodes', '1 node', '2 nodes']);
});
