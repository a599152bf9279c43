import { mostTaken } from './most-taken';

test('pods take most where each stands on the node on which it does', () => {
  expect(mostTaken([[0, 1, 1], [0, 2]])).toEqual([0, 2, 3, 3]);
  expect(mostTaken([[0, 0, 3]])).toEqual([0, 0, 3]);
});

test('more of them take no less, also where they have to stand on nodes on which they take nothing', () => {
  expect(mostTaken([[0, 2, 1]])).toEqual([0, 2, 2]);
  expect(mostTaken([])).toEqual([0]);
});
