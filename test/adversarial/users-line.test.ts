import { App, Chart } from 'cdk8s';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as library from '../../lib';
import * as shapes from '../../lib/kubernetes/shapes/shapes.json';
import { ROOT } from '../support/manifests';

const {
  CacheTopology, DisruptionBudget, Egress, EnvValue, ExternalEndpoint, HealthCheck, ModelCache, Nim, RolloutStrategy,
  StartupBudget, StatelessService, Taint, VectorStoreTopology,
} = library;

const HERE = /^test\/adversarial\/users-line\.test\.ts:\d+: /;

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

test.each<[string, () => unknown, string]>([
  ['HealthCheck.httpGet', () => HealthCheck.httpGet('x'), "health check path 'x' is not absolute; write '/x'"],
  ['HealthCheck.withTiming', () => HealthCheck.tcp().withTiming({ failureThreshold: 0 }), 'failureThreshold 0 of'],
  ['Nim.fromImage', () => Nim.fromImage('nim'), "image 'nim' is not"],
  ['VectorStoreTopology.cluster', () => VectorStoreTopology.cluster({ nodes: 1 }), '1'],
  ['CacheTopology.replicated', () => CacheTopology.replicated({ copies: 0 }), 'copies 0 is not'],
  ['StartupBudget.of', () => StartupBudget.of(3 as never), 'StartupBudget.of '],
  ['DisruptionBudget.maxUnavailable', () => DisruptionBudget.maxUnavailable(-1), '-1'],
  ['Egress.ciliumDnsNames', () => Egress.ciliumDnsNames([]), 'Egress.ciliumDnsNames: names [] lead nowhere; write'],
  ['RolloutStrategy.rollingUpdate', () => RolloutStrategy.rollingUpdate({ maxSurge: -1 } as never), 'RolloutStrategy'],
  ['EnvValue.literal', () => EnvValue.literal(7 as never), 'EnvValue.literal value is 7; write text, in quotes'],
  ['ModelCache.hostPath', () => ModelCache.hostPath('x'), "host path 'x' is not absolute"],
  ['Taint.of', () => Taint.of('', 'x' as never, 'y'), ''],
  ['new ExternalEndpoint', () => new ExternalEndpoint({ url: 'x' }), "url 'x' is not a URL with a host; write"],
  ['a value in a list', () => ['x'].map((path) => HealthCheck.httpGet(path)), "path 'x' is not absolute"],
])('an error of %s names the line of the user', (_, act, text) => {
  const message = messageOf(act);
  expect(message).toMatch(HERE);
  expect(message.replace(HERE, '')).toContain(text);
  expect(message.replace(HERE, '')).not.toMatch(HERE);
});

const CALLS = Object.keys((shapes as { calls: object }).calls);
/** They name the path of their construct, or what they are made for by its name. */
const PLACED = /^(?:Acknowledgements|AllFields|ArgoCdSyncWaves|Cluster|KubernetesTarget|Monitoring|NodePool|OperatorSecret|RolloutProof|RolloutValidation|Warnings|Workload)[.#]/;

test.each(CALLS.filter((call) => !PLACED.test(call)))('%s is a call whose errors name the line of the user', (call) => {
  const [owner, method] = call.split(/[.#]/);
  const exported = (library as unknown as { [name: string]: { prototype: object } })[owner];
  const of = call.includes('#') ? exported.prototype : exported;
  expect((of as { [name: string]: { name: string } })[method].name).toBe('named');
});

test('what a construct makes for the user names the path of the construct alone', () => {
  const chart = new Chart(new App(), 'lab', { namespace: 'lab' });
  const message = messageOf(() => new StatelessService(chart, 'api', {
    image: 'registry.example.com/api:1.0.0', containerPort: 8080, replicas: 2,
    resources: { cpu: '1x', memory: '512Mi' }, readiness: HealthCheck.httpGet('/ready'),
  }));
  expect(message).toMatch(/^lab\/api: .*'1x'/);
  expect(message).not.toMatch(/\.ts:\d+/);
});

test('the place is the line in the file of the user when the library stands in files of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'users-line-'));
  try {
    buildSync({
      entryPoints: [join(ROOT, 'lib', 'index.ts')], outfile: join(ROOT, 'build', 'users-line', 'lib', 'index.js'),
      bundle: true, platform: 'node', packages: 'external', logLevel: 'error',
    });
    const from = JSON.stringify(join(ROOT, 'build', 'users-line', 'lib', 'index.js'));
    writeFileSync(join(folder, 'main.js'), `const { HealthCheck } = require(${from});\n\nHealthCheck.httpGet('x');\n`);
    const { stderr } = spawnSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toContain("Error: main.js:3: health check path 'x' is not absolute; write '/x'\n    at ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(ROOT, 'build', 'users-line'), { recursive: true, force: true });
  }
});
