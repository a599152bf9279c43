import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBinaries } from '../binaries/build';
import { NEWEST, versionsOf } from '../binaries/versions';
import { ROOT } from '../../support/manifests';
import { createNodes } from '../cluster/nodes';
import { environment, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/^\$ (kubectl .*)\n((?:(?!```|\$ ).*\n)+)/gm)].map(([, command, output]) => [
  command, output.trim(),
]);

const live = useControlPlane();
const folder = mkdtempSync(join(tmpdir(), 'kubectl-'));

/** As a person types it, in a shell where kubectl is installed. */
function shell(command: string): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, KUBECONFIG: live.plane.kubeconfig };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  symlinkSync(ensureBinaries(versionsOf(NEWEST)).kubectl, join(folder, 'kubectl'));
  await createNodes(live.plane.api, nodesOf(environment('research-ops')));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the documented commands apply the manifests and wait until everything runs', () => {
  const [, block] = /### Apply it[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)!;
  const [, wait] = /With kubectl alone:[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)!;
  const secrets = block.replace(/^npx cdk8s-nim deploy .*\n/m, '');
  const key = join(folder, 'key');
  writeFileSync(key, 'nvapi-of-a-test\n');
  expect(shell(`set -e\n${secrets.replaceAll('ngc-api-key', key)}`)).toMatchObject({ status: 0, stderr: '' });
  const secret = shell("kubectl -n research-ops get secret nvidia-ngc-secret -o jsonpath='{.data.NGC_API_KEY}'");
  expect(Buffer.from(secret.stdout, 'base64').toString()).toBe('nvapi-of-a-test');
  const { status, stdout } = shell(`set -e\n${wait}`);
  expect({ status, rolledOut: stdout.match(/successfully rolled out/g)?.length }).toEqual({ status: 0, rolledOut: 5 });
});

test.each(commands)('%s', (command, output) => {
  const lines = shell(command).stdout.trim().split('\n').map((line) => line.trimEnd());
  expect(lines.join('\n')).toBe(output);
});

test('four commands are documented', () => {
  expect(commands).toHaveLength(4);
});
