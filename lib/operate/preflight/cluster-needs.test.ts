import { Snapshot } from '../../cluster/snapshot';
import { Manifest, Model } from '../../manifests';
import { kindsFinding, namespaceFindings, otherAppFinding } from './cluster-needs';
import { readServedKinds } from './served-kinds';

const SERVED = readServedKinds(`   namespaces   ns   v1   false   Namespace
configmaps  cm  v1  true  ConfigMap
deployments  deploy  apps/v1  true  Deployment

`);
const modelOf = (...items: object[]): Model => Model.load([
  { file: 'a.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) },
]);
const object = (kind: string, name: string, metadata: object = {}, more: object = {}) => ({
  apiVersion: 'v1', kind, metadata: { name, namespace: 'shop', ...metadata }, ...more,
});
const snapshotOf = (objects: readonly Manifest[], described: readonly Manifest[] = []): Snapshot =>
  ({ objects, described: () => described }) as unknown as Snapshot;
const app = (name: string) => ({ labels: { 'app.kubernetes.io/part-of': name } });

test('blanks around a line of the table of kinds tell nothing', () => {
  expect(SERVED.map(({ resource, group, isNamespaced }) => [resource, group, isNamespaced])).toEqual([
    ['namespaces', '', false], ['configmaps', '', true], ['deployments', 'apps', true],
  ]);
});

test('a kind is served now, or once the definition among the manifests is applied', () => {
  const queue = object('Queue', 'q', {}, { apiVersion: 'example.com/v1' });
  const definition = object('CustomResourceDefinition', 'queues.example.com', {}, {
    apiVersion: 'apiextensions.k8s.io/v1', spec: { group: 'example.com', names: { kind: 'Queue' } },
  });
  const text = (...items: object[]) => JSON.stringify(kindsFinding(modelOf(...items).manifests, SERVED));
  expect(text(object('ConfigMap', 'a'))).toContain('the cluster serves every kind of the manifests');
  expect(text(queue, { ...queue, metadata: { name: 'r', namespace: 'shop' } }))
    .toContain('the cluster does not serve Queue of example.com/v1; install what defines it, or leave it out');
  const definitions = 'customresourcedefinitions apiextensions.k8s.io/v1 false CustomResourceDefinition';
  const both = [...SERVED, ...readServedKinds(definitions)];
  expect(JSON.stringify(kindsFinding(modelOf(definition, queue).manifests, both))).toContain('serves every kind');
});

test('a namespace is in the cluster or among the manifests', () => {
  const findings = (items: object[], live: object[] = []) =>
    JSON.stringify(namespaceFindings(modelOf(...items), snapshotOf(modelOf(...live).manifests), SERVED));
  const shop = object('Namespace', 'shop', { namespace: undefined });
  expect(findings([object('ConfigMap', 'a')])).toContain(
    'namespace shop is neither in the cluster nor among the manifests; write the right one, or make it',
  );
  expect(findings([object('ConfigMap', 'a')], [shop])).toBe('[]');
  expect(findings([object('ConfigMap', 'a'), shop])).toBe('[]');
});

test('an object that is there is of another application only where both say which', () => {
  const findings = (own: object, live: object) => otherAppFinding(
    modelOf(object('ConfigMap', 'a', own)), snapshotOf([], modelOf(object('ConfigMap', 'a', live)).manifests),
  );
  expect(JSON.stringify(findings(app('shop'), app('other')))).toContain('ConfigMap/a');
  expect(findings(app('shop'), app('shop'))).toEqual([]);
  expect(findings({}, app('other'))).toEqual([]);
  expect(findings(app('shop'), {})).toEqual([]);
});
