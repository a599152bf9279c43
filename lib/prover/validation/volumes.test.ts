import { Json } from '../../../test/support/rules';
import { refusals, refusalsOfContainer, refusalsOfPod, saysOfEach } from '../../../test/support/refusals';

const ofVolume = (source: Json) => refusalsOfPod({ volumes: [{ name: 'v', ...source }] })
  .map((text) => text.replace('/spec/volumes/0/', ''));
const MODE = 'must be from 0 to 511';
const DRIVER = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';

describe('a volume', () => {
  const file = { path: 'a', fieldRef: { fieldPath: 'metadata.name' } };
  const cpu = { containerName: 'c', resource: 'limits.cpu' };
  const mapped = (items: Json) => ({ configMap: { name: 'a', items: [{ key: 'a', path: 'b', ...items }] } });
  const down = (more: Json) => ({ downwardAPI: { items: [{ ...file, ...more }] } });
  saysOfEach(ofVolume, [
    [{}], [{ name: 'A' }, expect.stringMatching(/^name must be lower-case/)], [{ name: '' }, 'name is missing'],
    [{ emptyDir: { sizeLimit: 0 } }],
    [{ emptyDir: { sizeLimit: '-1' } }, 'emptyDir/sizeLimit must be at least 0, is "-1"'],
    [{ hostPath: { path: '/a/..' } }, `hostPath/path must not contain '..', is "/a/.."`],
    [{ hostPath: { path: '' } }, 'hostPath/path is missing'],
    [{ secret: {} }, 'secret/secretName is missing'], [{ configMap: {} }, 'configMap/name is missing'],
    [{ secret: { secretName: 'a', defaultMode: 512 } }, `secret/defaultMode ${MODE}, is 512`],
    [{ configMap: { name: 'a', defaultMode: -1 } }, `configMap/defaultMode ${MODE}, is -1`],
    [mapped({ mode: 511 })], [mapped({ mode: 512 }), `configMap/items/0/mode ${MODE}, is 512`],
    [mapped({ path: '/b' }), 'configMap/items/0/path must be a relative path, is "/b"'],
    [mapped({ path: '..b' }), `configMap/items/0/path must not start with '..', is "..b"`],
    [mapped({ key: '' }), 'configMap/items/0/key is missing'],
    [down({})], [{ downwardAPI: { defaultMode: 512 } }, `downwardAPI/defaultMode ${MODE}, is 512`],
    [down({ path: '../a' }), `downwardAPI/items/0/path must not contain '..', is "../a"`],
    [down({ mode: 512 }), `downwardAPI/items/0/mode ${MODE}, is 512`],
    [down({ fieldRef: undefined, resourceFieldRef: cpu })],
    [down({ fieldRef: undefined }), 'downwardAPI/items/0 must have one of fieldRef, resourceFieldRef'],
    [down({ resourceFieldRef: cpu }),
      'downwardAPI/items/0/resourceFieldRef must not be given beside fieldRef; a file has exactly one source'],
    [down({ fieldRef: undefined, resourceFieldRef: { ...cpu, containerName: '' } }),
      'downwardAPI/items/0/resourceFieldRef/containerName is missing'],
    [{ persistentVolumeClaim: { claimName: '' } }, 'persistentVolumeClaim/claimName is missing'],
    [{ nfs: { server: 'a', path: 'b' } }, 'nfs/path must be an absolute path, is "b"'],
    [{ csi: { driver: 'A.b' } }], [{ csi: { driver: 'a_b' } }, `csi/driver ${DRIVER}, is "a_b"`],
    [{ ephemeral: {} }, 'ephemeral/volumeClaimTemplate is missing',
      'ephemeral/volumeClaimTemplate/spec/accessModes is missing; write at least one access mode',
      'ephemeral/volumeClaimTemplate/spec/resources/requests/storage is missing'],
  ]);

  test.each(['gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker',
    'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap',
    'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected',
    'scaleIO', 'csi', 'ephemeral', 'image', 'hostPath'])('of %s is nothing else too', (kind) => {
    expect(ofVolume({ [kind]: {}, emptyDir: {} }))
      .toContain(`emptyDir must not be given beside ${kind}; a volume has exactly one source`);
  });
});

