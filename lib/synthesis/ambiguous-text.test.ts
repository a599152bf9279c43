import fc from 'fast-check';
import { parse } from 'yaml';
import { loadManifests } from '../manifests';
import { stringifyYaml } from './yaml-writer';
import { runs } from '../../test/support/sample';

/**
 * Each is another value, or none, to the readers of kubectl 1.37 and kustomize when it stands without quotes and
 * escapes.
 */
const AMBIGUOUS = [
  '0o7', '-0o7', '+0o7', '0o17', '0O7', '0X1F', '-0X1f', '0B11', '0b-0', '0o-7', '0o_7', '0_o7', '0_xa', '-_1', '0E0_',
  '=', '<<', 'a\u007f', '\u0080a', 'a\u0085b', '\u2028', 'a\u2028b', '\u2029x', '\ufeffa', 'a\n\u007f', 'a\n\u2028b',
  `${'word '.repeat(20)}\u0085\nb`,
];

test.each(AMBIGUOUS)('%j is quoted as value, item and key, and read back as text', (text) => {
  const object = { kind: 'A', [text]: text, list: [text, { a: text }], lines: 'a\nb\n' };
  const yaml = stringifyYaml(object);

  expect(yaml).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff]/);
  expect(yaml.match(/"/g)!.length).toBe(8);
  expect(loadManifests([{ file: 'a.yaml', text: yaml }])[0].json).toEqual(object);
  expect(parse(yaml, { version: '1.1' })).toEqual(object);
  expect(parse(yaml, { version: '1.2' })).toEqual(object);
});

test.each(['500m', '1.8.4', '10.0.0.0/8', 'a_b', '0abc', '0b12.x', 'x=y', 'é', 'v1_2', '2_a'])(
  '%s needs no quotes',
  (text) => expect(stringifyYaml({ a: text })).toBe(`a: ${text}\n`),
);

test('what looks like a number is read back as text by readers of YAML 1.1, of 1.2 and as kubectl reads', () => {
  const numberLike = fc.string({ unit: fc.constantFrom(...'0179_abeoxBEOX.+-:'), minLength: 1, maxLength: 7 });
  fc.assert(fc.property(numberLike, (text) => {
    const yaml = stringifyYaml({ kind: 'A', a: text });
    expect(loadManifests([{ file: 'a.yaml', text: yaml }])[0].json.a).toBe(text);
    expect(parse(yaml, { version: '1.1' }).a).toBe(text);
    expect(parse(yaml, { version: '1.2' }).a).toBe(text);
  }), { numRuns: runs(3000) });
});
