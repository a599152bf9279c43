import { listed, verdictsOf } from '../../../../test/support/listed-nodes';
import { workload } from '../../../../test/support/rollout';

const storageClass = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'gp3' }, provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'WaitForFirstConsumer',
};
const claim = (name: string, mode = 'ReadWriteOnce') => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
  spec: { accessModes: [mode], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
});
const attaches = (count: number, driver = 'ebs.csi.aws.com') => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n1' },
  spec: { drivers: [{ name: driver, nodeID: 'n1', allocatable: { count } }] },
});
const mounting = (name: string, claimName: string, spec: object) => workload('Deployment', name, { cpu: 0.5 }, spec,
  { volumes: [{ name: 'd', persistentVolumeClaim: { claimName } }] });
const twice = mounting('a', 'c', { replicas: 2, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
const once = mounting('b', 'd', { replicas: 1, strategy: { type: 'Recreate' } });
const node = listed({ n1: {} });
const verdicts = (...objects: object[]) =>
  verdictsOf(node, ...objects, storageClass).filter((_, index) => index % 2 === 0).map(({ verdict }) => verdict);

describe('a disk that several pods share', () => {
  test('is not known to leave room for another where a node attaches one', () => {
    expect(verdicts(twice, claim('c'), once, claim('d'), attaches(1))).toEqual(['unknown', 'unknown']);
    expect(verdictsOf(node, twice, claim('c'), once, claim('d'), attaches(1), storageClass)[0].witness).toEqual([
      'not modelled: disks of ebs.csi.aws.com that several pods share (c), against how many a node can attach',
    ]);
  });

  test('counts once, however many pods mount it', () => {
    expect(verdicts(twice, claim('c'), once, claim('d'), attaches(2))).toEqual(['proven', 'proven']);
    const same = [mounting('a', 'c', { replicas: 1, strategy: { type: 'Recreate' } }),
      mounting('b', 'c', { replicas: 1, strategy: { type: 'Recreate' } })];
    expect(verdictsOf(node, ...same, claim('c'), attaches(1), storageClass)[1].verdict).toBe('proven');
  });

  test('may be that of a surge', () => {
    const surging = mounting('a', 'c', { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
    const { spec, ...rest } = claim('c', 'ReadWriteMany');
    const many = { ...rest, spec: { ...spec, volumeMode: 'Block' } };
    expect(verdicts(surging, many, once, claim('d'), attaches(1))).toEqual(['unknown', 'unknown']);
  });

  test('does not matter where the node limits another driver', () =>
    expect(verdicts(twice, claim('c'), once, claim('d'), attaches(1, 'other'))).toEqual(['proven', 'proven']));
});

test.each<[string, object]>([
  ['of the volume that a claim is bound to', { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' },
    spec: { claimRef: { namespace: 'default', name: 'e' }, csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'v' },
      capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } }],
  ['of a provisioner that came with Kubernetes', { ...storageClass, metadata: { name: 'none' },
    provisioner: 'kubernetes.io/aws-ebs' }],
])('the disk %s is one of its CSI driver', (_, object) => {
  const bound = { ...claim('e'), spec: { ...claim('e').spec, storageClassName: 'none' } };
  const other = mounting('a', 'e', { replicas: 1, strategy: { type: 'Recreate' } });
  expect(verdicts(other, bound, object, once, claim('d'), attaches(1))).not.toContain('proven');
});

test('disks that pods name themselves count', () => {
  const inline = workload('Deployment', 'a', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } },
    { volumes: [{ name: 'd', awsElasticBlockStore: { volumeID: 'vol-1' } }] });
  expect(verdicts(inline, once, claim('d'), attaches(1))).not.toContain('proven');
});