describe('what is projected into one volume', () => {
  const projected = (...sources: Json[]) => ofVolume({ projected: { sources } })
    .map((text) => text.replace('projected/', ''));
  const items = [{ key: 'a', path: 'a' }];
  const file = { path: 'a', fieldRef: { fieldPath: 'metadata.name' } };
  const TWICE = 'must be the path of one file only, is "a"';
  test('is one thing each, or nothing yet', () => {
    expect(projected({}, { secret: { name: 'a' } }, { configMap: { name: 'a' } })).toEqual([]);
    expect(projected({ secret: { name: 'a' }, configMap: { name: 'a' } })).toEqual([
      'sources/0/configMap must not be given beside secret; a projected source is exactly one thing',
    ]);
    expect(projected({ downwardAPI: {}, serviceAccountToken: { path: 'a' } })).toEqual([
      'sources/0/serviceAccountToken must not be given beside downwardAPI; a projected source is exactly one thing',
    ]);
    expect(projected({ clusterTrustBundle: { path: 'a' }, podCertificate: { keyType: 'ED25519', signerName: 'a/b' } }))
      .toContain('sources/0/podCertificate must not be given beside clusterTrustBundle; a projected source is exactly one thing');
    expect(projected({ secret: {} }, { configMap: {} }))
      .toEqual(['sources/0/secret/name is missing', 'sources/1/configMap/name is missing']);
  });
  test('has each path once', () => {
    expect(projected({ secret: { name: 'a' } }, { secret: { name: 'a' } })).toEqual([]);
    expect(projected({ secret: { name: 'a', items } }, { configMap: { name: 'a', items } }))
      .toEqual([`sources/1/configMap/items/0/path ${TWICE}`]);
    expect(projected({ downwardAPI: { items: [file] } }, { clusterTrustBundle: { path: 'a', name: 'b' } }))
      .toEqual([`sources/1/clusterTrustBundle/path ${TWICE}`]);
    for (const key of ['credentialBundlePath', 'keyPath', 'certificateChainPath']) {
      const podCertificate = { keyType: 'ED25519', signerName: 'a.b/c', [key]: 'a' };
      expect(projected({ secret: { name: 'a', items } }, { podCertificate }))
        .toEqual([`sources/1/podCertificate/${key} ${TWICE}`]);
    }
    expect(projected({ secret: { name: 'a', items } }, { downwardAPI: { items: [file] } }))
      .toEqual([`sources/1/downwardAPI/items/0/path ${TWICE}`]);
  });
  test('may have that of a token twice', () => {
    const token = { serviceAccountToken: { path: 'a' } };
    expect(projected({ secret: { name: 'a', items } }, token, token)).toEqual([]);
  });
  test('is a token for ten minutes or more', () => {
    const token = (expirationSeconds: number) => projected({ serviceAccountToken: { path: 'a', expirationSeconds } });
    const fault = (seconds: number) =>
      [`sources/0/serviceAccountToken/expirationSeconds must be from 600 to 4294967296, is ${seconds}`];
    expect([token(600), token(2 ** 32), token(599), token(2 ** 32 + 1)])
      .toEqual([[], [], fault(599), fault(2 ** 32 + 1)]);
  });
  test('has permissions that files have', () => {
    expect(ofVolume({ projected: { defaultMode: 512 } })).toEqual([`projected/defaultMode ${MODE}, is 512`]);
  });
});

