import { deployment, Json, modelOf, object } from '../../test/support/rules';
import { fieldOf } from '../../test/support/fields';
import { Field, policyTargets, selectPeer } from '.';

const policy = (spec: object = {}) => object('NetworkPolicy', 'p', { spec }, 'networking.k8s.io/v1');
const blue = deployment({}, {}, { name: 'api', namespace: 'blue' });
const APP = (app: string) => ({ podSelector: { matchLabels: { app } } });
const inNamespace = (...values: string[]) => ({ namespaceSelector: { matchExpressions: [
  { key: 'kubernetes.io/metadata.name', operator: 'In', values }] } });

function selected(peer: Json, ...objects: Json[]) {
  const model = modelOf([policy(), deployment(), blue, ...objects]);
  const found = selectPeer(fieldOf(peer), model.manifests[0], model);
  return found && [found.namespace, found.workloads.map(({ name }) => name), found.selector.requirements.length,
    found.peer.value];
}

test('a peer selects pods of the namespace of its policy', () => {
  expect(selected(APP('web'))).toEqual(['shop', ['web'], 1, APP('web')]);
  expect(selected(APP('api'))).toEqual(['shop', [], 1, APP('api')]);
  expect(selected({ podSelector: {} })?.slice(0, 3)).toEqual(['shop', ['web'], 0]);
});

test('a peer of one namespace that it names, and that has pods, selects there', () => {
  const peer = { ...APP('api'), ...inNamespace('blue') };
  expect(selected(peer)).toEqual(['blue', ['api'], 1, peer]);
  expect(selected({ podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'blue' } } })
    ?.slice(0, 2)).toEqual(['blue', ['api']]);
});

test('what the manifests cannot tell is none', () => {
  expect([selected({ ipBlock: { cidr: '10.0.0.0/8' } }), selected(inNamespace('blue')),
    selected({ ...APP('api'), ...inNamespace('red') }), selected({ ...APP('api'), ...inNamespace('blue', 'red') }),
    selected({ ...APP('api'), namespaceSelector: {} }),
    selected({ ...APP('api'), namespaceSelector: { matchLabels: { team: 'blue' } } }),
    selected({ ...APP('api'), namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': 'blue', 'a': 'b' } } }),
    selected({ ...APP('api'), namespaceSelector: { matchExpressions: [
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['blue'] }] } })])
    .toEqual(Array(8).fill(undefined));
});

test('a policy applies to the pods of its namespace that it selects, all where it says nothing', () => {
  const targets = (spec: object) => {
    const model = modelOf([policy(spec), deployment(), deployment({}, {}, { name: 'two' }), blue]);
    const [manifest] = model.manifests;
    return policyTargets(Field.of(manifest, []), manifest, model).map(({ name }) => name);
  };
  expect([targets({}), targets({ podSelector: {} }), targets(APP('two'))]).toEqual([['web', 'two'], ['web', 'two'],
    ['two']]);
});
