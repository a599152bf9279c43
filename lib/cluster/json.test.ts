import { asList, asMap, asText } from './json';

test.each<[unknown, object, unknown[], string]>([
  [{ a: 1 }, { a: 1 }, [], ''], [[1], {}, [1], ''], [null, {}, [], ''], [undefined, {}, [], ''], ['x', {}, [], 'x'],
  [5, {}, [], '5'], [true, {}, [], ''],
])('%j is read as an object, a list and text', (value, map, list, text) =>
  expect([asMap(value), asList(value), asText(value)]).toEqual([map, list, text]));
