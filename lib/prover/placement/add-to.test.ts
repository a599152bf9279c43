import { addTo } from './add-to';

test('what is counted of a key goes with its last one', () => {
  const counts = new Map([['a', 1]]);
  addTo(counts, 'a', 2);
  addTo(counts, 'b', 1);
  expect([...counts]).toEqual([['a', 3], ['b', 1]]);
  addTo(counts, 'a', -3);
  expect([...counts]).toEqual([['b', 1]]);
});
