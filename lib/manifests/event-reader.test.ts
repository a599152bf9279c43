import { parseEvents } from 'js-yaml';
import { readEvents } from './event-reader';

const read = (text: string) => readEvents(text, parseEvents(text, {}));
const json = (text: string) => read(text).json;
const failure = (text: string) => {
  try {
    return json(text);
  } catch (error) {
    const { name, message, offset,
      reason } = error as { name: string; message: string; offset: number; reason: string };
    expect([name, message]).toEqual(['Error', reason]);
    return [offset, reason];
  }
};
const WRONG_MERGE = 'the key << takes in objects, and this is none; write an alias of an object, or quote the key';

test('values are read as kubectl reads them, in quotes as text', () => {
  expect(json('{a: [1, on, "on", \'010\', 010, ~], b: {c: x}, "d": null}\n')).toEqual({
    a: [1, true, 'on', '010', 8, null], b: { c: 'x' }, d: null,
  });
  expect(json('a: |\n  on\nb: >\n  no\n')).toEqual({ a: 'on\n', b: 'no\n' });
  expect(json('[]')).toEqual([]);
});

test('keys are text, an empty one for null', () => {
  expect(Object.keys(json('~: 1\n5: 2\non: 3\n') as object)).toEqual(['5', '', 'true']);
});

test('of a key that stands twice the last value counts', () => expect(json('a: 1\na: 2\n')).toEqual({ a: 2 }));

test('aliases are what they stand for, at their time', () => {
  expect(json('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  expect(json('a: &x {b: &y [1], c: *y}\nd: *x\n')).toEqual({ a: { b: [1], c: [1] }, d: { b: [1], c: [1] } });
});

test('an alias of nothing, or inside of itself, is no value', () => {
  const what = 'write out what is meant, text in quotes';
  expect(failure('a: *x')).toEqual([3, `an alias (*) of nothing; ${what}`]);
  expect(failure('a: &x [*x]')).toEqual([7, `an alias (*) that stands inside of what it stands for; ${what}`]);
});

test('objects are merged behind what stands there, the first of several before others', () => {
  expect(json('a: &x {p: 1, q: 2}\nb: {q: 3, <<: *x, r: 4}\n')).toMatchObject({ b: { p: 1, q: 3, r: 4 } });
  expect(json('{<<: [{a: 1}, {a: 2, b: 3}], c: 4}')).toEqual({ a: 1, b: 3, c: 4 });
  expect(json('{<<: {a: 1}, <<: {a: 2, b: 3}}')).toEqual({ a: 1, b: 3 });
  expect(json('{"<<": 1}')).toEqual({ '<<': 1 });
  expect(Object.keys(json('{<<: {__proto__: 1}}') as object)).toEqual(['__proto__']);
});

test.each([['{<<: 1}', 1], ['{<<: [{a: 1}, b]}', 1], ['a: {<<: ~}', 4], ['{<<: [[]]}', 1]])(
  'nothing is merged in %s', (text, offset) => expect(failure(text)).toEqual([offset, WRONG_MERGE]));

test('aliases that grow without end are no value', () => {
  const lines = ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]', ...[1, 2, 3, 4].map((level) =>
    `a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`).join(', ')}]`)];
  expect(failure(lines.join('\n'))).toEqual([expect.any(Number), expect.stringContaining('aliases that grow')]);
  expect(json(lines.slice(0, 2).join('\n'))).toBeDefined();
});

test('words that are read in two ways are told with the keys to them', () => {
  const words = (text: string) => read(text).doubtfulWords
    .map(({ path, text: word, value, isKey }) => [path.join('.'), word, value, isKey]);
  expect(words('a: {b: [x, on]}\nc: No\noff: {y: 1}\nd: true\ne: "on"\n')).toEqual([
    ['a.b.1', 'on', true, false], ['c', 'No', false, false], ['false', 'off', false, true],
    ['false.true', 'y', true, true],
  ]);
  expect(words('<<: {a: on}\n')).toEqual([['<<.a', 'on', true, false]]);
});
