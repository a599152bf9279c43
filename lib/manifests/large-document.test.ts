import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { Model } from './model';
import { LARGE_DOCUMENT, LargeDocument } from './large-document';
import { YamlChunk } from './yaml-chunk';

const ODD_SCALARS = [
  'on', 'No', 'y', '010', '0o17', '0b11', '1_000', '0x_1f', '1e3', '.5', '-.inf', '.nan', '~', 'null', 'Null', '+1',
  '12:30', '2001-01-01', '1.', '-0', 'true', 'TRUE', '--', 'a b', '"on"', '\'010\'', '"a\\nb"', '""', '1__0', '+.5_0',
];

const scalar = fc.oneof(fc.constantFrom(...ODD_SCALARS), fc.stringMatching(/^[-+.\w]{0,6}$/));
const key = fc.stringMatching(/^[a-z]{1,3}$/);

/** Documents with scalars that stand in them as they are. */
const flow: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar.map((text) => (/^(?:-|\.{3})?$/.test(text) ? '~' : text)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    // Of keys that are there twice the small reader finds the first, the large one the last, whose value counts.
    fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
      .map((entries) => `{${entries.map(([name, value]) => `${name}: ${value}`).join(', ')}}`),
  ),
})).value;

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => stringify(value, { lineWidth: 20 }));
const prettyJson = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value, undefined, 2));

/** Every path of keys there is, and one beyond each. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, [...path, 'absent'], ...entries.flatMap(([name, child]) => pathsOf(child, [...path, name]))];
}

/** Both readers of one text; undefined where one of them refuses it. */
function bothReaders(text: string) {
  const small = new YamlChunk('a.yaml', text, 1);
  try {
    const large = LargeDocument.read(text);
    return large && { small, large, expected: small.toJson() };
  } catch {
    return undefined;
  }
}

describe('large documents', () => {
  test.each([['flow', flow], ['block', json], ['JSON', prettyJson]])(
    'are read as small ones, with the same places and doubtful words: %s',
    (_, texts) => {
      fc.assert(fc.property(texts, (text) => {
        const both = bothReaders(text);
        fc.pre(both !== undefined);
        const { small, large, expected } = both!;
        expect(large.toJson()).toEqual(expected);
        const placeOf = (offset: number) => {
          const lines = text.slice(0, offset).split('\n');
          return { file: 'a.yaml', line: lines.length, column: lines.at(-1)!.length + 1 };
        };
        // The small reader does not find what stands behind the key n, which is false.
        for (const path of small.doubtfulWords.some(({ isKey }) => isKey) ? [] : pathsOf(expected)) {
          expect([path, placeOf(large.offsetOf(path))]).toEqual([path, small.locate(path)]);
        }
        expect(large.doubtfulWords()).toEqual(small.doubtfulWords);
      }), { numRuns: 200 });
    },
  );

  test('of both kinds refuse the same texts', () => {
    fc.assert(fc.property(flow, (text) => {
      const refuses = (read: () => unknown) => {
        try {
          read();
          return false;
        } catch {
          return true;
        }
      };
      expect([text, refuses(() => LargeDocument.read(text))])
        .toEqual([text, refuses(() => new YamlChunk('a.yaml', text, 1).toJson())]);
    }));
  });

  test.each(['&a b', '{a: &a b, c: *a}', '!!str 1', '{<<: {a: b}}', '{[a]: b}', '? {a: b}\n: c'])(
    'leave to the other reader what is not plain: %s',
    (text) => expect(LargeDocument.read(text)).toBeUndefined(),
  );

  const item = (name: string) => `- {apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}\n`;
  const names = Array.from({ length: 6000 }, (_, index) => `a${index}`);
  const list = `apiVersion: v1\nkind: List\nitems:\n${names.map(item).join('')}`;

  test('tell the line of each object', () => {
    expect(list.length).toBeGreaterThan(LARGE_DOCUMENT);
    const { manifests } = Model.load([{ file: 'dump.yaml', text: list }]);
    expect(manifests).toHaveLength(6000);
    expect(manifests[5999].locate('/metadata/name')).toEqual({ file: 'dump.yaml', line: 6003, column: 54 });
  });

  test.each([
    ['a bracket that nothing closes', `${list}- {apiVersion: v1\n`, /dump\.yaml:600\d:\d+: not YAML from here on: /],
    ['a template', `${list}{{- if .Values.more }}\n`, /dump\.yaml:6004:1: an unrendered template, \{\{- if /],
    ['lists in lists', `${list}- ${'['.repeat(900)}${']'.repeat(900)}\n`, /nested too deeply/],
  ])('fails when there is %s', (_, text, message) =>
    expect(() => Model.load([{ file: 'dump.yaml', text }])).toThrow(message));

  test('keep __proto__ as a key', () => {
    const large = LargeDocument.read('{__proto__: {a: b}}');
    expect(Object.keys(large!.toJson() as object)).toEqual(['__proto__']);
  });
});