describe('a mount', () => {
  const mounted = (more: Json, privileged = true) => refusalsOfContainer(
    { volumeMounts: [{ name: 'v', mountPath: '/v', ...more }], securityContext: { privileged } },
    { volumes: [{ name: 'v' }] },
  ).map((text) => text.replace('/volumeMounts/0/', ''));
  const READ_ONLY = { recursiveReadOnly: 'Enabled', readOnly: true };
  saysOfEach((more: Json) => mounted(more), [
    [{ subPath: 'a' }], [{ subPathExpr: '$(A)' }], [{ subPath: '', subPathExpr: 'a' }],
    [{ subPath: 'a', subPathExpr: 'b' }, 'subPathExpr must not be given beside subPath, is "b"'],
    [{ subPath: '/a' }, 'subPath must be a relative path, is "/a"'],
    [{ subPathExpr: 'a/..' }, `subPathExpr must not contain '..', is "a/.."`],
    [{ mountPath: '' }, 'mountPath is missing'], [{ name: '' }, 'name is missing'],
    [{ mountPropagation: 'Bidirectional' }], [{ ...READ_ONLY, mountPropagation: 'None' }],
    [{ ...READ_ONLY, mountPropagation: 'HostToContainer' },
      'recursiveReadOnly must be Disabled with mountPropagation HostToContainer, is "Enabled"'],
    [{ recursiveReadOnly: 'Some', readOnly: true },
      'recursiveReadOnly must be Disabled, IfPossible or Enabled, is "Some"'],
    [{ recursiveReadOnly: '' }, 'recursiveReadOnly must be Disabled, IfPossible or Enabled, is ""'],
    [{ recursiveReadOnly: 'Disabled', mountPropagation: 'Bidirectional' }],
    [{ recursiveReadOnly: 'IfPossible' }, 'recursiveReadOnly must be Disabled without readOnly, is "IfPossible"'],
  ]);
  test('reaches the node only from a privileged container', () => {
    expect(mounted({ mountPropagation: 'Bidirectional' }, false))
      .toEqual(['mountPropagation must not be Bidirectional: the container is not privileged, is "Bidirectional"']);
    expect(mounted({ mountPropagation: 'HostToContainer' }, false)).toEqual([]);
  });
  test('of an init container is of a volume too', () => {
    const volumeMounts = [{ name: 'w', mountPath: '/w' }];
    expect(refusalsOfPod({ initContainers: [{ name: 'i', image: 'i:1', volumeMounts }] }))
      .toEqual(['/spec/initContainers/0/volumeMounts/0/name must be the name of a volume; there are none, is "w"']);
  });
  test('and devices are of volumes, each device once', () => {
    const devices = (...names: string[]) => refusalsOfContainer(
      { volumeDevices: names.map((name, index) => ({ name, devicePath: `/dev/${index}` })) },
      { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } },
        { name: 'w', ephemeral: { volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 1 } } },
      } } }, { name: 'u', emptyDir: {} }] },
    );
    expect(devices('u')).toEqual([
      '/volumeDevices/0/name must be a volume with persistentVolumeClaim or ephemeral: it is used as a device, is "u"',
    ]);
    expect(devices('v', 'w')).toEqual([]);
    expect(devices('x')).toEqual(['/volumeDevices/0/name must be the name of a volume; there are v, w, u, is "x"']);
    expect(devices('')).toEqual(['/volumeDevices/0/name is missing']);
    expect(devices('v', 'v')).toEqual(['/volumeDevices/1/name must not be both mounted and used as a device, is "v"']);
  });
});

test('variables are read of a file in a volume that is empty to begin with', () => {
  const reading = (volumeName: string, ...volumes: Json[]) => refusalsOfContainer(
    { env: [{ name: 'A', valueFrom: { fileKeyRef: { key: 'A', volumeName, path: 'a' } } }] }, { volumes },
  ).map((text) => text.replace('/env/0/valueFrom/fileKeyRef/', ''));
  const host = { name: 'h', hostPath: { path: '/' } };
  expect([reading('v', { name: 'v' }), reading('v', { name: 'v', emptyDir: {} }, host)]).toEqual([[], []]);
  expect(reading('h', host)).toEqual(['volumeName must be the name of an emptyDir volume; there are none, is "h"']);
  expect(reading('h', host, { name: 'v' }, { name: 'w' }))
    .toEqual(['volumeName must be the name of an emptyDir volume; there are v, w, is "h"']);
  expect(reading('', host)).toEqual(['volumeName is missing']);
});

test('a claim template makes no volume of a pod that is not of its own StatefulSet', () => {
  const template = {
    metadata: { name: 'x' },
    template: { spec: { containers: [{ name: 'c', image: 'c:1', volumeMounts: [{ name: 'd', mountPath: '/d' }] }] } },
  };
  expect(refusals({ apiVersion: 'v1', kind: 'PodTemplate', ...template }))
    .toEqual(['/template/spec/containers/0/volumeMounts/0/name must be the name of a volume; there are none, is "d"']);
});
