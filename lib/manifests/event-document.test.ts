import * as fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { Model } from './model';
import { runs } from '../../test/support/sample';
import { EventDocument } from './event-document';
import { YamlChunk } from './yaml-chunk';
import { kubectlTags } from './yaml-scalars';

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
    const large = EventDocument.read(text);
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
        const places = large.tree();
        expect(large.content().json).toEqual(expected);
        const placeOf = (offset: number) => {
          const lines = text.slice(0, offset).split('\n');
          return { file: 'a.yaml', line: lines.length, column: lines.at(-1)!.length + 1 };
        };
        // The small reader does not find what stands behind the key n, which is false.
        for (const path of small.doubtfulWords.some(({ isKey }) => isKey) ? [] : pathsOf(expected)) {
          expect([path, placeOf(places.offsetOf(path))]).toEqual([path, small.locate(path)]);
        }
        expect(large.content().doubtfulWords).toEqual(small.doubtfulWords);
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
      expect([text, refuses(() => EventDocument.read(text))])
        .toEqual([text, refuses(() => new YamlChunk('a.yaml', text, 1).toJson())]);
    }));
  });

  test('have what their aliases and merged objects stand for', () => {
    const value = (index: number) => fc.oneof(
      scalar.map((text) => (/^(?:-|\.{3})?$/.test(text) ? '~' : text)),
      fc.nat(Math.max(0, index - 1)).map((other) => (index === 0 ? '1' : `*a${other}`)),
      fc.nat(Math.max(0, index - 1)).map((other) => (index === 0 ? '[]' : `[1, {x: *a${other}}, *a${other}]`)),
      fc.nat(Math.max(0, index - 1)).map((other) => (index === 0 ? '{}' : `{y: 0, z: *a${other}}`)),
      fc.tuple(fc.nat(9), fc.nat(9)).map(([one, other]) => `{y: ${one}, <<: {y: 3, x: 4}, w: ${other}}`),
      fc.tuple(fc.nat(9), fc.nat(9)).map(([one, other]) => `{<<: [{y: ${one}}, {y: 1, v: ${other}}], x: 2}`),
    );
    const text = fc.integer({ min: 1, max: 8 }).chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_, index) => fc.tuple(value(index), fc.boolean()))))
      .map((values) => values.map(([each, isMerged], index) =>
        [`k${index}: &a${index} ${each.startsWith('*') ? `[${each}]` : each}\n`,
          isMerged && each.startsWith('{') ? `m${index}: {y: 8, <<: *a${index}, u: 7}\n` : '']).flat().join(''));
    fc.assert(fc.property(text, (written) => {
      const document = parseDocument(written, { merge: true, uniqueKeys: false, customTags: kubectlTags });
      const large = EventDocument.read(written)!;
      const { json } = large.content();
      expect([written, json]).toEqual([written, document.toJS({ maxAliasCount: -1 })]);
      const places = large.tree();
      for (const [name, inside] of Object.entries(json as object)) {
        expect([written, name, places.offsetOf([name])])
          .toEqual([written, name, (document.get(name, true) as unknown as { range: number[] }).range[0]]);
        expect(places.offsetOf([name, 'absent'])).toBe(places.offsetOf([name]));
        const isWithin = (key: string) => places.offsetOf([name, key]) >= places.offsetOf([name]);
        expect(Object.keys(inside as object ?? {}).every(isWithin)).toBe(true);
      }
    }), { numRuns: runs(300) });
  });

  test.each([
    ['a: *x', 3, 'an alias (*) of nothing'],
    ['a: &x {b: *x}', 10, 'an alias (*) that stands inside of what it stands for'],
    ['a: {<<: 1}', 4, 'the key << takes in objects'],
    ['a: {<<: [{b: c}, d]}', 4, 'the key << takes in objects'],
  ])('fails for %j at %i', (text, offset, reason) => {
    expect(() => EventDocument.read(text)!.content()).toThrow(
      expect.objectContaining({ offset, reason: expect.stringContaining(reason) }),
    );
  });

  test.each([
    [400, 4, 'is read'], [100, 90, 'fails'], [9_000, 70, 'fails'],
  ])('of %i entries, each an alias of a list of %i, it %s', (entries, size, end) => {
    const list = Array.from({ length: size }, () => '1').join(', ');
    const nested = end === 'fails' ? `b: &b [${Array.from({ length: size }, () => '*a').join(', ')}]\n` : '';
    const uses = Array.from({ length: entries }, (_, index) => `k${index}: ${nested ? '*b' : '*a'}\n`).join('');
    const text = `a: &a [${list}]\n${nested}${uses}`;
    const read = () => EventDocument.read(text)!.content().json as object;
    if (end === 'fails') {
      expect(read).toThrow('aliases that grow to more than a manifest needs');
    } else {
      expect(Object.keys(read())).toHaveLength(entries + 1);
    }
  });

  test.each([
    '!!str 1', '{[a]: b}', '? {a: b}\n: c', '{? *a : b}', '{&a b: c}', '%YAML 1.1\n---\na: b', 'a: [', 'a:\n  : b: c',
  ])(
    'leave to the other reader what is not plain: %s',
    (text) => expect(EventDocument.read(text)).toBeUndefined(),
  );

  test('are those with aliases, and long ones, of which no less is said where they are no YAML', () => {
    const long = `a: ${'a'.repeat(2 ** 14)}\n`;
    expect(['a: b', 'a: [*b]', long].map((text) => EventDocument.suits(text))).toEqual([false, true, true]);
    const load = (text: string) => () => Model.load([{ file: 'long.yaml', text }]);
    expect(load(`${long}: b: c\n`)).toThrow('long.yaml:2:3: not YAML: an entry inside of an entry on one line');
    expect(load(`${long}b: \`\n`)).toThrow('long.yaml:2:4: not YAML: text that begins with a sign YAML keeps for itself');
  });

  const item = (name: string) => `- {apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}\n`;
  const names = Array.from({ length: 6000 }, (_, index) => `a${index}`);
  const list = `apiVersion: v1\nkind: List\nitems:\n${names.map(item).join('')}`;

  test('tell the line of each object', () => {
    expect(list.length).toBeGreaterThan(256 * 1024);
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
    const large = EventDocument.read('{__proto__: {a: b}}');
    expect(Object.keys(large!.content().json as object)).toEqual(['__proto__']);
  });
});
