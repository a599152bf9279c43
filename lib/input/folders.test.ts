import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../util/user-error';
import { clusterFrom } from './cluster-from';
import { loadModel } from './load-model';
import { readAtMost } from './read-at-most';
import { readChunks, readDescriptor } from './read-chunks';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: { [name: string]: string }): void {
  Object.entries(files).forEach(([name, text]) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  });
}

function load(paths = [folder], isVerbose = false): { ids: string[]; err: string } {
  let err = '';
  const say = (text: string) => {
    err += text.replaceAll(folder, 'F');
  };
  const { manifests } = loadModel(paths, { err: say, isVerbose }, 'default');
  return { ids: manifests.map(({ id }) => id), err };
}

const OTHERS = {
  'package.json': '{"name": "x"}', 'values.json': '[1, 2]', 'pipeline.yaml': 'steps: [{uses: a}]\n',
  'broken.yaml': 'a: [1\n', 'words.yml': 'just words\n', 'nested.yaml': 'stages:\n- kind: Deployment\n',
};

test('files of a folder that are no manifests are skipped and counted in one line', () => {
  write({ 'a.yaml': CONFIG, ...OTHERS });
  expect(load()).toEqual({
    ids: ['ConfigMap/a'], err: 'skipped 6 files that are no manifests; --verbose names them\n',
  });
});

test('they are named when asked for', () => {
  write({ 'a.yaml': CONFIG, 'sub/package.json': '{}', 'values.yaml': 'a: 1\n' });
  expect(load([folder], true).err).toBe(
    'skipped 2 files that are no manifests\n  F/sub/package.json\n  F/values.yaml: render it: helm template F | cdk8s-nim check -\n',
  );
});

test('nothing is said of a folder of manifests', () => {
  write({ 'a.yaml': CONFIG, 'empty.yaml': '# nothing\n' });
  expect(load()).toEqual({ ids: ['ConfigMap/a'], err: '' });
});

test('input of kustomize and Helm is skipped with the command that renders it, each once', () => {
  write({
    'a.yaml': CONFIG,
    'k/kustomization.yaml': 'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nresources: [b.yaml]\n',
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/values.yaml': 'replicas: 2\n',
    'c/values-prod.yaml': 'replicas: 1\n',
    'c/templates/b.yaml': '{{- if .Values.b }}\nkind: A\n{{- end }}\n',
    'c/templates/plain.yaml': CONFIG.replace('name: a', 'name: plain'),
  });
  expect(load()).toEqual({
    ids: ['ConfigMap/a', 'ConfigMap/plain'],
    err: expect.stringContaining('skipped 5 files that are no manifests; --verbose names them\n'),
  });
  expect(load().err.split('\n').slice(1).sort()).toEqual([
    '', expect.stringMatching(/^ {2}F\/c\/.*: render it: helm template F\/c \| cdk8s-nim check -$/),
    '  F/k/kustomization.yaml: render it: kubectl kustomize F/k | cdk8s-nim check -',
  ]);
});

test('of more than five folders to render the first are named, and the rest is counted', () => {
  const kustomizations = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) =>
    [`k${index}/kustomization.yaml`, 'resources: []\n']));
  const lines = () => load().err.trimEnd().split('\n').slice(1);
  const hint = (index: number) =>
    `  F/k${index}/kustomization.yaml: render it: kubectl kustomize F/k${index} | cdk8s-nim check -`;
  write({ 'a.yaml': CONFIG, ...kustomizations(5) });
  expect(lines()).toEqual([0, 1, 2, 3, 4].map(hint));
  write(kustomizations(7));
  expect(lines()).toEqual([...[0, 1, 2, 3, 4].map(hint), '  and 2 more to render']);
  expect(load([folder], true).err.split('\n').filter((line) => /^ {2}F/.test(line))).toHaveLength(7);
});

test('files of a folder are read in the order of their names, and none that begins with a dot is', () => {
  const config = (name: string) => CONFIG.replace('name: a', `name: ${name}`);
  write({
    'b.yaml': config('b1'), 'a/c.yaml': config('c1'), 'a.yaml': config('a1'), '.git/d.yaml': config('d1'),
    'v.d/e.yaml': config('e1'), 'node_modules/f.yaml': config('f1'),
  });
  expect(load().ids).toEqual(['ConfigMap/c1', 'ConfigMap/a1', 'ConfigMap/b1', 'ConfigMap/e1']);
  expect(load([join(folder, 'b.yaml'), folder]).ids)
    .toEqual(['ConfigMap/b1', 'ConfigMap/c1', 'ConfigMap/a1', 'ConfigMap/e1']);
});

