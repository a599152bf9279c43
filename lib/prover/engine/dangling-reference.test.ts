import { container, deployment, Json, modelOf, object } from '../../../test/support/rules';
import { danglingReferences } from './dangling-reference';
import { RuleContext } from './rule-context';

const env = (name: string, key = 'k') => ({ name: 'A', valueFrom: { configMapKeyRef: { name, key } } });
const app = (...variables: Json[]) => deployment({ containers: [container({ env: variables })] });
const map = (name: string, data: object = { k: 'v' }, namespace = 'shop') =>
  ({ ...object('ConfigMap', name, { data }), metadata: { name, namespace } });
const ENV = '/spec/template/spec/containers/0/env';

function dangling(json: Json, ...objects: Json[]) {
  const context = new RuleContext(modelOf([json, ...objects]));
  return danglingReferences(context.model.workloads[0], 'ConfigMap', context,
    (namespace, name) => context.model.find('ConfigMap', namespace, name) !== undefined);
}

test('does not apply where nothing is referred to, or there are no pods', () => {
  expect([dangling(deployment()), dangling(object('ConfigMap', 'c'))]).toEqual([undefined, undefined]);
});

test('complies where objects and keys are there, or data are not to be seen', () => {
  expect(dangling(app(env('a'), env('b')), map('a'), object('ConfigMap', 'b'))).toEqual([]);
});

test('names an object that is not there once, and a key that it lacks', () => {
  expect(dangling(app(env('a'), env('a', 'l'), env('b', 'x')), map('b'))).toEqual([
    { pointer: `${ENV}/0/valueFrom/configMapKeyRef/name`, severity: undefined,
      message: 'ConfigMap a is not among the manifests of namespace shop' },
    { pointer: `${ENV}/2/valueFrom/configMapKeyRef/key`, message: 'ConfigMap b has no key x' },
  ]);
});

test('says where there is one of that name', () => {
  expect(dangling(app(env('a')), map('a', {}, 'blue'), map('b'))?.[0].message).toBe(
    'ConfigMap a is not among the manifests of namespace shop; ' +
      'there is one in namespace blue, which pods of shop cannot read');
});

test('says nothing of one elsewhere where there is none of that name', () => {
  expect(dangling(app(env('a')), map('b', {}, 'blue'))?.[0].message)
    .toBe('ConfigMap a is not among the manifests of namespace shop');
});

test('only warns where something may make it', () => {
  const unknown = object('Box', 'box', {}, 'example.com/v1');
  expect(dangling(app(env('a')), unknown)).toEqual([{
    pointer: `${ENV}/0/valueFrom/configMapKeyRef/name`, severity: 'warning',
    message: 'ConfigMap a is not among the manifests of namespace shop; Box/box may make it',
  }]);
});

test('volumes that a StatefulSet makes claims for refer to nothing', () => {
  const set = { ...deployment({ volumes: [{ name: 'data', configMap: { name: 'a' } }] },
    { serviceName: 'web', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }), kind: 'StatefulSet' };
  expect(dangling(set)).toBeUndefined();
});
