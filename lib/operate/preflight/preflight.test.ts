import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { gpuNode } from '../../../test/support/operate';
import { preflight } from './preflight';

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
const object = (kind: string, apiVersion: string, spec: Json = {}, metadata: Json = {}): Json =>
  ({ apiVersion, kind, metadata: { name: 'web', namespace: 'a', ...metadata }, spec });
const service = object('Service', 'v1', { ports: [{ port: 80 }] });
const deployment = (pod: Json, metadata: Json = {}): Json => object('Deployment', 'apps/v1', {
  selector: { matchLabels: { app: 'web' } },
  template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'a:1' }], ...pod } },
}, metadata);
const gpus = (count: number, nodeSelector?: Json): Json => deployment({
  nodeSelector, containers: [{ name: 'main', image: 'a:1', resources: { limits: { 'nvidia.com/gpu': count } } }],
});

/** A cluster that lets everything be applied, unless a test says another thing before. */
const allowing = (objects: Json[] = [NAMESPACE]): ScriptedCluster => new ScriptedCluster(objects);
const may = (world: ScriptedCluster): ScriptedCluster => world.on('create --output json', (_, input) => {
  const { items } = JSON.parse(input!);
  return { stdout: JSON.stringify({ items: items.map(() => ({ status: { allowed: true } })) }) };
});

async function findings(manifests: Json[], world = allowing()): Promise<string[]> {
  const { findings: all } = await preflight(modelOf(manifests).manifests, may(world).kubectl);
  return all.map(({ result, text }) => `${result}: ${text}`);
}
/** Without the context, and what is said of kinds and rights where all is well. */
const besides = async (manifests: Json[], world?: ScriptedCluster): Promise<string[]> =>
  (await findings(manifests, world)).slice(1).filter((text) => !/^ok: (the cluster serves|you may)/.test(text));

test('the context, the kinds and the rights are what applying anything needs', async () => {
  expect(await findings([service])).toEqual([
    'ok: context lab, https://10.0.0.1:6443, Kubernetes v1.37.2',
    'ok: the cluster serves every kind of the manifests',
    'ok: you may create and patch every kind of the manifests',
  ]);
});

test.each<[string, (world: ScriptedCluster) => ScriptedCluster, string]>([
  ['there is no context',
    (world) => world.on('config view', { status: 1, stderr: 'error: current-context must exist' }),
    'refused: kubectl has no context: current-context must exist; choose one with --context, or a file with ' +
    '--kubeconfig'],
  ['its server does not answer', (world) => world.on('version', { status: 1, stderr: 'no route' }),
    'refused: context lab at https://10.0.0.1:6443 does not answer: no route'],
  ['kubectl tells no version of the server', (world) => world.on('version', { stdout: '{}' }),
    'refused: context lab at https://10.0.0.1:6443 does not answer: it says nothing'],
])('nothing else is asked where %s', async (_, change, text) => {
  expect(await findings([service], change(allowing()))).toEqual([text]);
});

test('a cluster that cannot be read is told', async () => {
  const world = allowing().on('get nodes', { status: 1, stderr: 'Error from server (Forbidden): no' });
  expect((await findings([service], world)).slice(1))
    .toEqual([expect.stringMatching(/^refused: the cluster cannot be read: .*Forbidden/)]);
});

test('a kind that is not served is named, unless its definition comes with it', async () => {
  const custom = object('Thing', 'example.com/v1');
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com', scope: 'Namespaced', names: { plural: 'things', kind: 'Thing' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  };
  expect(await besides([custom])).toContain(
    'refused: the cluster does not serve Thing of example.com/v1; install what defines it, or leave it out',
  );
  const stdout = 'customresourcedefinitions crd apiextensions.k8s.io/v1 false CustomResourceDefinition';
  expect(await besides([definition, custom], allowing().on('api-resources --no-headers', { stdout }))).toEqual([]);
});

test('a namespace is in the cluster or among the manifests', async () => {
  expect(await besides([service], allowing([]))).toEqual([
    'refused: namespace a is neither in the cluster nor among the manifests; write the right one, or make it',
  ]);
  expect(await besides([NAMESPACE, service], allowing([]))).toEqual([]);
});

test('objects of another application are not taken over', async () => {
  const of = (app: string | undefined): Json =>
    ({ ...service, metadata: { ...service.metadata, labels: app && { 'app.kubernetes.io/part-of': app } } });
  const beside = (mine: string | undefined, theirs: string | undefined) =>
    besides([of(mine)], allowing([NAMESPACE, of(theirs)]));
  expect(await besides([{ ...deployment({}), metadata: { ...of('shop').metadata } }],
    allowing([NAMESPACE, { ...deployment({}), metadata: { ...of('ops').metadata } }]))).toEqual([
    'refused: Deployment/web of ops is there already: these manifests are of shop; is it the right folder and cluster?',
  ]);
  for (const [mine, theirs] of [['shop', 'shop'], [undefined, 'ops'], ['shop', undefined]]) {
    expect(await beside(mine, theirs)).toEqual([]);
  }
});

