import { parseDocument } from 'yaml';
import { doubtfulWords, isDoubtful, mayHoldDoubtfulWord, readingsOf } from './doubtful-word';
import { kubectlTags } from './yaml-scalars';

test.each([['y', true], ['N', true], ['Yes', true], ['NO', true], ['on', true], ['Off', true], ['true', false],
  ['yess', false], ['son', false],
  ['', false]])('%j is one: %p', (word, expected) => expect(isDoubtful(word)).toBe(expected));

test.each([
  ['a: on', true], ['on', true], ['- y\n', true], ['[no]', true], ['{a: off}', true], ['{on: 1}', true],
  ['a: on # b', true],
  ['a: on,b', true], ['? yes', true], ['a:\n  OFF\n', true], ['a: son', false], ['a: once', false], ['a: "on"', false],
  ['a: bon', false], ['', false],
])('%j may hold one: %p', (text, expected) => expect(mayHoldDoubtfulWord(text)).toBe(expected));

const words = (text: string) => doubtfulWords(parseDocument(text, { customTags: kubectlTags }))
  .map(({ path, text: word, value, isKey }) => [path.join('.'), word, value, isKey]);

test('words are found with the keys to them', () => {
  expect(words('a: {b: [x, on]}\nc: No\n')).toEqual([['a.b.1', 'on', true, false], ['c', 'No', false, false]]);
  expect(words('off: {y: 1}\n')).toEqual([['false', 'off', false, true], ['false.true', 'y', true, true]]);
  expect(words('on')).toEqual([['', 'on', true, false]]);
});

test('words in quotes, with tags, or that all read alike are none', () => {
  expect(words('a: "on"\nb: !!bool on\nc: true\nd: False\ne: once\nf: |\n  on\n')).toEqual([]);
});

test('a key that is null stands for nothing', () => {
  expect(words('~: on\n')).toEqual([['', 'on', true, false]]);
});

test('both readings are told, of keys too', () => {
  expect(readingsOf({ text: 'off', value: false, isKey: false }))
    .toBe("is false to kubectl apply -f and 'off' to kustomize; quote it");
  expect(readingsOf({ text: 'y', value: true, isKey: true }))
    .toBe("has the key y, which is true to kubectl apply -f and 'y' to kustomize; quote it");
});
