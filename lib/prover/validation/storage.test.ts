import { Json } from '../../../test/support/rules';
import { refusals, refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

const MODES = 'must be ReadOnlyMany, ReadWriteMany, ReadWriteOnce or ReadWriteOncePod';
const NAME = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';

describe('a claim', () => {
  const storage = (amount: unknown) => ({ resources: { requests: { storage: amount } } });
  const claim = refusalsOfSpec('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'], ...storage('1Gi') });
  const source = { apiGroup: 'a.b', kind: 'C', name: 'd' };
  saysOfEach(claim, [
    [{}], [{ accessModes: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'] }],
    [{ accessModes: ['ReadWriteOncePod'] }],
    [{ accessModes: [] }, 'accessModes is missing; write at least one access mode'],
    [{ accessModes: ['ReadWriteOnce', 'Read'] }, `accessModes/1 ${MODES}, is "Read"`],
    [{ accessModes: [''] }, `accessModes/0 ${MODES}, is ""`],
    [{ accessModes: ['ReadWriteMany', 'ReadWriteOncePod'] },
      'accessModes/0 must not be given beside ReadWriteOncePod, is "ReadWriteMany"'],
    [storage(undefined), 'resources/requests/storage is missing'],
    [storage(0), 'resources/requests/storage must be more than 0, is 0'],
    [storage('-1'), 'resources/requests/storage must be more than 0, is "-1"'], [storage('1m')],
    [{ storageClassName: '' }], [{ storageClassName: 'A' }, `storageClassName ${NAME}, is "A"`],
    [{ volumeAttributesClassName: 'A' }, `volumeAttributesClassName ${NAME}, is "A"`],
    [{ volumeMode: 'Block' }], [{ volumeMode: 'Some' }, 'volumeMode must be Block or Filesystem, is "Some"'],
    [{ volumeMode: '' }, 'volumeMode must be Block or Filesystem, is ""'],
    [{ dataSource: source, dataSourceRef: source }], [{ dataSource: source }], [{ dataSourceRef: source }],
    [{ dataSource: source, dataSourceRef: { ...source, namespace: '' } }],
    ...['apiGroup', 'kind', 'name'].map((field) => [
      { dataSource: source, dataSourceRef: { ...source, [field]: 'other' } },
      'dataSource must be the same as dataSourceRef, or absent',
    ] as const),
    [{ dataSource: source, dataSourceRef: { ...source, name: 'other', namespace: 'n' } }],
    [{ dataSourceRef: { kind: '', name: '', namespace: 'n' } }],
    [{ dataSourceRef: { ...source, kind: '', name: '' } }, 'dataSourceRef/kind is missing',
      'dataSourceRef/name is missing'],
    [{ dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' } }],
    [{ dataSourceRef: { kind: 'Other', name: 'a' } },
      'dataSourceRef/kind must be PersistentVolumeClaim without apiGroup, is "Other"'],
    [{ dataSource: { kind: 'PersistentVolumeClaim', name: '' } }, 'dataSource/name is missing'],
    [{ dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: '' } },
      'dataSource/name is missing'],
    [{ dataSource: { kind: 'VolumeSnapshot', name: '' } }],
    [{ dataSource: { apiGroup: 'a', kind: 'PersistentVolumeClaim', name: '' } }],
  ]);
});

describe('a volume of the cluster', () => {
  const csi = { driver: 'a.b', volumeHandle: 'c' };
  const base = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } };
  const volume = refusalsOfSpec('v1', 'PersistentVolume', base);
  const sourced = refusalsOfSpec('v1', 'PersistentVolume', { ...base, csi });
  const required = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] };

  saysOfEach(volume, [
    [{ csi }], [{ nfs: { server: 'a', path: '/' } }], [{ hostPath: { path: '/a' } }],
    [{}, '/spec must have a source such as csi, nfs, local or hostPath'],
    [{ csi, hostPath: { path: '/a' } }, 'hostPath must not be given beside csi; a volume has exactly one source'],
    [{ local: { path: '/a' }, nodeAffinity: { required } }],
    [{ local: { path: '/a' } }, 'nodeAffinity is missing; a local volume needs it'],
    [{ local: { path: '/a' }, nodeAffinity: {} }, expect.stringMatching(/^nodeAffinity\/required is missing/),
      expect.stringMatching(/^nodeAffinity is missing/)],
    [{ local: { path: '/a/../b' }, nodeAffinity: { required } },
      `local/path must not contain '..', is "/a/../b"`],
    [{ csi: { ...csi, driver: 'a_b' } }, `csi/driver ${NAME}, is "a_b"`],
    [{ csi: { driver: 'a' } }, 'csi/volumeHandle is missing'],
  ]);

  test.each(['gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'rbd', 'quobyte', 'cephfs', 'iscsi',
    'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk',
    'scaleIO', 'storageos'])('may be %s, and then nothing else', (kind) => {
    const [alone, two] = [volume({ [kind]: {} }), volume({ [kind]: {}, csi })];
    expect(alone.filter((text) => /source/.test(text))).toEqual([]);
    expect(two).toContain(`csi must not be given beside ${kind}; a volume has exactly one source`);
  });

  saysOfEach(sourced, [
    [{ accessModes: [] }, 'accessModes is missing; write at least one access mode'],
    [{ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] },
      'accessModes/1 must not be given beside ReadWriteOncePod, is "ReadOnlyMany"'],
    [{ capacity: {} }, 'capacity/storage is missing'],
    [{ capacity: { storage: 0 } }, 'capacity/storage must be more than 0, is 0'],
    [{ capacity: { storage: '-1' } }, 'capacity/storage must be at least 0, is "-1"'],
    [{ capacity: { storage: 1, cpu: 1 } },
      'capacity/cpu must not be given; the capacity of a volume is its storage, is 1'],
    [{ storageClassName: 'A' }, `storageClassName ${NAME}, is "A"`],
    [{ volumeMode: '' }, 'volumeMode must be Block or Filesystem, is ""'],
    [{ persistentVolumeReclaimPolicy: 'Recycle' }],
    [{ persistentVolumeReclaimPolicy: 'Keep' },
      'persistentVolumeReclaimPolicy must be Delete, Recycle or Retain, is "Keep"'],
    [{ nodeAffinity: { required } }], [{ nodeAffinity: {} }, 'nodeAffinity/required is missing'],
  ]);

  test('inline in an attachment is not looked at', () => {
    expect(refusals({
      apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata: { name: 'x' },
      spec: { attacher: 'a.b', nodeName: 'n', source: { inlineVolumeSpec: {} } },
    })).toEqual([]);
  });
});

