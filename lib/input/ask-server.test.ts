import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployment, modelOf } from '../../test/support/rules';
import { askServer } from './ask-server';

let folder: string;
const path = process.env.PATH;

/** A stand-in for kubectl that takes everything but what is called bad; its answers are those of kubectl 1.37. */
const STAND_IN = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const object = JSON.parse(readFileSync(0, 'utf8'));
const names = (object.items ?? [object]).map(({ kind, metadata: { name } }) => kind + ' ' + name);
appendFileSync(__dirname + '/calls', args.filter((arg) => /side|context/.test(arg)).join(' ') + ': ' + names.join(', ') + '\\n');
const isServerSide = args.includes('--server-side');
const bad = names.filter((name) => name === 'Deployment bad' || name === 'Deployment switch' && isServerSide);
if (bad.length > 0) {
  bad.forEach((name) => console.error('The Deployment "' + name + '" is invalid: spec.selector: Invalid value: field is immutable'));
  process.exit(1);
}
console.log(JSON.stringify(object));
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  writeFileSync(join(folder, 'kubectl'), STAND_IN);
  chmodSync(join(folder, 'kubectl'), 0o755);
  process.env.PATH = `${folder}:${path}`;
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
const named = (...names: string[]) => modelOf(names.map((name) => deployment({}, {}, { name })));

test('everything that is taken is asked for at once, objects and then pods', () => {
  const model = askServer(named('a', 'b', 'c'), { context: 'blue' }, () => undefined);
  expect(calls()).toEqual([
    '--context --server-side: Deployment a, Deployment b, Deployment c',
    '--context --server-side: Pod a-cdk8s-nim-dry-run, Pod b-cdk8s-nim-dry-run, Pod c-cdk8s-nim-dry-run',
  ]);
  const { answers } = model.options;
  expect(model.manifests.map((manifest) => answers!.objects.get(manifest))).toEqual(
    Array(3).fill({ outcome: 'taken', words: '' }),
  );
  expect(answers!.podOf(model.manifests[1], '/spec/template/spec')).toMatchObject({
    outcome: 'taken', stored: { kind: 'Pod' },
  });
});

test('what is refused is found by halves', () => {
  const model = askServer(named('a', 'bad', 'c', 'd'), {}, () => undefined);
  expect(calls().slice(0, 5)).toEqual([
    '--server-side: Deployment a, Deployment bad, Deployment c, Deployment d',
    '--server-side: Deployment a, Deployment bad', '--server-side: Deployment a', '--server-side: Deployment bad',
    ': Deployment bad',
  ]);
  expect(model.manifests.map((manifest) => model.options.answers!.objects.get(manifest)!.outcome)).toEqual([
    'taken', 'refused', 'taken', 'taken',
  ]);
});

test('what only a server-side apply is refused is open, as nobody says how it will be applied', () => {
  const model = askServer(named('switch'), {}, () => undefined);
  expect(model.options.answers!.objects.get(model.manifests[0])).toEqual({
    outcome: 'open',
    words: expect.stringContaining('kubectl apply is taken and kubectl apply --server-side refused: The Deployment'),
  });
});

test('the commands and the rights that they need are said first, and then what came of it', () => {
  const said: string[] = [];
  askServer(named('a', 'bad'), { context: 'blue' }, (text) => said.push(text));
  expect(said).toEqual([
    'asking the server (dry run, nothing is stored): kubectl --context blue apply --server-side --force-conflicts --field-manager cdk8s-nim ' +
      '--dry-run=server --output json --filename -\n',
    '  where that refuses what the other may take: kubectl --context blue apply --dry-run=server --output json --filename -\n',
    '  rights: create and patch, and get for the second, of Deployment.apps, Pod\n',
    '  2 objects asked: 1 refused, 2 pods asked: all taken\n',
  ]);
});

test('fails when the server cannot be reached, with what kubectl said', () => {
  writeFileSync(
    join(folder, 'kubectl'),
    '#!/bin/sh\ncat >/dev/null\necho "The connection to the server localhost:8080 was refused" >&2\nexit 1\n',
  );
  expect(() => askServer(named('a'), {}, () => undefined)).toThrow(
    /kubectl apply …: The connection to the server localhost:8080 was refused/,
  );
});

test('of what kubectl said the first three lines are told', () => {
  writeFileSync(
    join(folder, 'kubectl'),
    '#!/bin/sh\ncat >/dev/null\nprintf "\\nThe connection to the server a was refused\\none\\ntwo\\nthree\\n" >&2\nexit 1\n',
  );
  expect(() => askServer(named('a'), { context: 'blue' }, () => undefined)).toThrow(
    new Error('kubectl --context blue apply …: The connection to the server a was refused; one; two'),
  );
});

test('where there is no pod, none is asked for', () => {
  const said: string[] = [];
  askServer(modelOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]), {}, (text) => said.push(text));
  expect(calls()).toEqual(['--server-side: ConfigMap a']);
  expect(said.slice(2)).toEqual([
    '  rights: create and patch, and get for the second, of ConfigMap\n',
    '  1 object asked: all taken, 0 pods asked: all taken\n',
  ]);
});

test('fails when there is no kubectl', () => {
  process.env.PATH = '/nowhere';
  expect(() => askServer(named('a'), {}, () => undefined)).toThrow(/not found on the PATH/);
});
