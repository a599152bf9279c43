import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { EnvValue } from '../../lib';
import { LinearApp } from '../../lib/synthesis';
import { isUnprintable } from '../../lib/synthesis/ambiguous-text';
import { aService } from '../support/examples';
import { inTemporaryFolder } from '../support/workspace';
import { runs } from '../support/sample';

/** Texts that one YAML version or another reads as something else, or that break lines. */
const TRAPS = [
  'no',
  'NO',
  'y',
  'on',
  'Off',
  'true',
  'null',
  '~',
  '',
  ' ',
  '1e3',
  '0755',
  '0x1F',
  '0b1',
  '1_000',
  '.5',
  '.inf',
  '-.NaN',
  '12:30:45',
  '2026-11-23',
  '=',
  '<<',
  '- a',
  '? b',
  ': c',
  'a: b',
  'a #b',
  '#c',
  '&x',
  '*x',
  '!tag',
  '|',
  '>',
  '%',
  '@',
  '`',
  '"',
  "'",
  '{',
  '[',
  ',',
  '---',
  '...',
  ' leading',
  'trailing ',
  'two\nlines',
  '\n',
  '\ttab',
  'a\ttab',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u0000',
  'ünïcödé',
  '日本語',
  '👩‍🚀',
  '\\',
  '\\n',
  '$(VAR)',
  '$$(VAR)',
  '${x}',
  '__proto__',
  'constructor',
];

const anyText = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom(...TRAPS), fc.string()).map(([a, b]) => a + b),
);

/** The environment of the only container, as a reader of the given YAML version gets it from the file. */
function roundTrip(AppClass: typeof App, values: string[], version: '1.1' | '1.2'): (string | undefined)[] {
  return inTemporaryFolder((folder) => {
    const app = new AppClass({ outdir: folder, recordConstructMetadata: false });
    const env = Object.fromEntries(
      values.map((value, index) => [`V${String(index).padStart(3, '0')}`, EnvValue.literal(value)]),
    );
    aService(new Chart(app, 'lab', { namespace: 'lab' }), 'web', { env });
    app.synth();
    const manifests = parseAllDocuments(readFileSync(join(folder, 'lab.k8s.yaml'), 'utf8'), { version }).map(
      (document) => document.toJS(),
    );
    const deployment = manifests.find(({ kind }) => kind === 'Deployment');
    return deployment.spec.template.spec.containers[0].env.map((entry: { value?: string }) => entry.value);
  });
}

/** A lone half of a surrogate pair is no text. */
const isText = (value: string): boolean => Buffer.from(value).toString() === value;

/** What the writer of `App` cannot have in quotes, or in escapes. */
const NOT_WITH_APP = ['<<', '\u0085', '\u2028', '\ufeff'];

test.each(NOT_WITH_APP)('App refuses %j, which it would write as something else to some reader', (value) => {
  expect(() => roundTrip(App, [value], '1.2')).toThrow('synthesize with LinearApp instead of App');
});

describe.each<[string, typeof App, string[]]>([
  ['App', App, TRAPS.filter((trap) => !NOT_WITH_APP.includes(trap))],
  ['LinearApp', LinearApp, TRAPS],
])('%s', (_, AppClass, traps) => {
  test.each(['1.1', '1.2'] as const)('writes every trap so that YAML %s reads it back', (version) => {
    expect(roundTrip(AppClass, traps, version)).toEqual(traps);
  });

  test('writes any text so that it is read back', () => {
    fc.assert(
      fc.property(fc.array(anyText.filter(isText), { minLength: 1, maxLength: 20 }), (values) => {
        let read: unknown;
        try {
          read = roundTrip(AppClass, values, '1.2');
        } catch (error) {
          const { message } = error as Error;
          if (message.endsWith('synthesize with LinearApp instead of App')) {
            expect(values.some((value) => isUnprintable(value) || value === '<<')).toBe(true);
            expect(AppClass).toBe(App);
          } else {
            expect(message).toMatch(
              /^lab\/web: environment variable V\d{3} (looks like a secret|has the value '[-+]?0o)/,
            );
          }
          return;
        }
        expect(read).toEqual(values);
      }),
      { numRuns: runs(150) },
    );
  });
});

test('fails when a text has the form of a number that kubectl reads and cdk8s does not know', () => {
  expect(() => aService(new Chart(new App(), 'lab'), 'web', { env: { MODE: EnvValue.literal('0o755') } })).toThrow(
    new Error(
      "lab/web: environment variable MODE has the value '0o755', which kubectl would read as a number; write it in another notation, such as '0755'",
    ),
  );
});

test('names that objects have by nature are names like any other', () => {
  const env = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}');
  const values = Object.fromEntries(Object.keys(env).map((name) => [name, EnvValue.literal(name)]));
  const chart = new Chart(new App(), 'lab', { namespace: 'lab' });
  const service = aService(chart, 'web', { env: values });
  const [container] = service.controller.toJson().spec.template.spec.containers;
  expect(container.env).toEqual([
    { name: '__proto__', value: '__proto__' },
    { name: 'constructor', value: 'constructor' },
    { name: 'toString', value: 'toString' },
  ]);
});
