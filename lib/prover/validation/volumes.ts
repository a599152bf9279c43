import {
  absolutePath, descendingPath, dnsLabel, driverName, fileMode, noBacksteps, quantityNotNegative, relativePath,
  required,
} from './checks';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, reportUnion, TypeChecks } from './tables';
import { Value } from './value';

/** Limits of single fields: pkg/apis/core/validation/validation.go, in the functions named. */
export const VOLUME_FIELDS: FieldChecks = {
  // ValidateVolumes
  'core.v1.Volume': { name: [required, dnsLabel] },
  // validateVolumeSource
  'core.v1.EmptyDirVolumeSource': { sizeLimit: quantityNotNegative },
  // validateHostPathVolumeSource
  'core.v1.HostPathVolumeSource': { path: [required, noBacksteps] },
  // validateSecretVolumeSource, validateConfigMapVolumeSource
  'core.v1.SecretVolumeSource': { secretName: required, defaultMode: fileMode },
  'core.v1.ConfigMapVolumeSource': { name: required, defaultMode: fileMode },
  'core.v1.KeyToPath': { key: required, path: [required, relativePath], mode: fileMode },
  // validateDownwardAPIVolumeSource
  'core.v1.DownwardAPIVolumeSource': { defaultMode: fileMode },
  'core.v1.DownwardAPIVolumeFile': { path: [required, relativePath], mode: fileMode },
  // validateProjectionSources
  'core.v1.ProjectedVolumeSource': { defaultMode: fileMode },
  'core.v1.SecretProjection': { name: required },
  'core.v1.ConfigMapProjection': { name: required },
  'core.v1.ServiceAccountTokenProjection': {
    path: [required, relativePath],
    expirationSeconds: (value) =>
      !value.isPresent || (value.number >= 600 && value.number <= 2 ** 32)
        ? undefined
        : 'must be from 600 to 4294967296',
  },
  'core.v1.PersistentVolumeClaimVolumeSource': { claimName: required },
  'core.v1.NFSVolumeSource': {
    server: required, path: [required, absolutePath],
  },
  'core.v1.AWSElasticBlockStoreVolumeSource': { volumeID: required },
  'core.v1.GCEPersistentDiskVolumeSource': { pdName: required },
  'core.v1.CSIVolumeSource': { driver: [required, driverName] },
  'core.v1.CephFSVolumeSource': { monitors: required },
  'core.v1.RBDVolumeSource': { monitors: required, image: required },
  'core.v1.ISCSIVolumeSource': { targetPortal: required, iqn: required },
  'core.v1.AzureFileVolumeSource': { secretName: required, shareName: required },
  'core.v1.AzureDiskVolumeSource': { diskName: required, diskURI: required },
  'core.v1.CinderVolumeSource': { volumeID: required },
  'core.v1.FlexVolumeSource': { driver: required },
  'core.v1.GitRepoVolumeSource': { repository: required },
  'core.v1.VsphereVirtualDiskVolumeSource': { volumePath: required },
  'core.v1.GlusterfsVolumeSource': { endpoints: required, path: required },
  'core.v1.PortworxVolumeSource': { volumeID: required },
  'core.v1.EphemeralVolumeSource': { volumeClaimTemplate: required },
  // ValidateVolumeMounts
  'core.v1.VolumeMount': { name: required, mountPath: required, subPath: descendingPath, subPathExpr: descendingPath },
  // ValidateVolumeDevices
  'core.v1.VolumeDevice': { name: required, devicePath: required },
};

const SOURCES = [
  'emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs',
  'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume',
  'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos',
  'projected', 'scaleIO', 'csi', 'ephemeral', 'image',
];

