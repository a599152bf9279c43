import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import { Model } from '../../../manifests';
import { claim } from '../../../../test/support/remedies';
import { contextOf, ids, specAfter } from '../../../../test/support/moves';
import { surge, workload } from '../../../../test/support/rollout';
import { volumeMoves } from './volume';

type Json = { [key: string]: any };

/** A model server that mounts claims, `data` unless others are named. */
function server(names = ['data'], more: Json = {}, volumeName?: string, at = '/cache'): object {
  const nameOf = (name: string) => volumeName ?? name;
  const volumes = names.map((name) => ({ name: nameOf(name), persistentVolumeClaim: { claimName: name } }));
  return workload('Deployment', 'web', { cpu: 1 }, surge(1), {
    volumes: [{ name: 'scratch', emptyDir: {} }, ...volumes],
    containers: [{
      name: 'main', image: 'vllm/vllm-openai:v0.11',
      volumeMounts: names.map((name) => ({ name: nameOf(name), mountPath: `${at}/${name}`, ...more })),
    }],
  });
}
const moves = (...objects: object[]) => volumeMoves(contextOf(objects));

test('a claim that ties pods together is replaced by one that all may mount, or one for each pod', () => {
  const [shared, own, ...others] = moves(server(), claim('data'));
  expect([shared, own].map(({ id, dimension, title }) => [id, dimension, title])).toEqual([
    ['shared-claim', 'volume', 'a ReadWriteMany claim in place of data'],
    ['volume-per-pod', 'volume', 'a volume of each pod\'s own in place of data'],
  ]);
  expect(others).toEqual([]);
  expect(specAfter(shared).template.spec.volumes)
    .toEqual([{ name: 'scratch', emptyDir: {} },
      { name: 'data', persistentVolumeClaim: { claimName: 'data-shared' } }]);
  expect(specAfter(own).template.spec.volumes[1]).toEqual({ name: 'data', ephemeral: { volumeClaimTemplate: {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  } } });
  expect(shared.prop).toBeUndefined();
  const [ofCache] = moves(server(['data'], {}, 'model-cache'), claim('data'));
  expect(ofCache.prop).toBe('modelCache: ModelCache.sharedClaim({ storageClass: \'nfs\' })');
  expect([shared.notes, own.notes]).toEqual([
    [expect.stringContaining('the access mode of a claim that exists cannot be changed')],
    ['each new pod downloads its models again, which its startup probe must allow'],
  ]);
});

test('the new claim asks for what the old one asks, without the volume that this was given', () => {
  const old = claim('data') as Json;
  const given = { volumeName: 'pv', selector: { matchLabels: { a: 'b' } }, dataSource: { name: 'x' },
    dataSourceRef: { name: 'x' } };
  const [{ change: { added } }] = moves(server(), {
    ...old, metadata: { name: 'data', labels: { team: 'a' } },
      spec: { ...old.spec, ...given, volumeMode: 'Filesystem' },
  });
  expect(added).toEqual([{
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-shared', labels: { team: 'a' } },
    spec: {
      accessModes: ['ReadWriteMany'], storageClassName: 'nfs', volumeMode: 'Filesystem',
      resources: { requests: { storage: '10Gi' } },
    },
  }]);
});

test('its class is one of the input that many nodes may write to, else to be filled in', () => {
  const storageClass = (name: string, provisioner: string) =>
    ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner });
  const [open] = moves(server(), claim('data'), storageClass('gp3', 'ebs.csi.aws.com'));
  expect(open.toFill).toEqual([
    'storageClassName of data-shared: a class that offers ReadWriteMany (EFS, Filestore, Azure Files, NFS, CephFS)',
  ]);
  const [known] = moves(server(['data'], {}, 'model-cache'), claim('data'), storageClass('gp3', 'ebs.csi.aws.com'),
    storageClass('efs', 'efs.csi.aws.com'));
  expect([known.toFill, known.prop, (known.change.added[0] as Json).spec.storageClassName])
    .toEqual([[], 'modelCache: ModelCache.sharedClaim({ storageClass: \'efs\' })', 'efs']);
});

test('several claims are replaced together, and those that tie nobody stay', () => {
  const [shared] = moves(server(['data', 'more', 'many']), claim('data'), claim('more'),
    claim('many', ['ReadWriteMany']));
  expect([shared.title,
    specAfter(shared).template.spec.volumes.slice(1).map((each: Json) => each.persistentVolumeClaim.claimName)])
    .toEqual(['a ReadWriteMany claim in place of data, more', ['data-shared', 'more-shared', 'many']]);
  expect(moves(server(), claim('data', ['ReadWriteMany']))).toEqual([]);
  expect(moves(server())).toEqual([]);
});

test('a long name keeps what tells it apart', () => {
  const [{ change: { added: [added] } }] = moves(server([`a.${'n'.repeat(61)}`]), claim(`a.${'n'.repeat(61)}`));
  expect((added.metadata as Json).name).toBe(`${'n'.repeat(56)}-shared`);
});

test('what nobody is known to fill is copied to the shared claim, and not replaced by an empty volume', () => {
  const [shared, ...others] = moves(server(['data'], {}, undefined, '/models'), claim('data'));
  expect(others).toEqual([]);
  expect(shared.toFill).toContain(
    'what data-shared holds: copy it from data, as no pod of the manifests is known to fill it');
  expect(shared.notes).toEqual(['the access mode of a claim that exists cannot be changed, so that this is a new one']);
});

test('who else mounts it goes with it, and then no pod can have one of its own', () => {
  const job = workload('Job', 'fetch', { cpu: 1 }, {}, {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });
  const elsewhere = { ...workload('Job', 'other', {}, {}, {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }),
      metadata: { name: 'other', namespace: 'b' } };
  const each = moves(server(), claim('data'), job, elsewhere, workload('Job', 'third', {}));
  expect([ids(each), each[0].change.patches.map(({ manifest }) => manifest.name)])
    .toEqual([['shared-claim'], ['web', 'fetch']]);
});

test('what is only read may come as an image, where the version has such volumes', () => {
  const context = contextOf([server(['data'], { readOnly: true }), claim('data')]);
  const each = (minor: number) => volumeMoves({ ...context,
    model: new Model(context.model.manifests, { kubernetes: KubernetesVersion.of(`1.${minor}`) }) });
  const [shared, image, ...others] = volumeMoves(context);
  expect(others).toEqual([]);
  expect(shared.toFill).toContain(
    'what data-shared holds: copy it from data, as no pod of the manifests is known to fill it');
  expect([image.id, image.title, image.toFill]).toEqual([
    'image-volume', 'an image volume in place of data',
    ['reference of the image volume: an OCI image that holds what the claim holds'],
  ]);
  expect(specAfter(image).template.spec.volumes[1])
    .toEqual({ name: 'data',
      image: { reference: 'registry.example.com/models/name:tag', pullPolicy: 'IfNotPresent' } });
  expect([ids(each(35)).includes('image-volume'), ids(each(34)).includes('image-volume')]).toEqual([true, false]);
});
