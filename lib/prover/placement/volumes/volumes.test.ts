import { Cluster } from '../../../cluster';
import { Capacity, SHARED_PROVISIONERS } from '..';
import { planRollout } from '../../updates';
import { gpu, load, planFirst, pool, workload } from '../../../../test/support/rollout';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone';

const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], volumeName: 'v', resources: { requests: { storage: '1Gi' } } } };
const volume = (labels: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'v', labels },
  spec: {
    accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi: { driver: 'd', volumeHandle: 'v' }, ...spec,
  },
});
const on = (key: string, ...values: string[]) =>
  ({ nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] } } });
const web = workload('Deployment', 'web', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } },
  { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });

/** Nodes as `kubectl get nodes` lists them: all their labels are known. */
const listed = (labels: { [node: string]: object }) => {
  const items = Object.entries(labels).map(([name, own]) => ({
    kind: 'Node', metadata: { name, labels: own }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '50' } },
  }));
  return Cluster.fromNodeList(JSON.stringify({ items }));
};
const nodesFor = (cluster: Cluster, pv: object) => {
  const { nodes, tasks: [task], groupOf } = new Capacity(load(web, claim, pv), cluster);
  return nodes.flatMap(({ name }, node) => task.eligible[groupOf[node]] ? [name] : []);
};

describe('a bound volume lets its pod on a node (kubernetes pkg/scheduler/framework/plugins/volumezone, volumebinding)', () => {
  const nodes = listed({
    a: { [ZONE]: 'a', [REGION]: 'r' }, b: { [ZONE]: 'b', [REGION]: 'r' }, old: { [OLD_ZONE]: 'a' }, bare: {},
  });
  test.each<[string, object, object, string[]]>([
    ['without labels or affinity: everywhere', {}, {}, ['a', 'b', 'bare', 'old']],
    ['by the label of its zone, and where no node has any', { [ZONE]: 'a' }, {}, ['a', 'bare']],
    ['by a list of zones', { [ZONE]: 'b__a' }, {}, ['a', 'b', 'bare']],
    ['by the older label, which newer nodes have by its successor', { [OLD_ZONE]: 'a' }, {}, ['a', 'bare', 'old']],
    ['by zone and region', { [ZONE]: 'a', [REGION]: 'elsewhere' }, {}, ['bare']],
    ['by node affinity, which a node without the label does not meet', {}, on(ZONE, 'b'), ['b']],
    ['by both', { [ZONE]: 'a' }, on(ZONE, 'a', 'b'), ['a']],
  ])('%s', (_, labels, spec, expected) => {
    expect(nodesFor(nodes, volume(labels, spec)).sort()).toEqual(expected);
  });
});

describe('where the description of the nodes does not give the zone', () => {
  const open = [pool('cpu', 2)];
  test.each<[string, object]>([
    ['label', volume({ [ZONE]: 'a' })],
    ['node affinity', volume({}, on(ZONE, 'a'))],
  ])('a zone by %s leaves the update open', (_, pv) => {
    const witness = [`not modelled: label ${ZONE} of pool cpu, which the description of the nodes does not give`];
    expect(planFirst(open, web, claim, pv)).toMatchObject({
      verdict: 'unknown', witness, fits: { verdict: 'unknown' },
    });
  });
  test('a volume without places leaves nothing open', () => {
    expect(planFirst(open, web, claim, volume({})).verdict).toBe('proven');
  });
});

describe('disks that a node may attach (kubernetes pkg/scheduler/framework/plugins/nodevolumelimits)', () => {
  const storage = {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'ssd' }, provisioner: 'ebs.csi.aws.com',
  };
  const csiNode = (count: number) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n' },
    spec: { drivers: [{ name: 'ebs.csi.aws.com', nodeID: 'n', allocatable: { count } }] },
  });
  const set = (replicas: number) =>
    workload(
      'StatefulSet',
      'db',
      { cpu: 1 },
      {
        replicas,
        serviceName: 'db',
        volumeClaimTemplates: [{ metadata: { name: 'own' }, spec: { storageClassName: 'ssd' } }],
      },
    );
  test.each([
    [2, 2, 'proven'], [3, 2, 'impossible'], [3, 3, 'proven'],
  ])('%d pods with a disk each on a node for %d: %s', (pods, count, verdict) => {
    const {
      workloads: [{ fits }],
    } = planRollout(load(set(pods), storage, csiNode(count)), listed({ n: {} }));
    expect(fits.verdict).toBe(verdict);
  });
});

describe('a class that makes volumes before a pod has a place (volumeBindingMode Immediate)', () => {
  const storageClass = (provisioner: string, more: object = {}) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'now' }, provisioner, ...more,
  });
  const data = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'now', resources: { requests: { storage: '1Gi' } } },
  };
  const app = workload('Deployment', 'web', gpu, { replicas: 1, strategy: { type: 'Recreate' } }, {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });
  const gpuInOneZone = [
    pool('gpu', 1, {}, { zones: ['x'] }), pool('cpu', 1, { extendedResources: {} }, { zones: ['y'] }),
  ];
  const fitsWith = (...objects: object[]) => planFirst(gpuInOneZone, app, data, ...objects).fits;

  test('may make one in a zone that cannot hold the pod', () => {
    expect(fitsWith(storageClass('ebs.csi.aws.com'))).toEqual({
      verdict: 'possible',
      witness: [
        'the volume of claim data is made before a pod has a place (volumeBindingMode Immediate), perhaps in a zone where the pods find no room',
      ],
    });
    const waits = { volumeBindingMode: 'WaitForFirstConsumer' };
    expect(fitsWith(storageClass('ebs.csi.aws.com', waits)).verdict).toBe('proven');
  });
  test('is no matter where every zone holds the pods, or every node reaches the volume', () => {
    const everywhere = [pool('gpu', 2, {}, { zones: ['x', 'y'] })];
    expect(planFirst(everywhere, app, data, storageClass('ebs.csi.aws.com')).fits.verdict).toBe('proven');
    expect(fitsWith(storageClass('efs.csi.aws.com')).verdict).toBe('proven');
  });
});

test('a block device of Ceph follows its pod to any node, and is no file system for many', () => {
  const storageClass = (provisioner: string) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'data' }, provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  const data = { ...claim, spec: { ...claim.spec, volumeName: undefined, storageClassName: 'data' } };
  const llm = workload('Deployment', 'llm', gpu, { replicas: 1, strategy: { type: 'Recreate' } },
    { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
  const drain = (provisioner: string) =>
    planFirst([pool('gpu', 2)], llm, data, storageClass(provisioner)).drain?.verdict;
  expect(['rook-ceph.rbd.csi.ceph.com', 'rbd.csi.ceph.com', 'topolvm.io'].map(drain))
    .toEqual(['proven', 'proven', 'possible']);
  expect(SHARED_PROVISIONERS).not.toContain('rbd.csi.ceph.com');
});