describe('rights', () => {
  test('that are missing are named', async () => {
    const world = allowing().on('create --output json', (_, input) => {
      const { items } = JSON.parse(input!);
      const answers = items.map((_each: Json, index: number) => ({ status: { allowed: index !== 1 } }));
      return { stdout: JSON.stringify({ items: answers }) };
    });
    expect(await besides([service], world)).toEqual([
      'refused: you may not create services in namespace a; ask who gives rights in this cluster',
    ]);
  });

  test('that nobody tells are not known', async () => {
    const world = allowing().on('create --output json', { status: 1, stderr: 'no' });
    expect(await besides([service], world)).toEqual(['noted: whether you may apply this is not known: no']);
  });
});

test('Secrets of pods have to be there with their keys', async () => {
  const secret = { secretKeyRef: { name: 'token', key: 'TOKEN' } };
  const pod = deployment({ containers: [{ name: 'main', image: 'a:1', env: [{ name: 'A', valueFrom: secret }] }] });
  const keys = (reply: Json) => besides([pod], allowing().on('get secret token', reply));
  expect(await keys({ stdout: 'TOKEN\n' })).toEqual(['ok: Secret token is in namespace a, with its keys']);
  expect(await keys({ stdout: '' }))
    .toEqual(['refused: Secret token is not in namespace a; make it, its pods cannot start without']);
  expect(await keys({ stdout: 'OTHER\n' })).toEqual([
    'refused: Secret token in namespace a has no key TOKEN; make it, its pods cannot start without',
  ]);
  expect(await keys({ status: 1, stderr: 'Forbidden' }))
    .toEqual(['noted: whether Secret token is in namespace a is not known: Forbidden']);
});

describe('storage classes', () => {
  const claim = (spec: Json): Json => object('PersistentVolumeClaim', 'v1', {
    accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec,
  });
  const storageClass = (name: string, isDefault = false): Json => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'a',
    metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) } },
  });
  const asked = (manifests: Json[], ...objects: Json[]) => besides(manifests, allowing([NAMESPACE, ...objects]));

  test('that a claim names have to exist', async () => {
    expect(await asked([claim({ storageClassName: 'gp3' })], storageClass('gp3')))
      .toEqual(['ok: storage classes exist: gp3']);
    expect(await asked([claim({ storageClassName: 'gp3' })], storageClass('gp2'), storageClass('io2')))
      .toEqual(['refused: storage class gp3 does not exist; there are gp2, io2']);
    expect(await asked([claim({ storageClassName: 'gp3' })]))
      .toEqual(['refused: storage class gp3 does not exist; there are none']);
    expect(await asked([claim({ storageClassName: '' })])).toEqual([expect.stringMatching(/^ok/)]);
  });

  test('need a default where none is named', async () => {
    expect(await asked([claim({})], storageClass('gp3', true))).toEqual(['ok: storage classes exist: the default']);
    expect(await asked([claim({})], storageClass('gp3'))).toEqual([
      'refused: storage class of the default (no class is marked as default) does not exist; there are gp3',
    ]);
  });

  test('of claim templates count, those of claims that are there or have their volume do not', async () => {
    const set = object('StatefulSet', 'apps/v1', {
      serviceName: 'web', selector: { matchLabels: { app: 'web' } },
      volumeClaimTemplates: [claim({ storageClassName: 'gp3' })], template: deployment({}).spec.template,
    });
    expect(await asked([set])).toEqual(['refused: storage class gp3 does not exist; there are none']);
    const bound = claim({ storageClassName: 'gp3' });
    expect(await asked([bound], bound)).toEqual([]);
    expect(await asked([claim({ storageClassName: 'gp3', volumeName: 'pv' })])).toEqual([]);
  });
});

describe('GPUs', () => {
  const labelled = (name: string, count: number, pool: string): Json => {
    const node = gpuNode(name, count);
    return { ...node, metadata: { ...node.metadata, labels: { pool } } };
  };
  const nodes = [labelled('n1', 2, 'a'), labelled('n2', 1, 'a'), labelled('n3', 0, 'b')];
  const asked = (pool?: string) =>
    besides([gpus(1, pool === undefined ? undefined : { pool })], allowing([NAMESPACE, ...nodes]));

  test('are offered by the nodes that the selector names', async () => {
    expect(await asked('a')).toEqual(['ok: Deployment/web: 2 nodes with pool=a offer 3 nvidia.com/gpu']);
    expect(await asked()).toEqual(['ok: Deployment/web: 3 nodes with any offer 3 nvidia.com/gpu']);
  });

  test('are missing where the device plugin does not run, and may still come where there is no node', async () => {
    expect(await asked('b')).toEqual([
      'refused: Deployment/web: 1 node with pool=b offer no nvidia.com/gpu; is the device plugin running?',
    ]);
    expect(await asked('c')).toEqual(['noted: Deployment/web: no node has pool=c now']);
  });
});
