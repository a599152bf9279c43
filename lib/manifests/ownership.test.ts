import { modelOf, deployment, Json } from '../../test/support/rules';

const owned = (kind: string, name: string, owner: Json, spec: Json = {}): Json => ({
  ...deployment({}, spec, { name, ownerReferences: [{ apiVersion: 'apps/v1', controller: true, ...owner }] }), kind,
});
const pod = (name: string, owner: Json) => {
  const { spec: { template }, metadata } = owned('Pod', name, owner);
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec };
};
const counted = (...objects: Json[]) => modelOf(objects).workloads.map(({ manifest }) => manifest.id);

test('pods of an owner in the input are counted there, and there only', () => {
  const replicas = owned('ReplicaSet', 'web-7d9c', { kind: 'Deployment', name: 'web' });
  expect(counted(deployment(), replicas, pod('web-7d9c-x', { kind: 'ReplicaSet', name: 'web-7d9c' }))).toEqual([
    'Deployment/web',
  ]);
});

test('an owned object whose owner is not in the input is counted itself', () => {
  const owner = { apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService', name: 'llm' };
  expect(counted(deployment(), owned('Deployment', 'llm-predictor', owner))).toEqual([
    'Deployment/web', 'Deployment/llm-predictor',
  ]);
  expect(counted(pod('other-7d9c-x', { kind: 'ReplicaSet', name: 'other-7d9c' }))).toEqual(['Pod/other-7d9c-x']);
});

test('a dump without the ReplicaSets in between counts pods at their Deployment', () => {
  expect(counted(deployment(), pod('web-7d9c-x', { kind: 'ReplicaSet', name: 'web-7d9c' }))).toEqual([
    'Deployment/web',
  ]);
});

test('an owner of the same name with another uid is another object', () => {
  const replicas = owned('ReplicaSet', 'web-7d9c', { kind: 'Deployment', name: 'web', uid: 'old' });
  expect(counted(deployment({}, {}, { uid: 'new' }), replicas)).toEqual(['Deployment/web', 'ReplicaSet/web-7d9c']);
});

test('what an operator made is counted in place of an object of unknown kind, which then leaves nothing open', () => {
  const kafka = {
    apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', metadata: { name: 'events', namespace: 'shop' },
  };
  const made = owned('StatefulSet', 'events-kafka', {
    apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'events',
  });
  expect(modelOf([kafka]).uncounted.map(({ manifest }) => manifest.id)).toEqual(['Kafka/events']);
  expect(modelOf([kafka, made]).uncounted).toEqual([]);
});
