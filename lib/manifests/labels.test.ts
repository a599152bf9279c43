import { matches, meets, repels, Requirement, SelectorOperator, tolerates, Toleration } from '.';
import { LabelIndex } from './label-index';

const expression = (operator: SelectorOperator, ...values: string[]): Requirement => ({ key: 'k', operator, values });

test.each<[Requirement, string | undefined, boolean]>([
  [expression('In', 'a', 'b'), 'b', true],
  [expression('In', 'a', 'b'), 'c', false],
  [expression('In', 'a'), undefined, false],
  [expression('In'), 'a', false],
  [expression('NotIn', 'a'), 'a', false],
  [expression('NotIn', 'a'), 'b', true],
  [expression('NotIn', 'a'), undefined, true],
  [expression('Exists'), 'a', true],
  [expression('Exists'), '', true],
  [expression('Exists'), undefined, false],
  [expression('DoesNotExist'), 'a', false],
  [expression('DoesNotExist'), undefined, true],
  [expression('Gt', '5'), '6', true],
  [expression('Gt', '5'), '5', false],
  [expression('Gt', '5'), '-6', false],
  [expression('Gt', '5'), '10', true],
  [expression('Gt', '5'), 'x6', false],
  [expression('Gt', '5'), '6x', false],
  [expression('Gt', 'x'), '6', false],
  [expression('Gt'), '6', false],
  [expression('Gt', '5'), undefined, false],
  [expression('Gt', '-5'), '-4', true],
  [expression('Gt', '1'), '9'.repeat(19), false],
  [expression('Gt', '1'), '9'.repeat(18), true],
  [expression('Lt', '5'), '4', true],
  [expression('Lt', '5'), '5', false],
  [expression('Lt', '10'), '9', true],
  [expression('Lt', '5'), 'x', false],
  [expression('Lt', 'x'), '4', false],
  [expression('Lt', '5'), undefined, false],
])('%j of %p: %p', (requirement, value, expected) => {
  expect(meets(requirement, value)).toBe(expected);
});

test('a selector wants all of its expressions, and none matches everything', () => {
  const labels = new Map([['k', 'a'], ['other', 'b']]);
  expect(matches({ requirements: [] }, labels)).toBe(true);
  expect(matches({ requirements: [expression('In', 'a'), { ...expression('In', 'b'), key: 'other' }] }, labels)).toBe(
    true,
  );
  expect(matches({ requirements: [expression('In', 'a'), { ...expression('In', 'c'), key: 'other' }] }, labels)).toBe(
    false,
  );
});

test('the index looks at the labels of as few items as it can', () => {
  const read: string[] = [];
  const items = ['a', 'b', 'c', 'd'].map((name) => ({
    name,
    namespace: name === 'd' ? 'two' : 'one',
    labels: new Map([
      ['app', name], ['tier', 'x'],
    ]),
  }));
  const index = new LabelIndex(items, (item) => {
    read.push(item.name);
    return item;
  });
  read.length = 0;
  const select = (...requirements: Requirement[]) => index.select('one', { requirements }).map(({ name }) => name);
  expect([
    select({ key: 'tier', operator: 'In', values: ['x'] }, { key: 'app', operator: 'In', values: ['b'] }),
    read.splice(0),
  ]).toEqual([['b'], ['b']]);
  expect([select({ key: 'app', operator: 'In', values: ['c', 'a', 'c'] }), read.splice(0)]).toEqual([
    ['a', 'c'], ['a', 'c'],
  ]);
  expect([select({ key: 'app', operator: 'In', values: ['d'] }), read.splice(0)]).toEqual([[], []]);
  expect(select({ key: 'app', operator: 'NotIn', values: ['a'] })).toEqual(['b', 'c']);
  expect(index.select('three', { requirements: [] })).toEqual([]);
});

const taint = { key: 'gpu', value: 'a100', effect: 'NoSchedule' };
const toleration = (rest: Partial<Toleration>): Toleration => ({
  key: '', operator: 'Equal', value: '', effect: '', ...rest,
});

test.each<[Partial<Toleration>, boolean]>([
  [{ key: 'gpu', value: 'a100' }, true],
  [{ key: 'gpu', value: 'a100', effect: 'NoSchedule' }, true],
  [{ key: 'gpu', value: 'a100', effect: 'NoExecute' }, false],
  [{ key: 'gpu', value: 'h100' }, false],
  [{ key: 'gpu', operator: 'Exists' }, true],
  [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, false],
  [{ key: 'cpu', operator: 'Exists' }, false],
  [{ operator: 'Exists' }, true],
  [{ operator: 'Exists', effect: 'NoExecute' }, false],
  [{ value: 'a100' }, false],
])('the toleration %j: %p', (given, expected) => {
  expect(tolerates([toleration(given)], taint)).toBe(expected);
  expect(tolerates([toleration({ key: 'other' }), toleration(given)], taint)).toBe(expected);
});

test('no toleration tolerates nothing', () => {
  expect(tolerates([], taint)).toBe(false);
});

test.each([
  ['NoSchedule', true], ['NoExecute', true], ['PreferNoSchedule', false],
])('a taint with %s keeps pods off: %p', (effect, expected) => {
  expect(repels({ ...taint, effect })).toBe(expected);
});
