import { Chart } from 'cdk8s';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentApp } from '../../../app/environments';
import { SyncGate } from '../../../lib/constructs/gitops/sync-gate';
import { Manifest, ROOT } from '../../support/manifests';
import { Outcome } from '../../support/workspace';
import { ensureBinaries } from '../binaries/build';
import { NEWEST, versionsOf } from '../binaries/versions';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { environment, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const live = useControlPlane();
const folder = mkdtempSync(join(tmpdir(), 'sync-gate-'));
const staging = environment('staging');

/** The gate of staging, as Argo CD makes it before the manifests. */
const objects = ((): Manifest[] => {
  const app = environmentApp(folder, staging);
  const chart = new Chart(app, 'gate', { namespace: 'gates', disableResourceNameHashes: true });
  new SyncGate(chart, 'sync-gate', { contents: [app], image: 'registry.example.com/cdk8s-nim:0.1.0' });
  return chart.toJson();
})();
const of = (kind: string): Manifest => objects.find((object) => object.kind === kind)!;

/** The command of the container, with what the container has: the image's programs, the manifests, its account. */
function runGate(): Promise<Outcome> {
  const [command, ...args] = of('Job').spec.template.spec.containers[0].command as string[];
  const child = spawn(command, args.map((arg) => (arg === '/manifests' ? join(folder, 'manifests') : arg)), {
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, KUBECONFIG: join(folder, 'kubeconfig') },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

beforeAll(async () => {
  await live.plane.kubectl('create', 'namespace', 'gates');
  for (const object of objects.filter(({ kind }) => kind !== 'Job')) {
    expect(await live.plane.kubectlWith(JSON.stringify(object), 'apply', '-f', '-')).toMatchObject({ status: 0 });
  }
  const { name } = of('ServiceAccount').metadata;
  const { stdout: token } = await live.plane.kubectl('-n', 'gates', 'create', 'token', name);
  const config = JSON.parse(readFileSync(live.plane.kubeconfig, 'utf8'));
  config.users[0].user = { token: token.trim() };
  writeFileSync(join(folder, 'kubeconfig'), JSON.stringify(config));
  writeFileSync(join(folder, 'cdk8s-nim'), `#!/bin/sh\nexec node ${join(ROOT, 'bin', 'cdk8s-nim.js')} "$@"\n`);
  chmodSync(join(folder, 'cdk8s-nim'), 0o755);
  symlinkSync(ensureBinaries(versionsOf(NEWEST)).kubectl, join(folder, 'kubectl'));
  writeFileSync(join(folder, 'manifests'), Object.values<string>(of('ConfigMap').data).join(''));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a sync that can finish on the nodes that are there is let through', async () => {
  await createNodes(live.plane.api, nodesOf(staging));
  expect(await runGate()).toMatchObject({ status: 0, stdout: expect.stringContaining('proven') });
});

test('a sync that cannot finish is refused, with the reason in the log', async () => {
  await deleteNodes(live.plane.api, nodesOf(staging).map(({ metadata }) => metadata.name).slice(0, 1));
  const { status, stdout } = await runGate();
  expect([status, stdout]).toEqual([1, expect.stringMatching(/impossible[\s\S]*nvidia\.com\/gpu/)]);
});

test.each([['create', 'pods'], ['patch', 'deployments'], ['get', 'secrets'], ['list', 'configmaps']])(
  'its account may not %s %s',
  async (verb, resource) => {
    const { metadata: { name, namespace } } = of('ServiceAccount');
    const account = `system:serviceaccount:${namespace}:${name}`;
    const { stdout } = await live.plane.kubectl('auth', 'can-i', verb, resource, '--all-namespaces', '--as', account);
    expect(stdout.trim()).toBe('no');
  },
);
