import { parse } from 'yaml';
import { Json, modelOf } from '../../../test/support/rules';
import { Manifest } from '../../manifests';
import { Change, Fix, Remedy } from '../remedies';
import { kustomizeFiles } from './kustomize';

const object = (kind: string, apiVersion: string, metadata: Json): Json => ({ apiVersion, kind, metadata });
const [web, config, cluster] = modelOf([
  object('Deployment', 'apps/v1', { name: 'web.front', namespace: 'shop.a' }),
  object('ConfigMap', 'v1', { name: 'web' }), object('PriorityClass', 'scheduling.k8s.io/v1', { name: 'high' }),
]).manifests;
const NONE: Change = { patches: [], added: [], removed: [], nodes: [] };
const scaled = { op: 'add' as const, path: '/spec/replicas', value: 2 };

function files(change: Partial<Change>, more: Partial<Fix> = {}): Map<string, string> {
  const fix = { change: { ...NONE, ...change }, chosen: [], covered: [], open: [], ...more } as unknown as Fix;
  return new Map(kustomizeFiles(fix));
}
const kustomization = (change: Partial<Change>): Json => parse(files(change).get('kustomization.yaml')!);
const patched = (manifest: Manifest): Json =>
  kustomization({ patches: [{ manifest, operations: [scaled] }] }).patches[0];

test('a change of an object is a patch of RFC 6902 with the object as target', () => {
  const operations = [
    scaled, { op: 'add' as const, path: '/a', value: null }, { op: 'remove' as const, path: '/b', value: 1 },
  ];
  const all = files({ patches: [{ manifest: web, operations }] });
  expect([...all.keys()]).toEqual(['deployment-shop.a-web.front.patch.yaml', 'kustomization.yaml', 'README.md']);
  expect(parse(all.get('deployment-shop.a-web.front.patch.yaml')!))
    .toEqual([scaled, { op: 'add', path: '/a', value: null }, { op: 'remove', path: '/b' }]);
  expect(parse(all.get('kustomization.yaml')!)).toEqual({
    apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', metadata: { name: 'remedies' },
    patches: [{
      path: 'deployment-shop.a-web.front.patch.yaml',
      // Names of a target are regular expressions.
      target: { group: 'apps', version: 'v1', kind: 'Deployment', name: 'web\\.front', namespace: 'shop\\.a' },
    }],
  });
});

test('a target has the namespace that the object writes, and the core group has no name', () => {
  expect(patched(config).target).toEqual({ version: 'v1', kind: 'ConfigMap', name: 'web' });
  expect(patched(cluster).target)
    .toEqual({ group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass', name: 'high' });
});

test('objects that are new are resources, those that go are deleted', () => {
  const added = object('PersistentVolumeClaim', 'v1', { name: 'Cache_1' });
  const all = files({ added: [added], removed: [web, config] });
  expect(parse(all.get('kustomization.yaml')!)).toMatchObject({
    resources: ['persistentvolumeclaim-cache-1.yaml'],
    patches: [{ path: 'deployment-shop.a-web.front.delete.yaml' }, { path: 'configmap-web.delete.yaml' }],
  });
  expect(parse(all.get('persistentvolumeclaim-cache-1.yaml')!)).toEqual(added);
  expect(parse(all.get('deployment-shop.a-web.front.delete.yaml')!)).toEqual({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web.front', namespace: 'shop.a' }, $patch: 'delete',
  });
  expect(parse(all.get('configmap-web.delete.yaml')!))
    .toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, $patch: 'delete' });
});

test('what there is nothing of is not written', () => {
  expect(kustomization({})).toEqual({
    apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', metadata: { name: 'remedies' },
  });
  expect(kustomization({ added: [object('ConfigMap', 'v1', { name: 'a' })] })).not.toHaveProperty('patches');
});

test('files whose names would be one have numbers', () => {
  const named = (name: string) => object('ConfigMap', 'v1', { name });
  const resources = kustomization({ added: ['a', 'A', 'a_', 'A'].map(named) }).resources as string[];
  expect(resources.slice(0, 2)).toEqual(['configmap-a.yaml', 'configmap-a-2.yaml']);
  expect(new Set(resources).size).toBe(4);
  expect(resources[3]).toBe('configmap-a-3.yaml');
  expect(kustomization({ added: [named('x'.repeat(300))] }).resources[0]).toHaveLength(200 + '.yaml'.length);
});

test('the page says what no patch can: nodes, what to fill in, props of constructs, and what is still open', () => {
  const remedy = {
    cures: 'update', title: 'strategy Recreate', verdict: 'proven', after: { verdict: 'proven' },
    downtimeSeconds: { least: 0, most: 90 }, toFill: ['the storage class'], notes: ['a | b'],
    props: ['rollout: RolloutStrategy.recreate()'], change: NONE, id: 'recreate',
  } as unknown as Remedy;
  const workload = { workload: 'Deployment/web' } as Fix['open'][number];
  const page = files(
    { nodes: [{ pool: 'gpu|a', count: 2 }, { pool: 'cpu', count: 1 }] },
    {
      chosen: [{ workload, remedy }, { workload, remedy: { ...remedy, cures: 'drain' } }], covered: [],
      open: [workload],
    },
  ).get('README.md')!;
  expect(page.split('\n').slice(13)).toEqual([
    'With all of it the prover gives the verdicts below. For objects that constructs of cdk8s-nim render, write the prop instead.',
    '', 'Nodes to be added, which is no manifest: 2 more in pool gpu\\|a, 1 more in pool cpu.', '',
    '## Deployment/web, update', '',
    '- change: strategy Recreate', '- verdict: proven; finishes, downtime up to 1 min 30 s',
    '- to be filled in: the storage class', '- prop: `rollout: RolloutStrategy.recreate()`', '- note: a \\| b', '',
    '## Deployment/web, drain', '',
    '- change: strategy Recreate', '- verdict: proven; a drain finishes, downtime up to 1 min 30 s',
    '- to be filled in: the storage class', '- prop: `rollout: RolloutStrategy.recreate()`', '- note: a \\| b', '',
    '## Still open', '', '- Deployment/web', '',
  ]);
  expect(page.split('\n').slice(0, 13)).toEqual([
    '# Remedies', '', 'Make a kustomization of what was judged and of this folder, and apply that:', '', '```yaml',
    'resources:', '  - path/to/what/was/judged', 'components:', '  - path/to/this/folder', '```', '',
    expect.stringMatching(/^It is to be one of its own: where `namespace`/), '',
  ]);
  const plain = files({}).get('README.md')!;
  expect(plain).not.toMatch(/Nodes to be added|Still open/);
});
