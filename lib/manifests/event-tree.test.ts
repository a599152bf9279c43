import { parseEvents } from 'js-yaml';
import { EventTree } from './event-tree';

/** The text from where the value of a path begins, up to some length. */
const at = (text: string, path: string, length = 3) => {
  const offset = new EventTree(text, parseEvents(text, {})).offsetOf(path === '' ? [] : path.split('/'));
  return text.slice(offset, offset + length);
};

test.each([
  ['a: xyz', '', 'a: '], ['a: xyz', 'a', 'xyz'], ['a: {b: xyz}', 'a', '{b:'], ['a: {b: xyz}', 'a/b', 'xyz'],
  ['a: [u, xyz]', 'a/1', 'xyz'], ['a: [[u], [v, xyz]]', 'a/1/1', 'xyz'], ['- a: 1\n  b: xyz\n- c: 1\n', '0/b', 'xyz'],
  ["a: 'xyz'", 'a', "'xy"], ['a: "xyz"', 'a', '"xy'], ['a: |-\n  xyz\n', 'a', '|-\n'], ['a: >\n  xyz\n', 'a', '>\n '],
  ['a: &x xyz\nb: *x\n', 'b', '*x\n'], ['a: {b: {}, c: xyz}', 'a/c', 'xyz'], ['a: {b: [], c: xyz}', 'a/c', 'xyz'],
  ['a: {b: &x [], c: *x, d: xyz}', 'a/d', 'xyz'], ['a: 1\na: xyz\n', 'a', 'xyz'], ['~: xyz', '', '~: '],
  ['on: xyz', 'true', 'xyz'], ['5: xyz', '5', 'xyz'], ['xyz', '', 'xyz'], ['a: x | y\nb: |\n  z\n', 'b', '|\n '],
])('of %j the value of %j begins with %j', (text, path, begin) => expect(at(text, path)).toBe(begin));

test('the key of an empty name is found', () => {
  const text = '~: xyz';
  expect(new EventTree(text, parseEvents(text, {})).offsetOf([''])).toBe(3);
});

test.each([
  ['a: {b: xyz}', 'a/c', '{b:'], ['a: [xyz]', 'a/1', '[xy'], ['a: [xyz]', 'a/-1', '[xy'], ['a: [xyz]', 'a/x', '[xy'],
  ['a: [xyz]', 'a/0x', '[xy'], ['a: [xyz]', 'a/x0', '[xy'], ['a: xyz', 'a/b/c', 'xyz'], ['a: xyz', 'b', 'a: '],
  ['a: [{b: xyz}]', 'a/0/c', '{b:'],
])('of %j what is not there at %j is where what is around it begins: %j', (text, path, begin) =>
  expect(at(text, path)).toBe(begin));

test('a value that is not written stands where its key does', () => {
  expect([at('a:\nb: 1\n', 'a', 2), at('a: 1\nb:\n', 'b', 2), at('a: {b: }\n', 'a/b', 1)]).toEqual(['a:', 'b:', 'b']);
  expect(at('- a\n-\n', '1')).toBe('- a');
});

test('many entries and items are found as few are', () => {
  const text = `a: {${Array.from({ length: 40 }, (_, index) => `k${index}: v${index}`).join(', ')}}\n`;
  const tree = new EventTree(text, parseEvents(text, {}));
  const value = (key: string) => text.slice(tree.offsetOf(['a', key])).split(/[,}]/)[0];
  expect([value('k39'), value('k0'), value('k33')]).toEqual(['v39', 'v0', 'v33']);
  const list = `[${Array.from({ length: 40 }, (_, index) => `v${index}`).join(', ')}]`;
  const items = new EventTree(list, parseEvents(list, {}));
  expect(['39', '0', '33'].map((index) => list.slice(items.offsetOf([index])).split(/[,\]]/)[0]))
    .toEqual(['v39', 'v0', 'v33']);
});

test('a text without a value begins at its begin', () => {
  expect(new EventTree('---\n', parseEvents('---\n', {})).offsetOf(['a'])).toBe(0);
});
