import fc from 'fast-check';
import { ObjectSplitter } from './split-objects';

function split(text: string, size = 7): { objects: unknown[]; cutOff?: number } {
  const objects: unknown[] = [];
  const splitter = new ObjectSplitter((object) => objects.push(object));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    splitter.write(bytes.subarray(at, at + size));
  }
  return { objects, cutOff: splitter.end()?.objects };
}

const object = { kind: 'Pod', metadata: { name: 'a"b\\', labels: { items: '}' } }, spec: { items: [{ key: '[' }] } };

test.each([
  ['a list', JSON.stringify({ apiVersion: 'v1', items: [object, object], kind: 'List' }), 2],
  ['an indented list', JSON.stringify({ kind: 'List', metadata: { a: ['x'] }, items: [object] }, undefined, 4), 1],
  ['an empty list', '{"kind": "List", "items" : [ ]}', 0],
  ['one object', JSON.stringify(object), 1],
  [
    'several lists one after another', `${JSON.stringify({ items: [object] })}\n${JSON.stringify({ items: [object] })}`,
    2,
  ],
  ['objects one after another', `${JSON.stringify(object)}\n\n${JSON.stringify(object)}\n`, 2],
  ['a plain list of objects', JSON.stringify([object, object, object]), 3],
  ['nothing', ' \n', 0],
])('reads %s, however it is cut into chunks', (_, text, count) => {
  for (const size of [1, 2, 7, 64, 10_000]) {
    expect(split(text, size)).toEqual({ objects: Array(count).fill(object), cutOff: undefined });
  }
});

test('every text that JSON can write comes out as it went in', () => {
  const item = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)) as object);
  fc.assert(fc.property(fc.array(item), fc.integer({ min: 1, max: 40 }), (items, size) => {
    expect(split(JSON.stringify({ kind: 'List', items }), size).objects).toEqual(items);
  }));
});

test('fails when the text is cut off, and says after how many objects', () => {
  const text = JSON.stringify({ items: [object, object] });
  const one = JSON.stringify(object).length;
  const counts = [5, 10 + one - 1, 10 + one, text.length - 3, text.length - 2, text.length - 1]
    .map((end) => split(text.slice(0, end)).cutOff);
  expect(counts).toEqual([0, 0, 1, 1, 2, 2]);
  expect(split('{"items": [').cutOff).toBe(0);
  expect(split(JSON.stringify(object).slice(0, -1)).cutOff).toBe(0);
});

test('fails when an object is larger than any the API server takes', () => {
  const splitter = new ObjectSplitter(() => undefined);
  expect(() => {
    for (let chunks = 0; chunks < 20; chunks++) {
      splitter.write(Buffer.from(`{"a": "${'x'.repeat(2 ** 20)}`));
    }
  }).toThrow(/an object of more than 16 MiB/);
});
