import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { holdsAmbiguous } from './ambiguous-text';
import { standardYaml } from './standard-yaml';
import { stringifyYaml } from './yaml-writer';
import { readManifests, ROOT } from '../../test/support/manifests';
import { runs } from '../../test/support/sample';

/** Characters that YAML, YAML 1.1 numbers, booleans and timestamps, or the folding of text look at. */
const SIGNIFICANT = [
  'a', 'E', 'x', 'i', '0', '7', '.', '-', '+', ':', '#', ' ', '/', '_', '$', '<', '"', "'", '\n', '\t', '\u0085',
  '\u2028', '\ud800', 'é',
];

const TRAPS = [
  '', ' ', '~', '-', '?', ':', '<<', '=', '*', '&a', '!!str', '@', '`', '%', '|', '>', '---', '--- a', '...', '%TAG',
  '-a', '--port', '---x', '-1', '- a', '? a', 'a:', 'a: b', 'a #b', 'a#b', 'y', 'Y', 'n', 'yes', 'No', 'NO', 'on',
  'OFF', 'oFF', 'true', 'TRUE', 'tRue', 'null', 'Null', 'nULL', 'nan', '.nan', '.NaN', '.inf', '-.INF', 'inf', '0',
  '00', '0755', '0o17', '0x1f', '0b101', '1_000', '1e3', '1E3', '1e', '1.', '.5', '1.5', '1.5e3', '1.2.3', '1.2.3e5',
  '1:30', '190:20:30', '1:30.5', '-0', '+1', '12e03', '1Ei', '1E', '1e5m', '2026-11-23', '2026-11-23T10:00:00Z',
  '2026-11-23 10:00:00', '500m', '10Gi', '1.5Gi', '10.0.0.0/8', '0.0.0.0/0', '::1', 'fe80::/10', 'http://host:8000/v1',
  'host:80:', '$(VAR)', '${A}', '__proto__', 'constructor', 'toString', 'a\nb', 'a\n', '\na', 'a\n\n', ' a\nb', 'a \nb',
  'a\r\nb', 'a\r', '\t', 'a\tb', 'a:\tb', 'a\u0000b', 'a\u007fb', 'a\u00a0b', 'a\ufeffb', 'a\u2028---b', 'ünï', '日本',
  '🚀', '\ud800', 'a\\b', '"', "'", '"\'', '{a}', '[a]', 'a]', 'a,b', ',a', `${'word '.repeat(40)}end`, 'x'.repeat(200),
  `${'line of text '.repeat(10)}\n${'another line '.repeat(10)}`, 'k'.repeat(1024), 'k'.repeat(1025),
];

const text = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: fc.constantFrom(...SIGNIFICANT), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...TRAPS), { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' ')),
);
const leaf = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, -0, 1e21, 2 ** 53, 0.1, NaN, Infinity),
);
const plainKey = fc.stringMatching(/^[a-z][A-Za-z0-9./-]{0,12}$/);
const { document } = fc.letrec<{ document: { [key: string]: unknown }; value: unknown }>((tie) => ({
  document: fc.dictionary(fc.oneof({ weight: 20, arbitrary: plainKey }, text), tie('value'), {
    maxKeys: 5, noNullPrototype: true,
  }),
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('document'),
  ),
}));

/** What cdk8s writes, but for text on which readers differ. */
const written = (value: unknown) => (holdsAmbiguous(value) ? standardYaml(value) : Yaml.stringify(value));

function expectStandard(value: unknown): void {
  expect(stringifyYaml(value)).toBe(written(value));
}

test('documents of any values are written as cdk8s writes them', () => {
  fc.assert(fc.property(document, expectStandard), { numRuns: runs(3000) });
});

test.each(TRAPS.map((trap) => [JSON.stringify(trap), trap]))(
  '%.60s is written as cdk8s writes it, as value, item and key',
  (_, trap) => {
    expectStandard({ value: trap, list: [trap, [trap]], map: { inner: trap } });
    expectStandard({ [trap]: 1, map: { [trap]: trap } });
  },
);

test('every string of up to three significant characters is written as cdk8s writes it', () => {
  const strings = [...SIGNIFICANT];
  SIGNIFICANT.forEach((a) => SIGNIFICANT.forEach((b) => strings.push(a + b, ...SIGNIFICANT.map((c) => a + b + c))));
  // One document for each, because one that the fast writer gives up would hide the others.
  const different = strings.filter((string) => stringifyYaml({ a: string }) !== written({ a: string }));
  expect(strings).toHaveLength(24 + 24 ** 2 + 24 ** 3);
  expect(different).toEqual([]);
});

test.each([
  ['empty collections', { a: {}, b: [], c: [{}, []], d: { e: {} } }],
  ['lists of lists', { a: [[1, [2, 3]], [[4]], [{ b: [5] }]] }],
  ['maps in lists', { a: [{ b: 1, c: { d: 2 }, e: [3] }, { f: [] }] }],
  ['a map of nulls only', { a: { b: null, c: null } }],
  ['an empty document', {}],
  ['a list at the root', [1, 'a']],
  ['an empty list at the root', []],
  ['a string at the root', 'a'],
  ['null at the root', null],
  ['a number at the root', 1],
  ['undefined in a list', { a: [undefined, 1] }],
  ['a hole in a list', { a: [1, , 2] }],
  ['undefined in a map', { a: undefined, b: 1 }],
  ['an object without a prototype', { a: Object.assign(Object.create(null), { b: 1 }) }],
  ['a date', { a: new Date(0) }],
  ['a Map', { a: new Map([['b', 1]]) }],
  ['a Set', { a: new Set([1]) }],
  ['bytes', { a: new Uint8Array([1, 2]) }],
  ['a BigInt', { a: 12n }],
])('%s is written as cdk8s writes it', (_, value) => {
  expectStandard(value);
});

test('an object met twice becomes an anchor and an alias, as cdk8s writes it', () => {
  const shared = { b: 1 };
  const list = [shared];
  const root: { [key: string]: unknown } = { a: 1 };
  root.self = root;
  expectStandard({ x: shared, y: shared });
  expectStandard({ x: list, y: [list] });
  expectStandard({ x: [], y: {} });
  expectStandard(root);
});

test('the committed manifests are written as cdk8s writes them', () => {
  const manifests = readManifests(`${ROOT}/dist`);
  expect(manifests.length).toBeGreaterThan(50);
  manifests.forEach(expectStandard);
});

test('a document of plain values is not built as a tree first', () => {
  const standard = jest.spyOn(Yaml, 'stringify');
  stringifyYaml({ a: 'b', c: [1, true, null, { d: {} }, []] });
  expect(standard).not.toHaveBeenCalled();
  stringifyYaml({ a: 'b\nc' });
  expect(standard).toHaveBeenCalledTimes(1);
  standard.mockRestore();
});
