import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program';
import { Json } from './cluster/api';
import { pathOf } from './cluster/objects';
import { useControlPlane } from './support/live';

const live = useControlPlane();
const path = process.env.PATH;
let folder: string;

const inNamespace = (namespace: string, apiVersion: string, kind: string, name: string, rest: Json): Json =>
  ({ apiVersion, kind, metadata: { name, namespace }, ...rest });
const deployment = (namespace: string, name: string, pod: Json = {}, spec: Json = {}): Json =>
  inNamespace(namespace, 'apps/v1', 'Deployment', name, {
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'main:1' }], ...pod },
      },
      ...spec,
    },
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ask-server-'));
  symlinkSync(live.plane.binaries.kubectl, join(folder, 'kubectl'));
  process.env.PATH = `${folder}:${path}`;
  const create = (object: Json) => live.plane.api.create(pathOf(object, { collection: true }), object);
  const enforced = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'open' } });
  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'locked', labels: enforced } });
  await create(
    inNamespace('open', 'v1', 'LimitRange', 'limits', { spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } }),
  );
  await create(inNamespace('locked', 'v1', 'ResourceQuota', 'full', { spec: { hard: { pods: '0' } } }));
  await create(deployment('open', 'old'));
  await Promise.all(['open', 'locked'].map((namespace) => live.plane.serviceAccountOf(namespace)));
});

afterAll(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

/** What the command line answers to objects, asked with --ask-server. */
function ask(command: string[], ...objects: Json[]): { code: number; report: Json; said: string } {
  const file = join(folder, 'app.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  let [out, said] = ['', ''];
  const args = [...command, file, '--output', 'json', '--ask-server', '--kubeconfig', live.plane.kubeconfig];
  const code = run(args, { out: (text) => (out += text), err: (text) => (said += text), colour: false });
  return { code, report: JSON.parse(out), said };
}

const plan = (...objects: Json[]): Json[] => ask(['plan', '--nodes', 'cpu=4xm6i.2xlarge'], ...objects).report.workloads;

test('what the server takes is proven, and nothing is stored', async () => {
  const [{ verdict }] = plan(deployment('open', 'web'));
  expect(verdict).toBe('proven');
  await expect(live.plane.api.get('/apis/apps/v1/namespaces/open/deployments/web')).rejects.toThrow('404');
  expect((await live.plane.api.get('/api/v1/namespaces/open/pods')).items.map(({ metadata }: Json) => metadata.name))
    .toEqual([expect.stringMatching(/^old-/)]);
});

test('a template that Pod Security, a LimitRange or a missing class refuses is impossible, in the words of the server', () => {
  const resources = { limits: { cpu: '3' } };
  const workloads = plan(
    deployment('locked', 'loose'),
    deployment('open', 'large', { containers: [{ name: 'main', image: 'main:1', resources }] }),
    deployment('open', 'ranked', { priorityClassName: 'nowhere' }),
    deployment('open', 'classed', { runtimeClassName: 'nowhere' }),
    deployment('open', 'known', { priorityClassName: 'high' }),
  );
  expect(workloads.map(({ verdict }) => verdict)).toEqual([
    'impossible', 'impossible', 'impossible', 'impossible', 'proven',
  ]);
  expect(workloads.slice(0, 4).map(({ witness }) => witness[1])).toEqual([
    expect.stringContaining('violates PodSecurity "restricted:latest"'),
    expect.stringContaining('maximum cpu usage per Container is 2, but limit is 3'),
    expect.stringContaining('no PriorityClass with name nowhere was found'),
    expect.stringContaining('RuntimeClass "nowhere" not found'),
  ]);
});

test('an immutable field of an object that is there is impossible, and the finding stands at the field', () => {
  const changed = deployment(
    'open',
    'old',
    {},
    {
      selector: { matchLabels: { app: 'new' } },
      template: { metadata: { labels: { app: 'new' } }, spec: { containers: [{ name: 'main', image: 'main:1' }] } },
    },
  );
  expect(plan(changed)[0]).toMatchObject({
    verdict: 'impossible', witness: [expect.stringContaining('field is immutable')],
  });
  const { code, report } = ask(['check', '--rule', 'server-refuses-object'], changed);
  expect(code).toBe(1);
  expect(report.findings).toMatchObject([{ rule: 'server-refuses-object', pointer: '/spec/selector' }]);
});

test('a switch to Recreate, which server-side apply refuses and apply takes, is unknown', () => {
  const [{ verdict, witness }] = plan(deployment('open', 'old', {}, { strategy: { type: 'Recreate' } }));
  expect([verdict, witness.join()]).toEqual(['unknown', expect.stringContaining('kubectl apply is taken and')]);
});

test('what cannot be asked is unknown, by name', () => {
  const workloads = plan(
    deployment('nowhere', 'web'),
    deployment('locked', 'bound', {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'main',
          image: 'main:1',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    }),
  );
  expect(workloads.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
  expect(workloads[0].witness.join()).toContain('namespace nowhere does not exist yet');
  expect(workloads[1].witness.join()).toContain('exceeded quota: full');
  const { report } = ask(['check'], {
    apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a', namespace: 'open' },
  });
  expect(report.findings.map(({ message }: Json) => message).join()).toContain(
    'the server does not serve Thing of example.com/v1 yet',
  );
});

test('the commands, the rights and what came of it are printed', () => {
  const { said } = ask(['check'], deployment('open', 'web'));
  expect(said).toContain('apply --server-side --force-conflicts --field-manager cdk8s-nim --dry-run=server');
  expect(said).toContain('rights: create and patch, and get for the second, of Deployment.apps, Pod');
  expect(said).toContain('1 object asked: all taken, 1 pod asked: all taken');
});
