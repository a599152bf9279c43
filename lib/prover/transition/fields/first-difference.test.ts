import { firstDifference } from './first-difference';

test('the deepest place that both values have is named, the first of several', () => {
  const one = { spec: { containers: [{ name: 'main', image: 'a:1' }], dnsPolicy: 'Default' } };
  const two = { spec: { containers: [{ name: 'main', image: 'a:2' }], dnsPolicy: 'None' } };
  expect(firstDifference(one, two)).toEqual({ path: ['spec', 'containers', '0', 'image'], one: 'a:1', two: 'a:2' });
});

test('what only one of them has stands against nothing', () => {
  expect(firstDifference({ a: 1 }, { a: 1, b: [2] })).toEqual({ path: ['b'], one: undefined, two: [2] });
  expect(firstDifference([1], [1, 2])).toEqual({ path: ['1'], one: undefined, two: 2 });
});

test('values of different shapes are named whole', () => {
  expect(firstDifference({ a: [1] }, { a: { 0: 1 } })).toEqual({ path: ['a'], one: [1], two: { 0: 1 } });
  expect(firstDifference('x', 'y')).toEqual({ path: [], one: 'x', two: 'y' });
});

test('nothing is said of the same values, however their keys are sorted', () => {
  expect(firstDifference({ a: 1, b: { c: null } }, { b: { c: null }, a: 1 })).toBeUndefined();
});