describe('a class of storage', () => {
  const of = (more: Json) => refusals({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'x' }, provisioner: 'a.b', ...more,
  });
  const among = (...matchLabelExpressions: Json[]) => ({ allowedTopologies: [{ matchLabelExpressions }] });
  const at = '/allowedTopologies/0/matchLabelExpressions';
  saysOfEach(of, [
    [{}], [{ provisioner: 'A.b/C' }], [{ provisioner: 'a b' }, `/provisioner ${QUALIFIED}, is "a b"`],
    [{ provisioner: '' }, '/provisioner is missing'],
    [{ reclaimPolicy: 'Retain' }],
    [{ reclaimPolicy: 'Recycle' }, '/reclaimPolicy must be Delete or Retain, is "Recycle"'],
    [{ volumeBindingMode: 'WaitForFirstConsumer' }],
    [{ volumeBindingMode: '' }, '/volumeBindingMode must be Immediate or WaitForFirstConsumer, is ""'],
    [{ parameters: { a: '' } }], [{ parameters: { '': 'a' } }, '/parameters/ must have a name, is "a"'],
    [among({ key: 'a', values: ['b', 'c'] }, { key: 'b', values: ['b'] })],
    [among({ key: 'a', values: ['b'] }, { key: 'a', values: ['c'] }), `${at}/1/key must be named once, is "a"`],
    [among({ key: 'a b', values: ['b'] }), `${at}/0/key ${QUALIFIED}, is "a b"`],
    [among({ key: '', values: ['b'] }), `${at}/0/key is missing`],
    [among({ key: 'a', values: ['b', 'b'] }), `${at}/0/values/1 must stand once, is "b"`],
  ]);
});
