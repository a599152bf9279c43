import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { stringify } from 'yaml';
import { longTest } from '../../test/support/test-with';

const CLI = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
const NIM = `apiVersion: apps/v1
kind: Deployment
metadata: {name: nim}
spec:
  replicas: 2
  selector: {matchLabels: {app: nim}}
  template:
    metadata: {labels: {app: nim}}
    spec:
      containers: [{name: nim, image: 'nim:1', resources: {limits: {nvidia.com/gpu: 1}}}]
`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-plugin-'));
  const bundle = (outfile: string) =>
    buildSync({
      entryPoints: [join(__dirname, 'rollout-validation.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
    });
  bundle(join(folder, 'plugin', 'index.js'));
  // Where the CLI installs a published package.
  const installed = join(folder, 'plugins', 'cdk8s-nim', '0.1.0', 'node_modules', 'cdk8s-nim');
  bundle(join(installed, 'build', 'lib', 'index.js'));
  writeFileSync(
    join(installed, 'package.json'),
    JSON.stringify({ name: 'cdk8s-nim', version: '0.1.0', main: 'build/lib/index.js' }),
  );
  writeFileSync(
    join(folder, 'app.js'),
    `const fs = require('fs');
    fs.mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
    fs.writeFileSync(process.env.CDK8S_OUTDIR + '/app.k8s.yaml', fs.readFileSync('manifests.yaml'));
    // As App does where it is told to record them: by name, the last object of a name wins.
    const resources = { nim: { path: 'app/chat/nim/Service' }, other: { path: 'app/other/Deployment' } };
    fs.writeFileSync(process.env.CDK8S_OUTDIR + '/construct-metadata.json', JSON.stringify({ version: '1.0.0', resources }));`,
  );
  mkdirSync(join(folder, 'home'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `cdk8s synth` of an app that renders the manifests. */
function synth(manifests: string, validation: object): { status: number | null; output: string } {
  writeFileSync(join(folder, 'manifests.yaml'), manifests);
  const config = {
    app: 'node app.js',
    language: 'typescript',
    output: 'dist',
    pluginsDirectory: join(folder, 'plugins'),
    validations: [{ version: '0.1.0', class: 'RolloutValidation', ...validation }],
  };
  writeFileSync(join(folder, 'cdk8s.yaml'), stringify(config));
  const env = { ...process.env, HOME: join(folder, 'home') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'synth', '--no-check-upgrade'], {
    cwd: folder, encoding: 'utf8', env,
  });
  return { status, output: `${stdout}${stderr}` };
}

test('cdk8s synth exits 2 when an update cannot finish, with kind, name, pointer and witness', () => {
  const { status, output } = synth(NIM, { package: './plugin', properties: { nodes: 'gpu=2xg5.2xlarge' } });
  expect(output).toContain('update-cannot-finish (error)');
  expect(output).toMatch(/Resource Name: Deployment\/nim/);
  expect(output).toMatch(/> \/spec\/strategy/);
  expect(output).toMatch(/held by Deployment\/nim \(old\) \(2\)/);
  expect(status).toBe(2);
});

longTest('names the construct of an object, and of objects that share a name what they stand in', () => {
  const properties = { nodes: 'gpu=1xm6i.2xlarge' };
  const service = `${NIM}---\napiVersion: v1\nkind: Service\nmetadata: {name: nim}\nspec: {ports: [{port: 1}]}\n`;
  const other = `---\n${NIM.replace(/nim/g, 'other')}`;
  const { output } = synth(service + other, { package: './plugin', properties });
  const places = output.matchAll(/Construct Path: (.*)\n.*\n.*Resource Name: (.*)/g);
  const named = [...places].map(([, path, id]) => [path, id]);
  expect(named).toContainEqual(['app/chat/nim', 'Deployment/nim']);
  expect(named).toContainEqual(['app/other/Deployment', 'Deployment/other']);
});

longTest('the page of the rule is an address that leads to the installed package', () => {
  const { output } = synth(NIM, { package: 'cdk8s-nim', properties: { nodes: 'gpu=2xg5.2xlarge' } });
  const page = join(folder, 'plugins/cdk8s-nim/0.1.0/node_modules/cdk8s-nim/docs/rules/README.md');
  expect(output).toContain(`See ${pathToFileURL(page).href}#update-cannot-finish`);
});

test('cdk8s synth exits 0 with a third GPU, and loads the plugin as an installed package', () => {
  const { status, output } = synth(NIM, { package: 'cdk8s-nim', properties: { nodes: 'gpu=3xg5.2xlarge' } });
  expect(output).toContain('Validations finished');
  expect(status).toBe(0);
});

longTest('declared secrets, skipped rules and failOn decide what fails', () => {
  const pod = NIM.replace('resources:', 'envFrom: [{secretRef: {name: gone}}], resources:').replace(
    'kind: Deployment', 'kind: StatefulSet',
  );
  expect(synth(pod, { package: './plugin' }).status).toBe(2);
  expect(synth(pod, { package: './plugin', properties: { declaredSecrets: ['default/gone'] } }).status).toBe(0);
  expect(
    synth(pod, { package: './plugin', properties: { skipRules: ['secret-missing'], failOn: 'warning' } }).status,
  ).toBe(2);
}, 20_000);

longTest('cdk8s synth fails when the manifests are no YAML, with file, line and column', () => {
  const { status, output } = synth('kind: [', { package: './plugin' });
  expect(output).toMatch(/app\.k8s\.yaml:1:\d+: /);
  expect(status).not.toBe(0);
});
