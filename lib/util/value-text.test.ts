import { textOf, valueText } from './value-text';

test.each<[unknown, string]>([
  ['web', 'web'], [80, '80'], [true, 'true'], [undefined, 'nothing'], [null, 'nothing'], [['a'], 'a list'],
  [{ a: 1 }, 'an object'], [() => 1, 'an object'], [Symbol('s'), 'Symbol(s)'], ['a'.repeat(300), 'a'.repeat(200)],
])('a message shows %p as %s', (value, text) => expect(valueText(value)).toBe(text));

test.each<[unknown, string]>([
  ['web', 'web'], [80, '80'], [true, 'true'], [8n, '8'],
  [undefined, ''], [null, ''], [{ toString: 1 }, ''], [['a'], ''],
])('the text of %p is %j', (value, text) => expect(textOf(value)).toBe(text));
