import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { cli, eachInAFolder, NIM } from '../test/support/cli';
import { runs } from '../test/support/sample';

const WARNING = NIM.replace('kind: Deployment', 'kind: StatefulSet');
const USES_SECRET = NIM.replace('resources:', 'envFrom: [{secretRef: {name: token}}], resources:');

const { folder, file } = eachInAFolder();

describe('check', () => {
  test('exits 0 for clean manifests, 1 for findings', () => {
    expect(cli(['check', file('a.yaml', NIM)])).toMatchObject({ code: 0, err: '' });
    expect(cli(['check', join(folder(), 'a.yaml'), '--nodes', 'gpu=2xg5.2xlarge'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('can never finish'),
    });
    expect(cli(['check', join(folder(), 'a.yaml'), '--nodes', 'gpu=3xg5.2xlarge']).code).toBe(0);
  });

  test('reads standard input and folders, recursively and in a fixed order', () => {
    expect(cli(['check', '-', '--nodes', 'gpu=2xg5.2xlarge'], NIM).out).toContain('stdin:');
    mkdirSync(join(folder(), 'sub'));
    file('b.yml', NIM.replace('name: nim', 'name: b'));
    file('notes.txt', '{');
    file(
      'sub/c.json',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'c' },
        spec: { selector: { app: 'none' }, ports: [{ port: 1 }] },
      }),
    );
    const { code, out } = cli(['check', folder()]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/sub\/c\.json:1:\d+ {2}service-selects-no-pod\n\n1 error, 0 warnings in 2 objects/),
    ]);
  });

  test('reads a file once that is named twice or linked, and follows no link to a folder', () => {
    const path = file('a.yaml', NIM);
    symlinkSync(path, join(folder(), 'link.yaml'));
    symlinkSync(folder(), join(folder(), 'loop'));
    expect(cli(['check', path, folder(), `${folder()}/./a.yaml`]).out).toContain(
      'Deployment/nim in namespace default is already defined at',
    );
    expect(cli(['check', path, `${folder()}/./a.yaml`]).out).toContain('in 1 object (1 workload)');
  });

  test('takes an eksctl file and a node list as nodes', () => {
    const eksctl = file(
      'cluster.yaml',
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups: [{name: gpu, instanceType: g5.2xlarge, desiredCapacity: 2}]',
    );
    const allocatable = { 'cpu': '8', 'memory': '30Gi', 'pods': '50', 'nvidia.com/gpu': '1' };
    const node = (name: string) => ({
      kind: 'Node',
      metadata: { name, labels: { 'node.kubernetes.io/instance-type': 'g5.2xlarge' } },
      status: { allocatable },
    });
    const list = file('nodes.json', JSON.stringify({ kind: 'List', items: [node('a'), node('b')] }));
    expect([eksctl, list].map((nodes) => cli(['check', '-', '--nodes', nodes], NIM).out)).toEqual([
      expect.stringContaining('can never finish'),
      expect.stringContaining('can never finish'),
    ]);
  });

  test('--fail-on warning makes warnings count', () => {
    expect(cli(['check', '-'], WARNING).code).toBe(0);
    expect(cli(['check', '-', '--fail-on', 'warning'], WARNING).code).toBe(1);
  });

  test('--declared-secret, --skip-rule and --rule choose what is found', () => {
    expect(cli(['check', '-'], USES_SECRET).code).toBe(1);
    expect(cli(['check', '-', '--declared-secret', 'default/token'], USES_SECRET).code).toBe(0);
    expect(cli(['check', '-', '--skip-rule', 'secret-missing'], USES_SECRET).code).toBe(0);
    expect(cli(['check', '-', '--rule', 'claim-missing', '--rule', 'volume-missing'], USES_SECRET).code).toBe(0);
  });

  test('--namespace is that of objects that name none, as in the output of helm template', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: ml}\n';
    expect(cli(['check', '-'], `${USES_SECRET}---\n${secret}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining('secret-missing'),
    });
    expect(cli(['check', '-', '--namespace', 'ml'], `${USES_SECRET}---\n${secret}`).code).toBe(0);
    expect(
      JSON.parse(cli(['plan', '-', '--namespace', 'ml', '--output', 'json'], NIM).out).workloads[0].namespace,
    ).toBe('ml');
  });

  test('--baseline lets known findings pass, and tells which are gone', () => {
    const baseline = join(folder(), 'baseline.json');
    expect(cli(['check', '-', '--write-baseline', baseline], USES_SECRET)).toMatchObject({
      code: 0,
      err: expect.stringContaining('1 finding known from now on'),
    });
    expect(cli(['check', '-', '--baseline', baseline], USES_SECRET)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 in the baseline'),
    });
    expect(cli(['check', '-', '--baseline', baseline], NIM)).toMatchObject({
      code: 0,
      err: expect.stringContaining('no longer found (secret-missing on default/Deployment/nim)'),
    });
    expect(readFileSync(baseline, 'utf8')).toMatch(/"object": "default\/Deployment\/nim"/);
  });

  test.each([
    ['json', /^\{\n {2}"version": 2/],
    ['sarif', /"version": "2\.1\.0"/],
    ['markdown', /^## Rollout check/],
  ])('--output %s prints only that', (output, pattern) => {
    const { code, out, err } = cli(['check', '-', '--output', output], USES_SECRET);
    expect([code, out, err]).toEqual([1, expect.stringMatching(pattern), '']);
  });
});

describe('plan', () => {
  test('fails when its form has no place for it, and says where findings are written so', () => {
    const { code, err } = cli(['plan', '-', '--output', 'sarif'], NIM);
    expect([code, err]).toEqual([2, expect.stringContaining(
      'Allowed choices are table, json, markdown, html. For findings write check --output sarif.',
    )]);
    expect(cli(['plan', '-', '--output', 'yaml'], NIM).err).not.toContain('For findings');
  });

  test('tells the rollout of each workload, and exits 1 when one is impossible', () => {
    const { code, out } = cli(['plan', '-', '--nodes', 'gpu=2xg5.2xlarge'], NIM);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^asked: .*\n\nDeployment\/nim {2}update impossible\n.*1 workload: 1 impossible\n$/s),
    ]);
    expect(out).toContain(
      'RollingUpdate, maxSurge 1, maxUnavailable 0; 2 replicas, at least 2 available during an update',
    );
    expect(cli(['plan', '-', '--nodes', 'gpu=3xg5.2xlarge'], NIM)).toMatchObject({
      code: 0,
      out: expect.stringContaining('update proven'),
    });
  });
  test('says unknown without nodes', () =>
    expect(cli(['plan', '-'], NIM)).toMatchObject({ code: 0, out: expect.stringContaining('update unknown') }));
  test('prints JSON and Markdown', () => {
    expect(JSON.parse(cli(['plan', '-', '--output', 'json', '--nodes', 'gpu=2xg5.2xlarge'], NIM).out)).toMatchObject({
      version: 2,
      workloads: [{ name: 'nim', verdict: 'impossible' }],
    });
    expect(cli(['plan', '-', '--output', 'markdown'], NIM).out).toContain(
      '| Deployment/nim | unknown | RollingUpdate, maxSurge 1, maxUnavailable 0 |',
    );
  });
});

test('--html has the findings of check, with the same options', () => {
  const page = join(folder(), 'report.html');
  const write = (...options: string[]) => {
    expect(cli(['plan', '-', '--html', page, ...options], USES_SECRET)).toMatchObject({
      code: 0,
      err: `${page}: written\n`,
    });
    return readFileSync(page, 'utf8');
  };
  expect(write()).toContain('secret-missing');
  expect(write('--declared-secret', 'default/token')).not.toContain('secret-missing');
});

test('rules and schema print what the documentation holds', () => {
  expect(cli(['rules']).out).toMatch(/^update-cannot-finish +error +Update cannot finish/);
  expect(cli(['rules', '--output', 'markdown']).out).toMatch(/^# Rules/);
  expect(JSON.parse(cli(['schema']).out).title).toBe('cdk8s-nim check report');
  expect(JSON.parse(cli(['schema', 'plan']).out).title).toBe('cdk8s-nim rollout plan');
});

test('never ends in anything but 0, 1 or 2, whatever the input', () => {
  const line = fc.constantFrom(
    '---',
    'apiVersion: apps/v1',
    'kind: Deployment',
    'kind: List',
    'items:',
    '- kind: Pod',
    'metadata:',
    '  name: a',
    'spec:',
    '  replicas: -1',
    '&a [*a]',
    '*a',
    '<<: *a',
    '? :',
    '  template: {spec: {containers: [{}]}}',
    '\t',
    '%YAML 1.2',
    '...',
    '{"kind":',
    '"\\u0000"',
    '!!binary x',
    '|',
    'a: b: c',
    '  - [',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(line, fc.string()), { maxLength: 20 }).map((lines) => lines.join('\n')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('table', 'json', 'sarif', 'markdown', 'html'), (input, output) => {
      const { code, out, err } = cli(['check', '-', '--output', output, '--nodes', 'gpu=2xg5.2xlarge'], input);
      expect([0, 1, 2]).toContain(code);
      expect(code === 2 ? out : err).toBe('');
      expect(err).not.toMatch(/undefined|is not a function|Cannot read/);
    }),
    { numRuns: runs(400) },
  );
});

test('--help and --version exit 0', () => {
  expect(cli(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('check [options] <paths...>') });
  expect(cli(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('large input is announced on standard error, never on standard output', () => {
  const many = Array.from(
    { length: 200 },
    (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${index}}\ndata: {text: ${'x'.repeat(21_000)}}\n`,
  ).join('---\n');
  const { code, out, err } = cli(['check', '-', '--output', 'json'], many);
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(/^reading 5 MB of manifests in 1 file\nchecking 200 objects, 0 workloads\n$/),
  ]);
  expect(JSON.parse(out).summary.objects).toBe(200);
});