export const VOLUME_TYPES: TypeChecks = {
  'core.v1.Volume': (volume, report) => {
    const present = volume.keys.filter((key) => SOURCES.includes(key));
    // A volume without source is an emptyDir: SetDefaults_Volume.
    present
      .slice(1)
      .forEach((key) =>
        report(volume.get(key), `must not be given beside ${present[0]}; a volume has exactly one source`),
      );
  },
  'core.v1.ProjectedVolumeSource': (source, report) => {
    // That of a token may be that of another file.
    const paths = source.get('sources').items.flatMap((one) => [
      ...['secret', 'configMap', 'downwardAPI'].flatMap((kind) => one.get(kind, 'items').items)
        .map((file) => file.get('path')),
      one.get('clusterTrustBundle', 'path'),
      ...['credentialBundlePath', 'keyPath', 'certificateChainPath'].map((key) => one.get('podCertificate', key)),
    ]);
    reportDuplicates(
      paths, ({ text }) => text || undefined, report, (path) => path, 'must be the path of one file only',
    );
    for (const one of source.get('sources').items) {
      reportUnion(
        one,
        ['secret', 'downwardAPI', 'configMap', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'],
        report,
        { what: 'a projected source is exactly one thing', isOptional: true },
      );
    }
  },
  'core.v1.DownwardAPIVolumeFile': (file, report) =>
    reportUnion(file, ['fieldRef', 'resourceFieldRef'], report, { what: 'a file has exactly one source' }),
  'core.v1.PodSpec': checkPodVolumes,
};

function checkPodVolumes(spec: Value, report: Report): void {
  const volumes = spec.get('volumes').items;
  reportDuplicates(volumes, (volume) => volume.get('name').text || undefined, report, (volume) => volume.get('name'),
    'must be the name of one volume only');
  const names = new Set([...volumes.map((volume) => volume.get('name').text), ...claimTemplates(spec)]);
  for (const container of ['containers', 'initContainers', 'ephemeralContainers'].flatMap(
    (field) => spec.get(field).items,
  )) {
    const mounts = container.get('volumeMounts').items;
    const devices = container.get('volumeDevices').items;
    for (const mount of [...mounts, ...devices].filter(
      (one) => !one.get('name').isZero && !names.has(one.get('name').text),
    )) {
      report(
        mount.get('name'),
        `must be the name of a volume; there are ${[...names].join(', ') || 'none'}`,
        mounts.includes(mount) ? 'volume-missing' : undefined,
      );
    }
    reportDuplicates(
      mounts,
      (mount) => mount.get('mountPath').text || undefined,
      report,
      (mount) => mount.get('mountPath'),
      'must be mounted once',
    );
    reportDuplicates(
      [...mounts, ...devices],
      (mount) => (devices.length > 0 ? mount.get('name').text : undefined),
      report,
      (mount) => mount.get('name'),
      'must not be both mounted and used as a device',
    );
    mounts.forEach((mount) => checkMount(mount, container, report));
    checkDevices(devices, volumes, report);
    checkFiles(container, volumes, report);
  }
}

/** ValidateVolumeDevices */
function checkDevices(devices: readonly Value[], volumes: readonly Value[], report: Report): void {
  const claimed = (volume: Value) => volume.get('persistentVolumeClaim').isPresent || volume.get('ephemeral').isPresent;
  const files = new Set(volumes.filter((volume) => !claimed(volume)).map((volume) => volume.get('name').text));
  for (const name of devices.map((device) => device.get('name')).filter(({ text }) => files.has(text))) {
    report(name, 'must be a volume with persistentVolumeClaim or ephemeral: it is used as a device');
  }
}

/** validateFileKeyRefVolumes: a file with variables is in a volume that is empty when the pod begins. */
function checkFiles(container: Value, volumes: readonly Value[], report: Report): void {
  const empty = volumes.filter((volume) => volume.keys.every((key) => key === 'emptyDir' || !SOURCES.includes(key)))
    .map((volume) => volume.get('name').text);
  for (const variable of container.get('env').items) {
    const name = variable.get('valueFrom', 'fileKeyRef', 'volumeName');
    if (name.text !== '' && !empty.includes(name.text)) {
      report(name, `must be the name of an emptyDir volume; there are ${empty.join(', ') || 'none'}`);
    }
  }
}

/**
 * A StatefulSet makes a volume for each of its claim templates: pkg/apis/apps/validation `volumesToAddForTemplates`.
 */
function claimTemplates(spec: Value): string[] {
  const owner = spec.name === 'spec' && spec.parent?.name === 'template' ? spec.parent.parent : undefined;
  return owner?.get('volumeClaimTemplates').items.map((claim) => claim.get('metadata', 'name').text) ?? [];
}

/** ValidateVolumeMounts, validateMountPropagation, validateMountRecursiveReadOnly */
function checkMount(mount: Value, container: Value, report: Report): void {
  if (mount.get('subPath').text !== '' && mount.get('subPathExpr').text !== '') {
    report(mount.get('subPathExpr'), 'must not be given beside subPath');
  }
  const propagation = mount.get('mountPropagation');
  if (propagation.text === 'Bidirectional' && !container.get('securityContext', 'privileged').isTrue) {
    report(propagation, 'must not be Bidirectional: the container is not privileged');
  }
  const recursive = mount.get('recursiveReadOnly');
  if (!recursive.isPresent) {
    return;
  }
  if (!['Disabled', 'Enabled', 'IfPossible'].includes(recursive.text)) {
    report(recursive, 'must be Disabled, IfPossible or Enabled');
  } else if (recursive.text !== 'Disabled' && !mount.get('readOnly').isTrue) {
    report(recursive, 'must be Disabled without readOnly');
  } else if (recursive.text !== 'Disabled' && !['', 'None'].includes(propagation.text)) {
    report(recursive, `must be Disabled with mountPropagation ${propagation.text}`);
  }
}
