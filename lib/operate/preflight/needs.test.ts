import { gpuNode, viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { gpuFindings, namespaceFindings, storageFindings } from './cluster-needs';
import { accessReviews, missingRights, rightsFor } from './permissions';
import { preflight } from './preflight';
import { readServedKinds, resourceName } from './served-kinds';

const claim = (name: string, spec: Json): Json =>
  ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'a' }, spec });
const storageClass = (name: string, isDefault: string): Json => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'a',
  metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault } },
});
const texts = (manifests: Json[], ...live: Json[]) =>
  storageFindings(modelOf(manifests), viewOf(...live).snapshot).map(({ result, text }) => `${result}: ${text}`);

describe('storage classes', () => {
  test('may come with the manifests, and are named with the default in one line', () => {
    expect(texts([claim('a', { storageClassName: 'gp3' }), claim('b', {}), storageClass('gp3', 'true')]))
      .toEqual(['ok: storage classes exist: gp3, the default']);
  });

  test('of several claims each that is missing is named once', () => {
    const claims = ['x', 'y', 'x'].map((storageClassName, index) => claim(`c${index}`, { storageClassName }));
    expect(texts(claims, storageClass('gp2', 'false')))
      .toEqual(['refused: storage class x, y does not exist; there are gp2']);
  });

  test('of what is no claim are not asked for', () => {
    expect(texts([{ ...claim('a', { storageClassName: 'gp3' }), kind: 'ConfigMap' }])).toEqual([]);
    expect(texts([claim('a', { storageClassName: 'gp3' })], claim('a', {}))).toEqual([]);
  });
});

describe('GPUs', () => {
  const pod = (limits: Json, nodeSelector: Json) => modelOf([{
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'a' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { nodeSelector, containers: [{ name: 'main', image: 'a:1', resources: { limits } }] },
      },
    },
  }]);
  const node = gpuNode('gpu-1', 2);
  const { snapshot } = viewOf({ ...node, metadata: { ...node.metadata, labels: { pool: 'a', zone: 'z' } } });

  test('are asked for of pods that want some, by every label', () => {
    const found = (limits: Json, nodeSelector: Json) => gpuFindings(pod(limits, nodeSelector), snapshot);
    expect(found({ cpu: 1 }, { pool: 'a' })).toEqual([]);
    const limits = { 'nvidia.com/gpu': 1 };
    expect(found(limits, { pool: 'a', zone: 'z' }))
      .toEqual([{ result: 'ok', text: 'Deployment/web: 1 node with pool=a, zone=z offer 2 nvidia.com/gpu' }]);
    expect(found(limits, { pool: 'a', zone: 'y' }))
      .toEqual([{ result: 'noted', text: 'Deployment/web: no node has pool=a, zone=y now' }]);
  });
});

test('only a Namespace is one, whatever else has its name', () => {
  const served = readServedKinds('configmaps v1 true ConfigMap\nnamespaces v1 false Namespace');
  const named = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' } });
  expect(namespaceFindings(modelOf([named('ConfigMap', 'shop')]), viewOf().snapshot, served)).toHaveLength(1);
});

describe('rights', () => {
  const served = readServedKinds('configmaps v1 true ConfigMap\nnamespaces v1 false Namespace');
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
  const rights = rightsFor(modelOf([namespace]).manifests, served);

  test('of what belongs to no namespace are asked without one', () => {
    expect(rights).toEqual(['get', 'create', 'patch'].map((verb) =>
      ({ verb, group: '', resource: 'namespaces', namespace: undefined })));
  });

  test('are asked in one question or in a list', () => {
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview' };
    expect(JSON.parse(accessReviews(rights.slice(0, 1))))
      .toEqual({ ...review, spec: { resourceAttributes: { verb: 'get', group: '', resource: 'namespaces' } } });
    expect(JSON.parse(accessReviews(rights))).toMatchObject({
      apiVersion: 'v1', kind: 'List', items: [review, review, review],
    });
  });

  test('are missing unless the answer says so', () => {
    const answers = [{ status: { allowed: 'true' } }, { status: null }, undefined];
    expect(missingRights(rights, answers)).toEqual(rights);
    const two = [{ status: { allowed: true } }, { status: { allowed: false } }];
    expect(missingRights(rights, two)).toEqual(rights.slice(1));
  });
});

test('a resource is named as kubectl takes it', () => {
  expect(resourceName({ group: '', resource: 'services' })).toBe('services');
  expect(resourceName({ group: 'apps', resource: 'deployments' })).toBe('deployments.apps');
});

test('a server that says its version and an error does not answer', async () => {
  const world = new ScriptedCluster([]).on('version', {
    status: 1, stdout: '{"serverVersion": {"gitVersion": "v1"}}', stderr: 'a\nb\nc\nd\n',
  });
  expect(await preflight([], world.kubectl)).toEqual({
    findings: [{ result: 'refused', text: 'context lab at https://10.0.0.1:6443 does not answer: b; c; d' }],
  });
});
