import { Field } from '../../../manifests';
import { Quantity } from '../../../kubernetes/quantity';
import { meetsSelector } from './device-selector';

const DEVICE = {
  driver: 'gpu.example.com',
  attributes: new Map<string, string | number | boolean>([
    ['example.com/model', 'h100'], ['example.com/index', 3], ['example.com/shared', false], ['example.com/whole', true],
  ]),
  capacity: new Map([['example.com/memory', Quantity.parse('80Gi')]]),
};
const meets = (expression: unknown) =>
  meetsSelector(Field.of({ json: { cel: { expression } } } as never, []), DEVICE);
const of = (name: string) => `device.attributes["example.com"].${name}`;
const memory = (amount: string, operator: string) =>
  `device.capacity['example.com'].memory.compareTo(quantity("${amount}")) ${operator} 0`;
const [YES, NO] = ['device.driver == "gpu.example.com"', `device.driver == 'other'`];

test.each<[string, boolean | undefined]>([
  [YES, true], [NO, false], [of('whole'), true], [of('shared'), false],
  [`${of('shared')} == false`, true], [`${of('shared')} == true`, false], [`${of('whole')} == true`, true],
  [`${of('model')} == "h100"`, true], [`${of('model')} == 'a100'`, false], [`${of('index')} == 3`, true],
  [`${of('index')} == 4`, false], [`${of('index')} == -3`, false],
])('%s is %s', (expression, met) => {
  expect(meets(expression)).toBe(met);
});

test.each([
  [of('gone'), 'is not there'], [`${of('index')} == "3"`, 'is of another type'], [of('model'), 'is no boolean'],
  [`${of('model')} != "h100"`, 'is compared otherwise'], [memory('much', '>='), 'is compared with no quantity'],
  ['', 'is not written'],
])('%s is not decided: what it asks for %s', (expression) => {
  expect(meets(expression)).toBeUndefined();
});

test.each([
  ['40Gi', { '==': false, '>=': true, '>': true, '<=': false, '<': false }],
  ['80Gi', { '==': true, '>=': true, '>': false, '<=': true, '<': false }],
  ['81Gi', { '==': false, '>=': false, '>': false, '<=': true, '<': true }],
])('80Gi are compared with %s as CEL does', (amount, answers) => {
  expect(Object.fromEntries(Object.keys(answers).map((operator) => [operator, meets(memory(amount, operator))])))
    .toEqual(answers);
});

test('all that is joined must be met, and one that is not decides whatever the others are', () => {
  expect([`${YES} && ${of('whole')}`, `(${YES}) && (${of('whole')} && ${YES})`].map(meets)).toEqual([true, true]);
  expect([`${YES} && ${NO}`, `${of('gone')} && ${NO}`, `(${YES} && ${NO}) && ${YES}`].map(meets))
    .toEqual([false, false, false]);
  expect(meets(`${YES} && ${of('gone')}`)).toBeUndefined();
  expect(meets('device.driver == "a && b"')).toBe(false);
});

test.each([
  `${YES} || ${YES} && ${NO}`, `${NO} && ${NO} || ${YES}`, `${of('whole')} ? ${YES} : ${YES} && ${NO}`,
  `!(${of('whole')} && ${NO} && ${YES})`, `["a"].exists(x, x == "a" && ${NO} && x == "b") == false`, `(${NO}) == (${NO})`,
  `(${NO} || ${YES}) && ${YES}`,
])('%s is not decided, though a part of it is false', (expression) => {
  expect(meets(expression)).toBeUndefined();
});

test('what is no text is not decided', () => expect([undefined, 1, null].map(meets)).toEqual(Array(3).fill(undefined)));
