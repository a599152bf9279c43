import { Cluster } from '../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { plan } from '../plan';

// Each verdict is that of a real control plane.
const volume = { accessModes: ['ReadWriteOnce'], storageClassName: 'efs', resources: { requests: { storage: '1Gi' } } };
const ephemeral = { volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: volume } } }] };
const quota = (hard: object, spec: object = {}) =>
  ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard, ...spec } });
const claim = (name: string) =>
  ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: volume });
const store = (replicas: number, cpu = 1) => workload('StatefulSet', 'store', { cpu }, {
  replicas, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: volume }],
});
const web = (cpu: number, spec: object = surge(1)) => workload('Deployment', 'web', { cpu }, spec, ephemeral);
const CLUSTER = new Cluster({ pools: [pool('cpu', 3, { cpu: '8' })] });

function verdict(from: object[], to: object[], around: object[]) {
  const from_ = { model: load(...from, ...around), name: 'before', prune: true };
  return plan(load(...to, ...around), { cluster: CLUSTER, from: from_ }).workloads.at(-1)!.verdict;
}

describe('a quota counts the claims that a change makes with its pods', () => {
  test.each<[string, object, object, number]>([
    ['of a StatefulSet that grows', store(1), store(2), 2],
    ['of an ephemeral volume beside the one of the old pod', web(1), web(2), 2],
    ['of a StatefulSet whose pods are replaced, which keep theirs', store(2), store(2, 2), 2],
    ['of an ephemeral volume whose old pod leaves first', web(1, noSurge(1)), web(2, noSurge(1)), 1],
  ])('%s', (_, before, after, needed) => {
    const with_ = (count: number) => verdict([before], [after], [quota({ persistentvolumeclaims: String(count) })]);
    expect(with_(needed - 1)).not.toBe('proven');
    expect(with_(needed)).toBe('proven');
  });

  test('beside those that nobody makes for a pod', () => {
    const beside = (count: string) =>
      verdict([store(1)], [store(2)], [claim('other'), quota({ 'requests.storage': count })]);
    expect(['2Gi', '3Gi'].map(beside)).toEqual(['impossible', 'proven']);
  });
});

const DRIVER = 'gpu.example.com';
const device = { apiVersion: 'resource.k8s.io/v1' };
const request = (asked: object) => ({ devices: { requests: [{ name: 'gpu', ...asked }] } });
const DEVICES = [
  { ...device, kind: 'DeviceClass', metadata: { name: 'gpu' },
    spec: { extendedResourceName: 'example.com/gpu', selectors: [{ cel: { expression: `device.driver == "${DRIVER}"` } }] } },
  ...[1, 2, 3].map((node) => ({
    ...device, kind: 'ResourceSlice', metadata: { name: `s${node}` },
    spec: {
      driver: DRIVER, nodeName: `cpu-${node}`, pool: { name: `cpu-${node}`, generation: 1, resourceSliceCount: 1 },
      devices: [{ name: 'a' }, { name: 'b' }],
    },
  })),
];
const template = (asked: object) =>
  ({ ...device, kind: 'ResourceClaimTemplate', metadata: { name: 'one' }, spec: { spec: request(asked) } });
const served = workload('Deployment', 'web', {}, surge(2), {
  resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'one' }],
  containers: [{ name: 'main', image: 'a:1', resources: { claims: [{ name: 'gpu' }] } }],
});
const restart = (...objects: object[]) =>
  plan(load(served, ...DEVICES, ...objects), { cluster: CLUSTER }).workloads[0].verdict;

describe('a quota counts the claims for devices that are made with pods', () => {
  const EXACTLY = { exactly: { deviceClassName: 'gpu' } };

  test.each<[string, string]>([
    ['by class', 'gpu.deviceclass.resource.k8s.io/devices'],
    ['by object', 'count/resourceclaims.resource.k8s.io'],
    ['by the resource that the class serves', 'requests.example.com/gpu'],
    ['by the resource that each class serves', 'requests.deviceclass.resource.kubernetes.io/gpu'],
  ])('%s', (_, resource) => {
    const with_ = (count: string) => restart(template(EXACTLY), quota({ [resource]: count }));
    expect(['2', '3'].map(with_)).toEqual(['impossible', 'proven']);
  });

  test('beside one that several pods name, and not where it has scopes', () => {
    const shared = { ...device, kind: 'ResourceClaim', metadata: { name: 'shared' }, spec: request(EXACTLY) };
    const hard = { 'gpu.deviceclass.resource.k8s.io/devices': '3' };
    expect(restart(template(EXACTLY), shared, quota(hard))).toBe('impossible');
    expect(restart(template(EXACTLY), shared, quota(hard, { scopes: ['BestEffort'] }))).not.toBe('impossible');
  });

  test('all of a node as 32, and of alternatives the most of each class', () => {
    const hard = (count: string) => quota({ 'gpu.deviceclass.resource.k8s.io/devices': count });
    const all = { exactly: { deviceClassName: 'gpu', allocationMode: 'All' } };
    const some = { firstAvailable: [1, 2].map((count) => ({ name: `a${count}`, deviceClassName: 'gpu', count })) };
    expect(restart(template(all), hard('95'))).toBe('impossible');
    expect(restart(template(some), hard('5'))).toBe('impossible');
    expect([restart(template(all), hard('96')), restart(template(some), hard('6'))]).toEqual(['unknown', 'unknown']);
  });
});
