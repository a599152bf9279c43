import {
  Check, dnsSubdomain, driverName, noBacksteps, oneOf, oneOfIfGiven, qualifiedNameFault, quantityNotNegative,
  quantityOf, required, ZERO,
} from './checks';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

/** `validateProvisioner`: a name in any case. */
const provisioner: Check = ({ text }) => (text === '' ? undefined : qualifiedNameFault(text.toLowerCase()));

/** Limits of single fields: pkg/apis/core/validation and pkg/apis/storage/validation, in the functions named. */
export const STORAGE_FIELDS: FieldChecks = {
  // ValidatePersistentVolumeClaimSpec
  'core.v1.PersistentVolumeClaimSpec': {
    storageClassName: dnsSubdomain, volumeAttributesClassName: dnsSubdomain, volumeMode: oneOf('Block', 'Filesystem'),
  },
  // ValidatePersistentVolumeSpec
  'core.v1.PersistentVolumeSpec': {
    storageClassName: dnsSubdomain, volumeMode: oneOf('Block', 'Filesystem'),
    persistentVolumeReclaimPolicy: oneOf('Delete', 'Recycle', 'Retain'),
  },
  'core.v1.CSIPersistentVolumeSource': { driver: [required, driverName], volumeHandle: required },
  'core.v1.LocalVolumeSource': { path: [required, noBacksteps] },
  // ValidateStorageClass
  'storage.v1.StorageClass': {
    provisioner: [required, provisioner],
    reclaimPolicy: oneOf('Delete', 'Retain'), volumeBindingMode: oneOfIfGiven('Immediate', 'WaitForFirstConsumer'),
  },
};

const VOLUME_SOURCES = [
  'hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte', 'cephfs',
  'iscsi', 'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume',
  'azureDisk', 'scaleIO', 'local', 'storageos', 'csi',
];

export const STORAGE_TYPES: TypeChecks = {
  'core.v1.PersistentVolumeClaimSpec': (spec, report) => {
    checkAccessModes(spec.get('accessModes'), report);
    const storage = spec.get('resources', 'requests', 'storage');
    if (!storage.isPresent) {
      report(storage, 'is missing', 'required-field-missing');
    } else if (quantityOf(storage).compare(ZERO) <= 0) {
      report(storage, 'must be more than 0');
    }
    checkSources(spec.get('dataSource'), spec.get('dataSourceRef'), report);
  },
  'core.v1.PersistentVolumeSpec': (spec, report) => {
    if (spec.parent?.name === 'source') {
      return;
    }
    checkAccessModes(spec.get('accessModes'), report);
    checkCapacity(spec.get('capacity'), report);
    const sources = spec.keys.filter((key) => VOLUME_SOURCES.includes(key));
    if (sources.length === 0) {
      report(spec, 'must have a source such as csi, nfs, local or hostPath');
    }
    sources
      .slice(1)
      .forEach((key) =>
        report(spec.get(key), `must not be given beside ${sources[0]}; a volume has exactly one source`),
      );
    if (spec.get('local').isPresent && !spec.get('nodeAffinity', 'required').isPresent) {
      report(spec.get('nodeAffinity'), 'is missing; a local volume needs it');
    }
  },
  // validateVolumeNodeAffinity
  'core.v1.VolumeNodeAffinity': (affinity, report) => {
    if (!affinity.get('required').isPresent) {
      report(affinity.get('required'), 'is missing');
    }
  },
  // validateAllowedTopologies
  'core.v1.TopologySelectorTerm': (term, report) => {
    const expressions = term.get('matchLabelExpressions').items;
    reportDuplicates(
      expressions, (one) => one.get('key').text, report, (one) => one.get('key'), 'must be named once',
    );
    for (const { key, values } of expressions.map((one) => ({
      key: one.get('key'), values: one.get('values').items,
    }))) {
      const fault = key.isZero ? undefined : qualifiedNameFault(key.text);
      if (fault !== undefined) {
        report(key, fault);
      }
      reportDuplicates(values, ({ text }) => text, report, (value) => value, 'must stand once');
    }
  },
  'storage.v1.StorageClass': (storageClass, report) => {
    storageClass
      .get('parameters')
      .entries.filter(([key]) => key === '')
      .forEach(([, value]) => report(value, 'must have a name'));
  },
};

/** What a claim is filled from, by group and kind; other kinds are dropped: `dataSourceIsPvcOrSnapshot`. */
const FILLED_FROM = ['/PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot'];

/**
 * ValidatePersistentVolumeClaimSpec, and pkg/api/persistentvolumeclaim/util.go `DropDisabledFields`: a reference into
 * another namespace is dropped, as its gate CrossNamespaceVolumeDataSource is off by default.
 */
function checkSources(source: Value, reference: Value, report: Report): void {
  const [group, kind] = [source.get('apiGroup').text, source.get('kind').text];
  if (FILLED_FROM.includes(`${group}/${kind}`) && source.get('name').isZero) {
    report(source.get('name'), 'is missing', 'required-field-missing');
  }
  if (!reference.isPresent || reference.get('namespace').text !== '') {
    return;
  }
  ['kind', 'name'].map((field) => reference.get(field)).filter(({ isZero }) => isZero)
    .forEach((field) => report(field, 'is missing', 'required-field-missing'));
  if (reference.get('apiGroup').text === '' && reference.get('kind').text !== 'PersistentVolumeClaim') {
    report(reference.get('kind'), 'must be PersistentVolumeClaim without apiGroup');
  }
  const isSame = ['apiGroup', 'kind', 'name'].every((field) => source.get(field).text === reference.get(field).text);
  if (source.isPresent && !isSame) {
    report(source, 'must be the same as dataSourceRef, or absent');
  }
}

function checkAccessModes(modes: Value, report: Report): void {
  if (modes.isZero) {
    report(modes, 'is missing; write at least one access mode', 'required-field-missing');
  }
  const others = modes.items.filter(({ text }) => text !== 'ReadWriteOncePod');
  if (others.length < modes.items.length) {
    others.forEach((mode) => report(mode, 'must not be given beside ReadWriteOncePod'));
  }
}

function checkCapacity(capacity: Value, report: Report): void {
  if (!capacity.get('storage').isPresent) {
    report(capacity.get('storage'), 'is missing', 'required-field-missing');
  }
  for (const [name, amount] of capacity.entries) {
    const fault = name !== 'storage' ? 'must not be given; the capacity of a volume is its storage'
      : quantityNotNegative(amount) ?? (quantityOf(amount).compare(ZERO) === 0 ? 'must be more than 0' : undefined);
    if (fault !== undefined) {
      report(amount, fault);
    }
  }
}
