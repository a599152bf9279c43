import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart, Testing, YamlOutputType } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { LinearApp } from '.';
import { loadManifests } from '../manifests';
import { runs } from '../../test/support/sample';
import { TreeValidation } from './tree-validation';

const TEXTS = [
  '0o7', '-0o7', '+0o7', '0o17', '0O7', '0X1F', '0B11', '0o_7', '-_1', '0E0_', '=', '010', '1_000', '1:30', 'yes',
  'on', 'y', 'null', '~', '', '.nan', '0x1F', '1e3', '500m', 'plain', 'a b', '- a', '#', 'a: b', 'two\nlines\n',
];

/** The files of an app with one object. */
function synth(type: typeof App, data: object, props: AppProps = {}): string {
  const outdir = mkdtempSync(join(tmpdir(), 'quoted-'));
  try {
    const app = new type({ ...props, outdir });
    TreeValidation.attach(app, type === LinearApp && props.yamlOutputType === undefined);
    const chart = new Chart(app, 'chart');
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
    app.synth();
    return readdirSync(outdir).map((file) => readFileSync(join(outdir, file), 'utf8')).join('');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const objectOf = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });

test.each(TEXTS)('App of cdk8s writes %j as LinearApp does, and every reader reads it back', (text) => {
  const data = { text, list: [text, { nested: text }], map: { a: text } };
  const yaml = synth(App, data);
  expect(yaml).toBe(synth(LinearApp, data));
  expect(loadManifests([{ file: 'a.yaml', text: yaml }])[0].json).toEqual(objectOf(data));
  expect(parse(yaml, { version: '1.1' })).toEqual(objectOf(data));
  expect(parse(yaml, { version: '1.2' })).toEqual(objectOf(data));
});

test('so does it with whatever looks like a number', () => {
  const numberLike = fc.string({ unit: fc.constantFrom(...'0179_abeoxBEOX.+-:'), minLength: 1, maxLength: 7 });
  fc.assert(fc.property(numberLike, (text) => {
    const yaml = synth(App, { text });
    expect(parse(yaml, { version: '1.1' })).toEqual(objectOf({ text }));
    expect(parse(yaml, { version: '1.2' })).toEqual(objectOf({ text }));
    expect(loadManifests([{ file: 'a.yaml', text: yaml }])[0].json).toEqual(objectOf({ text }));
  }), { numRuns: runs(400) });
});

test.each([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_RESOURCE])(
  'so do both where files are divided otherwise (%s)',
  (yamlOutputType) => {
    for (const type of [App, LinearApp]) {
      expect(synth(type, { mode: '0o7' }, { yamlOutputType })).toContain('mode: "0o7"');
    }
  },
);

test('everybody else sees the same plain object', () => {
  const app = Testing.app();
  TreeValidation.attach(app);
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'object', objectOf({ mode: '0o7', list: ['='] }));
  const [json] = Testing.synth(chart) as object[];
  expect(json).toEqual(objectOf({ mode: '0o7', list: ['='] }));
  expect(JSON.parse(JSON.stringify(json))).toEqual(objectOf({ mode: '0o7', list: ['='] }));
  expect(Object.keys(json)).not.toContain('toJSON');
});

test.each<[object, string]>([
  [{ 'a/b': ['one\u2028two'] }, '/data/a~1b/0'], [{ '0o7': 'a' }, '/data/0o7'],
  [{ list: [{ '<<': 'a' }] }, '/data/list/0/<<'], [{ a: '<<' }, '/data/a'],
])('fails when App would write %j, which LinearApp quotes or escapes', (data, place) => {
  expect(() => synth(App, data)).toThrow(
    `chart/object: ConfigMap a: ${place} is a key or a text that App of cdk8s writes in a way which readers ` +
      'of YAML take for something else; synthesize with LinearApp instead of App',
  );
  expect(loadManifests([{ file: 'a.yaml', text: synth(LinearApp, data) }])[0].json).toEqual(objectOf(data));
});
