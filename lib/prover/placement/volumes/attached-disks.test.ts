import { ClusterNode } from '../../../cluster';
import { attachLimits } from './attach-limits';
import { ClaimIndex } from './claims';
import { isForOnePod } from '../devices/shared-devices';
import { load, noSurge, surge, workload } from '../../../../test/support/rollout';
import { capacityOf, nodesOf } from '../../../../test/support/capacity';
import { claimOf, mounting, storageClass, volumeOf } from '../../../../test/support/storage';

const EBS = 'ebs.csi.aws.com';
const disk = storageClass('c', EBS);
const data = (name: string, more: object = {}) => claimOf(name, { storageClassName: 'c', ...more });
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const app = (name: string, spec: object, pod: object) => workload('Deployment', name, { cpu: 1 }, spec, pod);
const csiNode = (name: string, ...drivers: object[]) =>
  ({ apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name }, spec: { drivers } });
const inline = (id: string) => ({ name: id, awsElasticBlockStore: { volumeID: id } });
const scratch = { name: 's', ephemeral: { volumeClaimTemplate: { spec: {
  accessModes: ['ReadWriteOnce'], storageClassName: 'c', resources: { requests: { storage: '1Gi' } } } } } };

test('limits are those that drivers report for a node', () => {
  const model = load(
    csiNode('a', { name: EBS, allocatable: { count: 3 } }, { name: 'd', allocatable: {} },
      { allocatable: { count: 1 } }),
    csiNode('b', { name: 'd', allocatable: { count: 0 } }), csiNode('c'),
  );
  expect(attachLimits(model)).toEqual(new Map([
    ['a', new Map([[EBS, 3]])], ['b', new Map([['d', 0]])], ['c', new Map()],
  ]));
});

/** Disks of each pod of the first workload, and those that it shares. */
function of(...objects: object[]) {
  const model = load(disk, ...objects);
  const claims = new ClaimIndex(model);
  const [first] = model.workloads;
  return [Object.fromEntries(claims.use(first).disks), claims.sharedDisks(first).map(({ claimName }) => claimName)];
}

test('a claim of one pod at a time is a disk of that pod', () => {
  expect(of(app('web', recreate(1), mounting('a')), data('a'))).toEqual([{ [EBS]: 1 }, []]);
  expect(of(app('web', noSurge(1), mounting('a', 'b')), data('a'), data('b'))).toEqual([{ [EBS]: 2 }, []]);
});

test('a claim of several pods is shared: replicas, a surge, or another workload', () => {
  const shared = [{}, ['a']];
  expect(of(app('web', recreate(2), mounting('a')), data('a'))).toEqual(shared);
  expect(of(app('web', surge(1), mounting('a')), data('a'))).toEqual(shared);
  expect(of(app('web', recreate(1), mounting('a')), app('api', recreate(1), mounting('a')), data('a'))).toEqual(shared);
  expect(of(app('web', recreate(1), mounting('a')), app('api', recreate(1), mounting('b')), data('a'), data('b')))
    .toEqual([{ [EBS]: 1 }, []]);
});

test('a shared disk is told by claim and driver, and of no class of none', () => {
  const model = load(disk, app('web', recreate(2), mounting('a', 'gone', 'b')), data('a'),
    data('b', { storageClassName: 'none' }));
  expect(new ClaimIndex(model).sharedDisks(model.workloads[0]))
    .toEqual([{ key: 'default\0a', claimName: 'a', driver: EBS }]);
});

test('disks of a bound volume are of its driver', () =>
  expect(of(app('web', recreate(1), mounting('a')), data('a', { volumeName: 'v' }), volumeOf('v')))
    .toEqual([{ 'd.csi': 1 }, []]));

test('each pod has disks of its own claims, of those that live with it, and of those that it names', () => {
  const db = workload('StatefulSet', 'db', {}, { serviceName: 'db', replicas: 2, volumeClaimTemplates:
    ['x', 'y'].map((name) => ({ metadata: { name }, spec: { storageClassName: 'c' } })) });
  expect(of(db)).toEqual([{ [EBS]: 2 }, []]);
  expect(of(app('web', recreate(2), { volumes: [scratch, inline('vol-1')] }))).toEqual([{ [EBS]: 2 }, []]);
});

test('disks of running pods outside the manifests count, unless a pod of the manifests mounts them too', () => {
  const outside = load(disk, data('a'), data('b'),
    app('one', recreate(1), { volumes: [...mounting('a', 'b').volumes, inline('vol-1'), scratch] }),
    app('two', recreate(1), mounting('a', 'gone'))).workloads;
  const node = { outside: outside.map((each) => ({ workload: each, owner: 'x' })) } as unknown as ClusterNode;
  const held = (...objects: object[]) => {
    const model = load(disk, data('a'), data('b'), ...objects);
    return Object.fromEntries(new ClaimIndex(model).disksOutside(node));
  };
  expect(held()).toEqual({ [EBS]: 4 });
  expect(held(app('web', recreate(1), mounting('a')))).toEqual({ [EBS]: 3 });
});

test('a node offers as many disks as its driver says, and no limit where it says none', () => {
  const room = (...objects: object[]) => {
    const { resources, room: [one, two] } = capacityOf([nodesOf('cpu', 2, 8)], disk, data('a'),
      app('web', recreate(1), mounting('a')), ...objects);
    const at = resources.indexOf(`disks of ${EBS}`);
    return at < 0 ? undefined : [one[at], two[at]];
  };
  expect(room()).toBeUndefined();
  expect(room(csiNode('cpu-1', { name: 'd', allocatable: { count: 2 } }))).toBeUndefined();
  expect(room(csiNode('cpu-1', { name: EBS, allocatable: { count: 2 } }))).toEqual([2, Infinity]);
});

test('a claim of devices is for one pod where there is never a second one', () => {
  const one = (...objects: object[]) => {
    const model = load(...objects);
    return isForOnePod(model, model.workloads);
  };
  const web = (spec: object, name = 'web') => workload('Deployment', name, {}, spec);
  expect([one(web(recreate(1))), one(web(noSurge(1))), one(workload('Job', 'j', {}, {}))]).toEqual([true, true, true]);
  expect([one(), one(web(surge(1))), one(web(recreate(2))), one(web(recreate(1)), web(recreate(1), 'api')),
    one(workload('DaemonSet', 'd', {}))]).toEqual([false, false, false, false, false]);
});
