import { Workload } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { deployment, Json, modelOf, object } from '../../../test/support/rules';
import { OutsideUsage } from './outside-usage';
import { Surroundings } from './surroundings';

const outsideOf = (objects: Json[], live?: Json[], pods?: readonly Workload[]) =>
  new OutsideUsage(new Surroundings(modelOf(objects, live && { live: liveObjects(live) })), pods);
const claim = (name: string, more: Json = {}) => {
  const json = object('PersistentVolumeClaim', name, { spec: {} });
  return { ...json, metadata: { ...json.metadata, ...more } };
};
const owned = (kind: string, name = 'web') => ({
  ownerReferences: [{ apiVersion: 'v1', kind, name, uid: 'u', controller: true }],
});
const names = (objects: readonly { readonly name: string }[]) => objects.map(({ name }) => name);

describe('whether all that takes of a quota is known object by object', () => {
  test.each<[string, string]>([
    ['persistentvolumeclaims', 'PersistentVolumeClaim'], ['requests.storage', 'PersistentVolumeClaim'],
    ['count/persistentvolumeclaims', 'PersistentVolumeClaim'],
    ['gold.storageclass.storage.k8s.io/requests.storage', 'PersistentVolumeClaim'],
    ['gpu.deviceclass.resource.k8s.io/devices', 'ResourceClaim'],
    ['requests.deviceclass.resource.kubernetes.io/gpu', 'ResourceClaim'], ['count/replicasets.apps', 'ReplicaSet'],
  ])('%s, where the snapshot has objects of kind %s', (resource, kind) => {
    expect(outsideOf([deployment()]).isCounted(resource)).toBe(false);
    expect(outsideOf([deployment()], [object('Secret', 's')], []).isCounted(resource)).toBe(false);
    expect(outsideOf([deployment()], [object(kind, 'a')]).isCounted(resource)).toBe(true);
  });

  test('what pods take, where all pods are known, but for counts of other kinds', () => {
    const [known, unknown] = [outsideOf([deployment()], undefined, []), outsideOf([deployment()])];
    expect(['pods', 'requests.cpu', 'limits.memory', 'requests.nvidia.com/gpu'].map((each) => [known, unknown]
      .map((one) => one.isCounted(each)))).toEqual(Array(4).fill([true, false]));
    expect(['count/pods', 'count/deployments.apps'].map((each) => known.isCounted(each))).toEqual([false, false]);
  });
});

describe('how many pods a workload has', () => {
  const running = (json: Json, live?: Json[]) => {
    const model = modelOf([json], live && { live: liveObjects(live) });
    return new OutsideUsage(new Surroundings(model)).runningOf(model.workloads[0]);
  };
  const daemons = (status: object) => ({ ...deployment(), kind: 'DaemonSet', status });
  test('is what its status says, in the words of its kind', () => {
    expect(running({ ...deployment(), status: { replicas: 3 } })).toBe(3);
    expect(running(daemons({ currentNumberScheduled: 4 }))).toBe(4);
    expect(running(deployment())).toBe(0);
  });
  test('is what the live one says, where the manifests say nothing', () => {
    expect(running(deployment(), [{ ...deployment(), status: { replicas: 5 } }])).toBe(5);
    expect(running({ ...deployment(), status: { replicas: 3 } }, [{ ...deployment(), status: { replicas: 5 } }]))
      .toBe(3);
    expect(running(deployment(), [{ ...deployment({}, {}, { name: 'other' }), status: { replicas: 5 } }])).toBe(0);
  });
});

describe('the claims of a namespace', () => {
  test('are those that are made for no pod', () => {
    const elsewhere = claim('c', { namespace: 'blue' });
    const outside = outsideOf([claim('a'), claim('b', owned('Pod')), claim('d', owned('Job')), elsewhere]);
    expect([names(outside.claimsIn('shop', new Map())), names(outside.claimsIn('blue', new Map()))])
      .toEqual([['a', 'd'], ['c']]);
  });

  test('are not those of the pods that a StatefulSet may have, from its first number on', () => {
    const set = (start?: number) => ({
      ...deployment({}, { serviceName: 'web', ...start === undefined ? {} : { ordinals: { start } },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }), kind: 'StatefulSet',
    });
    const left = (json: Json, most: number) => {
      const model = modelOf([json, ...['0', '1', '2', '3'].map((number) => claim(`data-web-${number}`)),
        claim('log-web-0')]);
      const counts = new Map([[model.workloads[0], { least: 0, most }]]);
      return names(new OutsideUsage(new Surroundings(model)).claimsIn('shop', counts));
    };
    expect(left(set(), 2)).toEqual(['data-web-2', 'data-web-3', 'log-web-0']);
    expect(left(set(1), 2)).toEqual(['data-web-0', 'data-web-3', 'log-web-0']);
    expect(left({ ...set(), kind: 'Deployment' }, 2)).toHaveLength(5);
  });

  test('for devices are those that are made for no pod, too', () => {
    const asked = (name: string, more: Json = {}) => {
      const json = object('ResourceClaim', name, { spec: {} }, 'resource.k8s.io/v1');
      return { ...json, metadata: { ...json.metadata, ...more } };
    };
    const outside = outsideOf([asked('a'), asked('b', owned('Pod')), asked('c', { namespace: 'blue' })]);
    expect(names(outside.deviceClaimsIn('shop'))).toEqual(['a']);
  });
});

test('ReplicaSets besides are live ones that are no revision of a Deployment of the manifests', () => {
  const set = (name: string, more: Json = {}) =>
    ({ ...deployment({}, {}, { name, ...more }), kind: 'ReplicaSet' });
  const live = [
    set('web-1', owned('Deployment', 'web')), set('gone-1', owned('Deployment', 'gone')), set('alone'),
    set('odd', owned('Rollout', 'web')), set('blue-1', { namespace: 'blue', ...owned('Deployment', 'web') }),
  ];
  const outside = outsideOf([deployment(), set('written')], live);
  expect([names(outside.replicaSetsIn('shop')), names(outside.replicaSetsIn('blue'))])
    .toEqual([['gone-1', 'alone', 'odd'], ['blue-1']]);
});

test('pods besides are told by namespace', () => {
  const pods = modelOf([deployment(), deployment({}, {}, { name: 'b', namespace: 'blue' }),
    deployment({}, {}, { name: 'c' })]).workloads;
  const outside = outsideOf([deployment()], undefined, pods);
  expect([names(outside.podsIn('shop')), names(outside.podsIn('blue')), names(outside.podsIn('red'))])
    .toEqual([['web', 'c'], ['b'], []]);
});
