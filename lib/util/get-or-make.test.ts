import { getOrMake } from './get-or-make';

test('what a map has not is made once, and kept', () => {
  const known = new Map([['a', 0]]);
  let made = 0;
  const get = (key: string) => getOrMake(known, key, () => ++made);
  expect([get('a'), get('b'), get('b'), get('c')]).toEqual([0, 1, 1, 2]);
  expect([...known]).toEqual([['a', 0], ['b', 1], ['c', 2]]);
});
