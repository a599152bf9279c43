import { ANEW, as, asWritten, CORE, ImmutableField, Json, spec } from './immutable-field';

const STORAGE = 'apis/storage/validation/validation.go';
const ANOTHER_CLAIM = 'make another claim and move the data';

/** What a volume is made of; all else of its spec may change. */
const SOURCES = [
  'csi',
  'nfs',
  'hostPath',
  'local',
  'awsElasticBlockStore',
  'gcePersistentDisk',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'fc',
  'flexVolume',
  'iscsi',
  'rbd',
  'vsphereVolume',
  'portworxVolume',
  'glusterfs',
  'storageos',
];

function claim(): ImmutableField[] {
  const field = (name: string, read: ImmutableField['read']): ImmutableField => ({
    kinds: ['PersistentVolumeClaim'],
    path: ['spec', name],
    read,
    upstream: `${CORE} ValidatePersistentVolumeClaimUpdate`,
    instead: ANOTHER_CLAIM,
  });
  return [
    field('accessModes', as()),
    field('selector', as()),
    field('volumeMode', as('Filesystem')),
    field('dataSource', as()),
    field('dataSourceRef', asWritten),
    { ...field('storageClassName', as()), unless: (old) => spec(old).storageClassName === undefined },
    { ...field('volumeName', as('')), unless: (old) => !spec(old).volumeName },
  ];
}

function volume(): ImmutableField[] {
  return [...SOURCES, 'volumeMode', 'nodeAffinity'].map((name) => ({
    kinds: ['PersistentVolume'],
    path: ['spec', name],
    read: as(name === 'volumeMode' ? 'Filesystem' : undefined),
    // A volume may be given a place once.
    unless: name === 'nodeAffinity' ? (old: Json) => spec(old).nodeAffinity === undefined : undefined,
    upstream: `${CORE} ValidatePersistentVolumeUpdate`,
    instead: 'delete it with persistentVolumeReclaimPolicy Retain, which keeps the data, and apply again',
  }));
}

/** Of claims, volumes, their classes and drivers. */
export const IMMUTABLE_STORAGE_FIELDS: readonly ImmutableField[] = [
  ...claim(),
  ...volume(),
  ...['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].map(
    (field): ImmutableField => ({
      kinds: ['StorageClass'],
      path: [field],
      read: as(
        { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }[field] ?? (field === 'parameters' ? [] : ''),
      ),
      upstream: `${STORAGE} ValidateStorageClassUpdate`,
      instead: ANEW,
    }),
  ),
  ...['attachRequired', 'volumeLifecycleModes'].map(
    (field): ImmutableField => ({
      kinds: ['CSIDriver'],
      path: ['spec', field],
      read: as(field === 'attachRequired' ? true : ['Persistent']),
      upstream: `${STORAGE} ValidateCSIDriverUpdate`,
      instead: ANEW,
    }),
  ),
];
