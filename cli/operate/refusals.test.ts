import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../program';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'operate-'));
  writeFileSync(join(folder, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function cli(args: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await execute(args.map((arg) => (arg === 'DIR' ? folder : arg)), {
    out: (text) => { out += text; }, err: (text) => { err += text; }, colour: false,
  });
  return { code, out, err };
}

const COMMANDS: readonly (readonly string[])[] = [
  ['deploy', 'DIR'], ['status'], ['verify', 'DIR'], ['logs'], ['forward', 'DIR'], ['rollback', 'web'], ['recover'],
  ['drain', 'gpu-1'], ['surge', 'DIR'], ['cleanup', 'DIR'], ['snapshot'],
];

// A variable of a pipeline that is not set: kubectl takes its present context for an empty one.
const FLAGS = ['--context', '--kubeconfig'];
const UNSET = COMMANDS.flatMap((command) => FLAGS.map((flag) => [[...command, flag, '']] as const));

test.each(UNSET)(
  'no cluster is chosen by nothing: %j', async (args) => {
    const flag = args.at(-2);
    expect(await cli(args))
      .toEqual({ code: 2, out: '', err: `error: ${flag}: has an empty value; write one, or leave it out\n` });
  });

test.each<[string[], string]>([
  [['drain', ' '], 'node: has an empty value; write one, or leave it out'],
  [['rollback', ''], 'service: has an empty value; write one, or leave it out'],
  [['recover', 'web', ''], 'services: has an empty value; write one, or leave it out'],
  [['status', '--namespace', ''], '--namespace: has an empty value; write one, or leave it out'],
  [['cleanup', 'DIR', '--confirm', ''], '--confirm: has an empty value; write one, or leave it out'],
  [['surge', 'DIR', '--node-timeout', 'x'], "--node-timeout: 'x' is no number of seconds; write for example 900"],
  ...['abc', '10', '-5m', '0s', '1 h'].map((since): [string[], string] =>
    [['logs', `--since=${since}`], `--since: '${since}' is no duration; write for example 10m, or 1h30m`]),
  [['forward', 'DIR'], 'services: there is none whose pods call others; name the ones that you want'],
])('what is wrongly used ends with 2 before anything is asked: %j', async (args, message) =>
  expect(await cli(args)).toEqual({ code: 2, out: '', err: `error: ${message}\n` }));
