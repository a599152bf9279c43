import { append } from './append';

test('items are added to the list of their key, which is made where there is none', () => {
  const map = new Map<string, number[]>();
  append(map, 'a', 1);
  const list = map.get('a');
  append(map, 'a', 2);
  append(map, 'b', 3);
  expect([[...map], map.get('a') === list]).toEqual([[['a', [1, 2]], ['b', [3]]], true]);
});
