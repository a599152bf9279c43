import { reading } from '../../test/support/fields';
import { equalities, readLabelSelector, readRequirements } from './label-selector';

const NEEDS = 'expression needs a key and one of the operators';
const NOTHING = { key: '', operator: 'In', values: [] };

test('a selector that is absent is none, an empty one asks nothing', () => {
  expect([undefined, null, {}].map((value) => reading(value, readLabelSelector)[0]))
    .toEqual([undefined, undefined, { requirements: [] }]);
});

test('labels and expressions are asked together', () => {
  expect(reading({
    matchLabels: { app: 'web', tier: 'gpu' },
    matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['x', 'y'] }, { key: 'b', operator: 'Exists' },
      { key: 'c', operator: 'DoesNotExist' }, { key: 'd', operator: 'In', values: ['z'] }],
  }, readLabelSelector)).toEqual([{
    requirements: [
      { key: 'app', operator: 'In', values: ['web'] }, { key: 'tier', operator: 'In', values: ['gpu'] },
      { key: 'a', operator: 'NotIn', values: ['x', 'y'] }, { key: 'b', operator: 'Exists', values: [] },
      { key: 'c', operator: 'DoesNotExist', values: [] }, { key: 'd', operator: 'In', values: ['z'] },
    ],
  }, []]);
});

test('an expression without key or operator matches nothing, and is told', () => {
  expect(reading({ matchExpressions: [{ operator: 'In', values: ['a'] }, { key: 'a' }, { key: 'a', operator: 'Gt' }] },
    readLabelSelector)).toEqual([{ requirements: [NOTHING, NOTHING, NOTHING] }, [0, 1, 2].map((index) =>
    `/matchExpressions/${index}: ${NEEDS} In, NotIn, Exists, DoesNotExist`)]);
});

test('nodes are compared by numbers too, and values that are no text are left out', () => {
  expect(reading([{ key: 'a', operator: 'Gt', values: ['1'] }, { key: 'b', operator: 'Lt', values: [2] }],
    (field) => readRequirements(field))).toEqual([
    [{ key: 'a', operator: 'Gt', values: ['1'] }, { key: 'b', operator: 'Lt', values: [] }],
    ['/1/values/0: must be a string, is 2'],
  ]);
  expect(reading([{ key: 'a', operator: 'gt' }], (field) => readRequirements(field))[1])
    .toEqual([`/0: ${NEEDS} In, NotIn, Exists, DoesNotExist, Gt, Lt`]);
});

test('a plain map of labels asks for each of them', () => {
  expect(reading({ a: 'x', b: 'y' }, equalities)[0])
    .toEqual([{ key: 'a', operator: 'In', values: ['x'] }, { key: 'b', operator: 'In', values: ['y'] }]);
  expect(reading(undefined, equalities)).toEqual([[], []]);
});
