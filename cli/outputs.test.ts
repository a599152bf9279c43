import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './program';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'outputs-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

function cli(...args: string[]): { code: number; err: string } {
  let err = '';
  const code = run(args, { out: () => undefined, err: (text) => { err += text; }, colour: false });
  return { code, err };
}

const ALLOCATABLE = { cpu: '4', memory: '8Gi', pods: '10' };
const NODE = { kind: 'Node', metadata: { name: 'n' }, status: { allocatable: ALLOCATABLE } };

test.each([
  ['plan', '--html', 'pod.yaml'],
  ['plan', '--html', 'nodes.json'],
  ['check', '--write-baseline', 'pod.yaml'],
  ['check', '--write-baseline', 'nodes.json'],
])('%s %s never overwrites the input %s', (command, option, name) => {
  const [pod, nodes] = [file('pod.yaml', POD), file('nodes.json', JSON.stringify({ kind: 'List', items: [NODE] }))];
  const before = readFileSync(join(folder, name), 'utf8');
  expect(cli(command, pod, '--nodes', nodes, option, join(folder, name))).toEqual({
    code: 2,
    err: `error: ${join(folder, name)}: is an input, which would be overwritten; write another name\n`,
  });
  expect(readFileSync(join(folder, name), 'utf8')).toBe(before);
});

test('a baseline may be written over itself, in a folder that is made', () => {
  const baseline = join(folder, 'made', 'baseline.json');
  const pod = file('pod.yaml', POD);
  const write = (...more: string[]) => cli('check', pod, '--write-baseline', baseline, ...more).code;
  expect([write(), write('--baseline', baseline)]).toEqual([0, 0]);
  expect(existsSync(baseline)).toBe(true);
});

test('what a baseline or a node list says steers neither the terminal nor a log', () => {
  const entry = { fingerprint: 'x', rule: '\u001b[2J', object: '\n::error::x\u200b' };
  const baseline = file('b.json', JSON.stringify({ version: 1, findings: [entry] }));
  const { err } = cli('check', file('pod.yaml', POD), '--baseline', baseline);
  expect(err).toContain('1 entries are no longer found');
  expect(err).not.toMatch(/[\u001b\u200b]|^::/m);
});

test('fails for a baseline whose entries lack their rule or object', () => {
  const baseline = file('b.json', JSON.stringify({ version: 1, findings: [{ fingerprint: 'x' }] }));
  expect(cli('check', file('pod.yaml', POD), '--baseline', baseline)).toEqual({
    code: 2, err: `error: ${baseline}: not a baseline of version 1; write one with --write-baseline\n`,
  });
});