test('patches and the like that a kustomization names are no objects', () => {
  const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n';
  const kustomization = [
    'resources: [base.yaml]', 'patches: [{path: one.yaml}, {patch: "- op: remove"}, null]',
    'patchesStrategicMerge: [./two.yaml, ../shared/three.yaml, "kind: A\\nb: 1"]', 'replacements: [{path: four.yaml}]',
    'configurations: {a: 1}',
  ].join('\n');
  write({
    'o/kustomization.yaml': kustomization, 'o/base.yaml': CONFIG, 'o/one.yaml': patch, 'o/two.yaml': patch,
    'o/other.yaml': CONFIG.replace('name: a', 'name: other'), 'shared/three.yaml': patch,
    'o/four.yaml': '- source: {kind: A}\n',
  });
  expect(load()).toEqual({
    ids: ['ConfigMap/a', 'ConfigMap/other'],
    err: expect.stringContaining('skipped 5 files that are no manifests; --verbose names them\n'),
  });
  expect(load([join(folder, 'o/one.yaml')]).ids).toEqual(['Deployment/web']);
});

test('only a kustomization names patches', () => {
  write({ 'kustomization-old.yaml': 'patches: [{path: one.yaml}]\n', 'one.yaml': CONFIG });
  expect(load().ids).toEqual(['ConfigMap/a']);
});

test('a kustomization that is no YAML names nothing', () => {
  write({ 'a.yaml': CONFIG, 'kustomization.yaml': 'patches: [1\n' });
  expect(load().ids).toEqual(['ConfigMap/a']);
});

test.each([
  ['an object without kind', 'apiVersion: v1\nmetadata: {name: a}\n', /object without kind/],
  ['an object that is no YAML', 'apiVersion: v1\nkind: [A\n', /bad\.yaml:\d+:\d+: /],
  ['an object beside something else', `${CONFIG}---\n- 1\n`, /a list where a Kubernetes object was expected/],
  ['a template outside a chart', 'kind: A\nmetadata:\n  name: {{ .x }}\n', /an unrendered template/],
])('fails when a folder holds %s', (_, text, message) => {
  write({ 'a.yaml': CONFIG, 'bad.yaml': text });
  expect(() => load()).toThrow(message);
});

test.each([['templates/b.yaml'], ['c/other/b.yaml']])('fails when %s is a template, which is in no chart', (name) => {
  write({ 'a.yaml': CONFIG, 'c/Chart.yaml': 'name: c\n', [name]: 'kind: A\nmetadata:\n  name: {{ .x }}\n' });
  expect(() => load()).toThrow(/an unrendered template/);
});

test('fails when a folder holds no object, and still says what was skipped', () => {
  write({ 'package.json': '{}' });
  expect(() => load()).toThrow('no Kubernetes object in it');
});

test.each([
  ['package.json', '{}', /object without kind/],
  ['pipeline.yaml', 'a: 1\n', /object without kind/],
  [
    'kustomization.yaml', 'resources: []\n',
    /kustomization\.yaml: no manifest; render it: kubectl kustomize .* \| cdk8s-nim check -/,
  ],
  ['Chart.yaml', 'apiVersion: v2\n', /Chart\.yaml: no manifest; render it: helm template/],
  ['values.yaml', 'a: 1\n', /values\.yaml: no manifest; render it: helm template/],
])('fails when %s is named and is no manifest, also beside its folder', (name, text, message) => {
  write({ 'a.yaml': CONFIG, [name]: text });
  expect(() => load([join(folder, name)])).toThrow(message);
  expect(() => load([folder, join(folder, name)])).toThrow(message);
});

test('a values.yaml that is a manifest is one', () => {
  write({ 'values.yaml': CONFIG });
  expect(load([join(folder, 'values.yaml')]).ids).toEqual(['ConfigMap/a']);
});

describe('what has no end is bounded as a file is', () => {
  test('fails when a device is named', () => {
    expect(() => load(['/dev/zero'])).toThrow(
      '/dev/zero: 65 MiB are more than the 64 MiB one input may have; split it into files',
    );
    const descriptor = openSync(__filename, 'r');
    expect(() => [...readDescriptor(descriptor, 100)]).toThrow(/^snapshot: more than \S+ GiB; write what cdk8s-nim/);
    closeSync(descriptor);
    expect(() => [...readChunks('/dev/zero')])
      .toThrow('/dev/zero: is neither a file nor a pipe; write the snapshot to a file');
    expect(() => clusterFrom('/dev/null')).toThrow(UserError);
  });

  test('of a pipe no more is read than may be', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = openSync(pipe, 'r+');
    writeFileSync(writer, 'x'.repeat(20_000));
    expect(readAtMost(pipe, 10_000).length).toBeGreaterThan(10_000);
    closeSync(writer);
  });

  test('a file is read whole, up to what it may have', () => {
    write({ 'a.yaml': CONFIG });
    const bytes = CONFIG.length;
    expect(readAtMost(join(folder, 'a.yaml'), bytes).toString()).toBe(CONFIG);
    const descriptor = openSync(join(folder, 'a.yaml'), 'r');
    expect(Buffer.concat([...readDescriptor(descriptor, bytes)]).toString()).toBe(CONFIG);
    expect(() => [...readDescriptor(descriptor, bytes - 1)]).toThrow(/^snapshot: more than/);
    closeSync(descriptor);
  });
});
