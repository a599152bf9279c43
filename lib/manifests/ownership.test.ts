import { modelOf, deployment, Json } from '../../test/support/rules';
import { liveObjects } from '../../test/support/admission';
import { OwnerIndex, ownerOf } from './ownership';

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

describe('the owner of an object', () => {
  const of = (metadata: unknown) => ownerOf(liveObjects([{ kind: 'Pod', metadata } as object])[0]);
  const reference = (name: string, more: object = {}) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, ...more });

  test('is the one that controls it, else the first', () => {
    expect(of({ ownerReferences: [reference('a'), reference('b', { controller: true, uid: 'u' })] }))
      .toEqual({ kind: 'ReplicaSet', name: 'b', group: 'apps', uid: 'u' });
    expect(of({ ownerReferences: ['odd', reference('a', { controller: 'true' }), reference('b')] })?.name).toBe('a');
    expect(of({ ownerReferences: [{ apiVersion: 'v1', uid: 5 }] }))
      .toEqual({ kind: '', name: '', group: '', uid: undefined });
  });

  test('is none where nothing says so', () => {
    expect([of({}), of({ ownerReferences: [] }), of({ ownerReferences: {} }), of('x'), of(undefined)])
      .toEqual(Array(5).fill(undefined));
  });

  const named = (kind: string, name: string, metadata: object = {}) =>
    ({ apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'shop', ...metadata } });
  const found = (kind: string, name: string, metadata: object, ...objects: object[]) => {
    const [pod, ...others] = liveObjects([named('Pod', 'p', { ownerReferences: [
      { apiVersion: 'apps/v1', kind, name, ...metadata }] }), ...objects]);
    return new OwnerIndex(others).ownerIn(pod)?.id;
  };

  test('is in the input by kind, name and namespace, and by uid where both have one', () => {
    const web = named('ReplicaSet', 'web', { uid: 'u' });
    expect(found('ReplicaSet', 'web', {}, web)).toBe('ReplicaSet/web');
    expect(found('ReplicaSet', 'web', { uid: 'u' }, web)).toBe('ReplicaSet/web');
    expect(found('ReplicaSet', 'web', { uid: 'v' }, web)).toBeUndefined();
    expect(found('ReplicaSet', 'web', { uid: 'v' }, named('ReplicaSet', 'web', { uid: 5 }))).toBe('ReplicaSet/web');
    expect(found('Job', 'web', {}, web)).toBeUndefined();
    expect(found('ReplicaSet', 'web', {}, named('ReplicaSet', 'web', { namespace: 'blue' }))).toBeUndefined();
  });

  test.each([
    ['ReplicaSet', 'Deployment'], ['ReplicaSet', 'Rollout'], ['ReplicationController', 'DeploymentConfig'],
    ['Job', 'CronJob'], ['StatefulSet', 'LeaderWorkerSet'],
  ])('is, beyond a %s that is not in the input, the %s that it is named after', (kind, parent) => {
    expect(found(kind, 'web-a-7d9c', {}, named('Deployment', 'x'), named(parent, 'web-a'))).toBe(`${parent}/web-a`);
    expect(found(kind, 'web-a', {}, named(parent, 'web-a'))).toBeUndefined();
    expect(found(kind, 'web-a-7D9C', {}, named(parent, 'web-a'))).toBeUndefined();
    expect(found('Pod', 'web-a-7d9c', {}, named(parent, 'web-a'))).toBeUndefined();
  });
});
