import { stringify } from 'yaml';
import { Model } from '../../manifests';
import { ChangedFields } from '.';

const load = (spec: object) => Model.load([{
  file: 'app.yaml', text: stringify({ apiVersion: 'example.com/v1', kind: 'Any', metadata: { name: 'a' }, spec }),
}]);
const nearest = (old: object, spec: object, pointer: string, isLive = false) =>
  new ChangedFields(load(old), isLive).nearest(load(spec).manifests[0], pointer);

test('a field that has changed is its own nearest', () => {
  expect(nearest({ a: 1, b: 1 }, { a: 1, b: 2 }, '/spec/b')).toBe('/spec/b');
  expect(nearest({ a: 1, b: 1 }, { a: 1, b: { c: { d: 1 } } }, '/spec/b/c/d')).toBe('/spec/b/c/d');
});

test('else it is the changed field with which it has most of its path in common, the first of several', () => {
  const [old, asked] = [{ a: { b: 1, c: 1 }, d: 1 }, { a: { b: 1, c: 2 }, d: 2 }];
  expect(nearest(old, asked, '/spec/a/b')).toBe('/spec/a/c');
  expect(nearest(old, asked, '/spec')).toBe('/spec/a/c');
});

test('items of a list are compared by name, and by place where they have none', () => {
  const named = (...list: [string, number][]) => ({ list: list.map(([name, size]) => ({ name, size })), kept: 1 });
  expect(nearest(named(['a', 1]), named(['new', 1], ['a', 1]), '/spec/kept')).toBe('/spec/list/0');
  expect(nearest(named(['a', 1], ['b', 1]), named(['b', 1], ['a', 2]), '/spec/kept')).toBe('/spec/list/1/size');
  expect(nearest({ list: [1, 2], kept: 1 }, { list: [1, 3], kept: 1 }, '/spec/kept')).toBe('/spec/list/1');
});

test('what is gone is shown where it stood, unless the API server may have filled it in', () => {
  expect(nearest({ a: { b: 1, c: 1 }, d: 1 }, { a: { b: 1 }, d: 1 }, '/spec/d')).toBe('/spec/a');
  expect(nearest({ list: ['x', 'y'], d: 1 }, { list: ['x'], d: 1 }, '/spec/d')).toBe('/spec/list');
  expect(nearest({ a: { b: 1, c: 1 }, d: 1 }, { a: { b: 1 }, d: 1 }, '/spec/d', true)).toBe('/spec/d');
});

test('nothing is nearer where the object is the same, or new', () => {
  expect(nearest({ a: 1 }, { a: 1 }, '/spec/a')).toBe('/spec/a');
  expect(new ChangedFields(new Model([]), false).nearest(load({ a: 1 }).manifests[0], '/spec')).toBe('/spec');
});
