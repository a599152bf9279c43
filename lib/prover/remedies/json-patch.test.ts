import { applyOperations, removeAt, setAt } from './json-patch';

const json = { spec: { 'replicas': 2, 'list': [{ name: 'a' }, { name: 'b' }], 'text': 'x', 'a/b~c': 1 } };

describe('writing at a path', () => {
  test('puts the value where all on the way is there', () => {
    expect(setAt(json, ['spec', 'replicas'], 3)).toEqual({ op: 'add', path: '/spec/replicas', value: 3 });
    expect(setAt(json, ['spec', 'list', '1', 'name'], 'c'))
      .toEqual({ op: 'add', path: '/spec/list/1/name', value: 'c' });
    expect(setAt(json, ['kind'], 'Pod')).toEqual({ op: 'add', path: '/kind', value: 'Pod' });
  });

  test('makes the objects on the way that are missing, or are none', () => {
    expect(setAt(json, ['spec', 'a', 'b', 'c'], 1)).toEqual({ op: 'add', path: '/spec/a', value: { b: { c: 1 } } });
    expect(setAt(json, ['status', 'phase'], 1)).toEqual({ op: 'add', path: '/status', value: { phase: 1 } });
    expect(setAt(json, ['spec', 'text', 'a'], 1)).toEqual({ op: 'add', path: '/spec/text', value: { a: 1 } });
    expect(setAt(json, ['spec', 'list', '7', 'a'], 1)).toEqual({ op: 'add', path: '/spec/list/7', value: { a: 1 } });
    expect(setAt(json, ['spec', 'toString', 'a'], 1)).toEqual({ op: 'add', path: '/spec/toString', value: { a: 1 } });
  });

  test('escapes keys as RFC 6901 says', () =>
    expect(setAt(json, ['spec', 'a/b~c'], 2).path).toBe('/spec/a~1b~0c'));
});

test('nothing is removed where nothing is', () => {
  expect(removeAt(json, ['spec', 'replicas'])).toEqual([{ op: 'remove', path: '/spec/replicas' }]);
  expect(removeAt(json, ['spec', 'list', '0'])).toEqual([{ op: 'remove', path: '/spec/list/0' }]);
  expect([removeAt(json, ['spec', 'other']), removeAt(json, ['spec', 'text', '0']), removeAt(json, ['a', 'b'])])
    .toEqual([[], [], []]);
});

describe('applied operations', () => {
  const applied = (...operations: Parameters<typeof applyOperations>[1]) => applyOperations(json, operations).spec;
  const list = (...operations: Parameters<typeof applyOperations>[1]) =>
    (applied(...operations) as { list: unknown }).list;

  test('replace, add and remove members of objects, and leave the object as it was', () => {
    const before = JSON.stringify(json);
    expect(applied({ op: 'add', path: '/spec/replicas', value: 5 })).toEqual({ ...json.spec, replicas: 5 });
    const { replicas: _, ...rest } = json.spec;
    expect(applied({ op: 'remove', path: '/spec/replicas' })).toEqual(rest);
    expect(applied({ op: 'add', path: '/spec/a~1b~0c', value: 2 })).toEqual({ ...json.spec, 'a/b~c': 2 });
    expect(JSON.stringify(json)).toBe(before);
  });

  test('insert, append and remove items of lists, and change what is within one', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name }));
    expect(list({ op: 'add', path: '/spec/list/1', value: c })).toEqual([a, c, b]);
    expect(list({ op: 'add', path: '/spec/list/-', value: c })).toEqual([a, b, c]);
    expect(list({ op: 'remove', path: '/spec/list/0' })).toEqual([b]);
    expect(list({ op: 'add', path: '/spec/list/0/name', value: 'c' })).toEqual([c, b]);
    expect(list({ op: 'remove', path: '/spec/list/0/name' })).toEqual([{}, b]);
  });

  test('come one after the other', () =>
    expect(list({ op: 'remove', path: '/spec/list/0' }, { op: 'remove', path: '/spec/list/0' })).toEqual([]));

  test('fail when the parent is not there', () =>
    expect(() => applied({ op: 'add', path: '/spec/a/b', value: 1 })).toThrow('no parent at /spec/a/b'));
});
