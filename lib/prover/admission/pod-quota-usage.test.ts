import { Field, readResourceQuota } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { container, deployment, Json, modelOf, object } from '../../../test/support/rules';
import { claimsBeside, isScoped, podQuotaUsage, volumeClaimUsage } from './pod-quota-usage';
import { Surroundings } from './surroundings';

const quota = (spec: object = {}) =>
  readResourceQuota(Field.of(liveObjects([object('ResourceQuota', 'q', { spec })])[0], []));
const ALL = quota();
const ofVolumes = quota({ scopeSelector: { matchExpressions: [
  { scopeName: 'VolumeAttributesClass', operator: 'In', values: ['fast'] },
] } });
const volume = (storage: string, more: object = {}) => ({ resources: { requests: { storage } }, ...more });
const device = (name: string, metadata: object = {}): Json => ({
  ...object('ResourceClaim', name, { spec: { devices: { requests: [{ exactly: { deviceClassName: 'gpu' } }] } } },
    'resource.k8s.io/v1'), metadata: { name, namespace: 'shop', ...metadata } });
const template = object('ResourceClaimTemplate', 't', { spec: { spec: device('x').spec } }, 'resource.k8s.io/v1');
const claim = (name: string, storage: string, more: object = {}) =>
  object('PersistentVolumeClaim', name, { spec: volume(storage, more) });

/** What one pod of the first object takes of a quota. */
function taken(of: typeof ALL, ...objects: Json[]) {
  const surroundings = new Surroundings(modelOf(objects));
  const [workload] = surroundings.model.workloads;
  const spec = Field.of(workload.manifest, []).get('spec', 'template', 'spec');
  return Object.fromEntries(podQuotaUsage(workload, spec, of, surroundings));
}

describe('what one pod takes of a quota', () => {
  const app = container({ resources: { requests: { cpu: '2' } } });
  const POD = { 'pods': 1, 'count/pods': 1, 'cpu': 2000, 'requests.cpu': 2000 };

  test('is what it asks, where the quota counts it', () => {
    expect(taken(ALL, deployment({ containers: [app] }))).toEqual(POD);
    expect(taken(quota({ scopes: ['Terminating'] }), deployment({ containers: [app] }))).toEqual({});
  });

  test('is the claims of its own volumes and of its StatefulSet, that the quota counts', () => {
    const spec = volume('1Gi', { volumeAttributesClassName: 'fast' });
    const ephemeral = { volumes: [{ name: 'a', emptyDir: {} },
      { name: 'b', ephemeral: { volumeClaimTemplate: { spec } } }] };
    const set = { ...deployment({ containers: [app], ...ephemeral }, { serviceName: 'web', volumeClaimTemplates: [
      { metadata: { name: 'data' }, spec: volume('2Gi') },
    ] }), kind: 'StatefulSet' };
    const claims = (count: number, storage: number) => ({
      'persistentvolumeclaims': count, 'count/persistentvolumeclaims': count, 'requests.storage': storage * 2 ** 30,
    });
    expect(taken(ALL, set)).toEqual({ ...POD, ...claims(2, 3) });
    expect(taken(ofVolumes, set)).toEqual(claims(1, 1));
  });

  test('is the devices of the claims that are made for it, unless the quota has scopes', () => {
    const web = deployment({ containers: [app],
      resourceClaims: [{ name: 'a', resourceClaimTemplateName: 't' }, { name: 'b', resourceClaimTemplateName: 't' }] });
    expect(taken(ALL, web, template)).toMatchObject({
      'gpu.deviceclass.resource.k8s.io/devices': 2, 'count/resourceclaims.resource.k8s.io': 2,
    });
    expect(taken(quota({ scopes: ['NotBestEffort'] }), web, template)).toEqual(POD);
  });
});

describe('claims of a namespace beside those of its pods', () => {
  const beside = (of: typeof ALL, objects: Json[]) => {
    const surroundings = new Surroundings(modelOf(objects));
    return claimsBeside('shop', surroundings.model.workloads, of, surroundings)
      .map(({ claim: key, usage }) => [key.replaceAll('\0', ' '), usage.get('requests.storage'),
        usage.get('gpu.deviceclass.resource.k8s.io/devices')]);
  };
  const set = { ...deployment({}, { replicas: 2, serviceName: 'web', volumeClaimTemplates: [
    { metadata: { name: 'data' }, spec: volume('1Gi') }] }), kind: 'StatefulSet' };

  test('take what they ask, those for devices only of quotas without scopes', () => {
    const objects = [claim('a', '1Ki'), claim('b', '2Ki', { volumeAttributesClassName: 'fast' }), device('d'),
      device('p', { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }] })];
    const [a, b, d] = beside(ALL, objects);
    expect([a.slice(1), b.slice(1), d.slice(1)]).toEqual([[1024, undefined], [2048, undefined], [undefined, 1]]);
    expect([a, b, d].map(([key]) => key)).toEqual(['a', 'b', 'd'].map((name) => expect.stringMatching(`shop.*${name}$`)));
    expect(beside(ofVolumes, objects).map((each) => each.slice(1)))
      .toEqual([[undefined, undefined], [2048, undefined]]);
  });

  test('are none that a StatefulSet makes for the pods that it may have', () => {
    const claims = ['data-web-0', 'data-web-1', 'data-web-2'].map((name) => claim(name, '1Ki'));
    expect(beside(ALL, [set, ...claims])).toEqual([[expect.stringMatching(/data-web-2$/), 1024, undefined]]);
  });
});

test('a claim is counted by its storage and by the default class', () => {
  const standard = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'a.b',
    metadata: { name: 'gold', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } };
  const surroundings = new Surroundings(modelOf([claim('a', '1Ki'), standard]));
  const [written] = surroundings.model.manifests;
  expect(volumeClaimUsage(written, ALL, surroundings).get('gold.storageclass.storage.k8s.io/requests.storage'))
    .toBe(1024);
  expect(volumeClaimUsage(written, ofVolumes, surroundings).size).toBe(0);
});

test('a quota has scopes, or none', () => {
  expect([isScoped(ALL), isScoped(quota({ scopes: ['BestEffort'] })), isScoped(ofVolumes)])
    .toEqual([false, true, true]);
});
