import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const SECRET =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a, envFrom: [{secretRef: {name: gone}}]}]}';
let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-bin-'));
  program = join(folder, 'main.js');
  buildSync({
    entryPoints: [join(__dirname, 'main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (args: string[], input: string) =>
  spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

test.each([
  [0, ['check', '-'], 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}'],
  [1, ['check', '-'], SECRET],
  [2, ['check', '-'], '{'],
  [2, ['check'], ''],
])('the process exits %d for %j', (code, args, input) => {
  const { status, stderr } = start(args, input);
  expect(status).toBe(code);
  expect(stderr.includes('    at ')).toBe(false);
});

test('a report into a pipe has no colour and arrives whole', () => {
  const many = Array.from({ length: 500 }, (_, index) => SECRET.replace('name: p', `name: p${index}`)).join('\n---\n');
  const { stdout } = start(['check', '-', '--output', 'json'], many);
  expect(JSON.parse(stdout).findings).toHaveLength(500);
  expect(start(['check', '-'], SECRET).stdout).not.toContain('\u001b');
});