test('nodes are read from kubectl get nodes -o json, -o yaml, UTF-16 and with a BOM alike', () => {
  const allocatable = { 'cpu': '8', 'memory': '30Gi', 'pods': '5k', 'nvidia.com/gpu': '1' };
  const metadata = {
    name: 'a', labels: { 'node.kubernetes.io/instance-type': 'g5.2xlarge', 'nvidia.com/gfd.timestamp': '1700000000' },
  };
  const list = { apiVersion: 'v1', kind: 'List', items: [{ kind: 'Node', metadata, status: { allocatable } }] };
  const texts = [
    JSON.stringify(list), stringify(list), `\ufeff${JSON.stringify(list)}`,
    Buffer.from(`\ufeff${JSON.stringify(list)}`, 'utf16le'),
  ];
  const judged = texts.map((text, index) =>
    cli(['plan', '-', '--nodes', file(`nodes-${index}`, text)], NIM.replace('replicas: 2', 'replicas: 1')));
  expect(judged[0].out).toContain('update impossible');
  expect(judged.map(({ code, out, err }) => [code, out, err])).toEqual(judged.map(() =>
    [1, judged[0].out, '']));
});

test('plan exits 1 for a field that could not be read, and names it in every form', () => {
  const text = NIM.replaceAll('app: nim', 'app: on').replace('replicas: 2', 'replicas: 1');
  const asked = (...flags: string[]) => cli(['plan', '-', '--nodes', 'gpu=2xg5.2xlarge', ...flags], text);
  expect(asked()).toMatchObject({ code: 1, out: expect.stringMatching(/update unknown\n +- could not be read: /) });
  const { code, out } = asked('--output', 'json');
  expect([code, JSON.parse(out).unread[0]]).toEqual([1, expect.stringMatching(/^\S+: \/\S+\/app is true to kubectl/)]);
});

test.each(['', '# only a comment\n', 'null\n', '---\n---\n'])(
  'input without one object is no clean input: %j',
  (text) => {
    expect(cli(['check', '-'], text)).toMatchObject({
      code: 2, out: '', err: expect.stringContaining('no Kubernetes object in it'),
    });
    expect(cli(['plan', file('nothing.yaml', text)])).toMatchObject({ code: 2, out: '' });
  },
);
