import { Field, InputProblem, loadManifests } from '.';
import { fieldOf, reading } from '../../test/support/fields';

describe('where a field stands', () => {
  test('is told by a pointer, of the whole object by none', () => {
    const root = Field.of(fieldOf(1).manifest, []);
    expect([root, root.get('spec'), root.get('spec', 'a/b', 'c~d')].map(({ pointer }) => pointer))
      .toEqual(['', '/spec', '/spec/a~1b/c~0d']);
    const list = fieldOf([['x'], { a: 1 }]).items();
    expect([list[0].items()[0].pointer, list[1].entries()[0][1].pointer]).toEqual(['/at/0/0', '/at/1/a']);
  });

  test('stays where it holds another value, whose problems nobody hears', () => {
    const problems: InputProblem[] = [];
    const held = fieldOf({ a: 1 }, problems).get('a').holding('x');
    expect([held.pointer, held.value, held.integer(), problems]).toEqual(['/at/a', 'x', undefined, []]);
  });
});

test.each<[unknown, boolean]>([[undefined, false], [null, false], [0, true], ['', true], [false, true]])(
  '%p is present: %p', (value, isPresent) => expect(fieldOf(value).isPresent).toBe(isPresent));

describe('an object', () => {
  test('has its own keys alone', () => {
    const object = fieldOf({ a: 1, b: null });
    expect([object.get('a').value, object.get('b').value, object.get('toString').value]).toEqual([1, null, undefined]);
    expect(object.entries().map(([key, { value }]) => [key, value])).toEqual([['a', 1], ['b', null]]);
  });

  test.each<[unknown, string[]]>([
    ['x', [': must be an object']], [[1], [': must be an object']], [null, []], [undefined, []], [{}, []],
  ])('%j is one, or a problem', (value, problems) => {
    expect(reading(value, (field) => field.entries())).toEqual([[], problems]);
    expect(reading(value, (field) => field.get('a').value)).toEqual([undefined, problems]);
  });
});

test.each<[unknown, unknown[], string[]]>([
  [[1, null, 'x'], [1, null, 'x'], []], [undefined, [], []], [null, [], []], ['ab', [], [': must be a list']],
  [{ 0: 1 }, [], [': must be a list']],
])('items of %j', (value, items, problems) =>
  expect(reading(value, (field) => field.items().map((item) => item.value))).toEqual([items, problems]));

test.each<[unknown, string | undefined, string[]]>([
  ['a', 'a', []], ['', '', []], [undefined, undefined, []], [null, undefined, []],
  [5, undefined, [': must be a string, is 5']], [{ a: [1] }, undefined, [': must be a string, is {"a":[1]}']],
  [['x'.repeat(100)], undefined, [`: must be a string, is ["${'x'.repeat(58)}`]],
])('the text of %j', (value, text, problems) =>
  expect(reading(value, (field) => field.string())).toEqual([text, problems]));

test('a word that is a boolean to one reader is told with both readings', () => {
  const problems: InputProblem[] = [];
  const [manifest] = loadManifests([{ file: 'a.yaml', text: 'kind: A\nspec: {a: on, b: true, on: {}}\n' }]);
  const spec = Field.of(manifest, problems).get('spec');
  [spec.get('a'), spec.get('b'), spec.get('true')].forEach((field) => field.string());
  expect(problems.map(({ pointer, message }) => [pointer, message])).toEqual([
    ['/spec/a', "is true to kubectl apply -f and 'on' to kustomize; quote it"],
    ['/spec/b', 'must be a string, is true'], ['/spec/true', 'must be a string, is {}'],
  ]);
});

test.each<[unknown, boolean | undefined, string[]]>([
  [true, true, []], [false, false, []], [undefined, undefined, []], [null, undefined, []],
  ['true', undefined, [': must be true or false']], [0, undefined, [': must be true or false']],
])('the boolean %j', (value, boolean, problems) =>
  expect(reading(value, (field) => field.boolean())).toEqual([boolean, problems]));

test.each<[unknown, number, number | undefined, string[]]>([
  [0, 0, 0, []], [1, 1, 1, []], [2147483647, 0, 2147483647, []], [-1, -1, -1, []],
  [undefined, 0, undefined, []], [null, 0, undefined, []],
  [-1, 0, undefined, [': must be a whole number of at least 0, is -1']],
  [0, 1, undefined, [': must be a whole number of at least 1, is 0']],
  [1.5, 0, undefined, [': must be a whole number of at least 0, is 1.5']],
  [2147483648, 0, undefined, [': must be a whole number of at least 0, is 2147483648']],
  ['3', 0, undefined, [': must be a whole number of at least 0, is "3"']],
  [['x'.repeat(100)], 0, undefined, [`: must be a whole number of at least 0, is ["${'x'.repeat(58)}`]],
])('the whole number %j of at least %i', (value, least, integer, problems) =>
  expect(reading(value, (field) => field.integer(least))).toEqual([integer, problems]));

test('labels are those that are text', () => {
  expect(reading({ a: 'b', c: 5, d: null, e: '' }, (field) => Object.fromEntries(field.stringMap())))
    .toEqual([{ a: 'b', e: '' }, ['/c: must be a string, is 5']]);
  expect(reading(undefined, (field) => field.stringMap().size)).toEqual([0, []]);
});

test.each<[unknown, 'value' | 'milliValue', number | undefined, string[]]>([
  ['500m', 'milliValue', 500, []], [2, 'milliValue', 2000, []], ['1Ki', 'value', 1024, []], [0, 'value', 0, []],
  [undefined, 'value', undefined, []], [null, 'value', undefined, []],
  ['-1', 'value', undefined, [': quantity -1 is negative']],
  ['9007199254740991', 'value', 2 ** 53 - 1, []],
  ['9007199254740992', 'value', 2 ** 53 - 1, [': quantity 9007199254740992 is larger than any node']],
])('the quantity %j as %s', (value, unit, amount, problems) =>
  expect(reading(value, (field) => field.quantity(unit))).toEqual([amount, problems]));

test('what is no quantity is told in the words of its reader, shortened', () => {
  const [amount, [problem]] = reading('lots', (field) => field.quantity('value'));
  expect([amount, problem]).toEqual([undefined, expect.stringMatching(/^: .*lots/)]);
  const [, [long]] = reading('x'.repeat(500), (field) => field.quantity('value'));
  expect(long.length).toBeLessThanOrEqual(202);
});

test('an exact quantity is read where it is one', () => {
  expect(reading('1500m', (field) => field.exactQuantity()?.toString())).toEqual(['1500m', []]);
  expect(reading('-1', (field) => field.exactQuantity())).toEqual([undefined, [': quantity -1 is negative']]);
  expect(reading(undefined, (field) => field.exactQuantity())).toEqual([undefined, []]);
});

test('what is reported names the object and the place', () => {
  const problems: InputProblem[] = [];
  const field = fieldOf({ a: 1 }, problems).get('a');
  field.report('is odd');
  expect(problems).toEqual([{ manifest: field.manifest, pointer: '/at/a', message: 'is odd' }]);
});
