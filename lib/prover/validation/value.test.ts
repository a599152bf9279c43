import { Value } from './value';

const root = Value.of({ a: { 'b/~c': [{ d: 1 }, null, 'x'] }, nil: null, text: 't', yes: true });

describe('a value of an object', () => {
  test('knows its place, the last key of it, and what it stands in', () => {
    const [first] = root.get('a', 'b/~c').items;
    expect(first.get('d').pointer).toBe('/a/b~1~0c/0/d');
    expect([first.get('d').name, first.name, root.name]).toEqual(['d', '0', '']);
    expect([root.pointer, first.get('d').root.json, first.get('d').parent?.json]).toEqual(['', root.json, { d: 1 }]);
  });

  test('is there unless it is absent or null; null was given all the same', () => {
    expect([root.get('nil').isPresent, root.get('nil').isGiven]).toEqual([false, true]);
    expect([root.get('none').isPresent, root.get('none').isGiven]).toEqual([false, false]);
    expect([root.get('text').isPresent, root.get('text').isGiven]).toEqual([true, true]);
    expect([root.get('text', 'length').isGiven, root.get('none', 'a').isGiven, Value.of(null).isGiven])
      .toEqual([false, false, false]);
  });

  test('is looked for only among what the object itself holds', () => {
    expect([root.get('toString'), root.get('text').get('length'), root.get('none', 'a', 'b')].map(({ json }) => json))
      .toEqual([undefined, undefined, undefined]);
  });

  test.each([undefined, null, '', 0, false, [], {}])('%j is the zero of its type', (json) => {
    expect(Value.of(json).isZero).toBe(true);
  });

  test.each(['0', 1, true, [0], { a: null }])('%j is not', (json) => expect(Value.of(json).isZero).toBe(false));

  test('reads as the zero of a type that it is not of', () => {
    const [text, number, yes] = ['t', 2, true].map((json) => Value.of(json));
    expect([text.text, number.text, yes.text]).toEqual(['t', '', '']);
    expect([text.number, number.number, yes.number]).toEqual([0, 2, 0]);
    expect([text.isTrue, number.isTrue, yes.isTrue, Value.of('true').isTrue]).toEqual([false, false, true, false]);
    expect([text.items, text.entries, Value.of({ length: 1 }).items]).toEqual([[], [], []]);
  });

  test('has items and entries, of which null is there and undefined is not', () => {
    expect(root.get('a', 'b/~c').items.map(({ pointer }) => pointer))
      .toEqual(['/a/b~1~0c/0', '/a/b~1~0c/1', '/a/b~1~0c/2']);
    const mixed = Value.of({ a: 1, b: null, c: undefined });
    expect(mixed.entries.map(([key, { pointer, json }]) => [key, pointer, json]))
      .toEqual([['a', '/a', 1], ['b', '/b', undefined]]);
    expect([mixed.keys, Value.of(['a']).keys]).toEqual([['a'], []]);
  });

  test('can leave out what it holds and stay in its place', () => {
    const hidden = root.get('text').withoutJson();
    expect([hidden.json, hidden.pointer, hidden.root.json]).toEqual([undefined, '/text', root.json]);
  });
});
