import { Cluster } from '../../../cluster';
import { plan } from '../..';
import { load, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

const claim = (spec: object) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
  spec: { resources: { requests: { storage: '1Gi' } }, ...spec },
});
const shared = (storageClassName?: string) =>
  claim({ accessModes: ['ReadWriteMany'], ...(storageClassName === undefined ? {} : { storageClassName }) });
const mounts = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const web = (spec: object) => workload('Deployment', 'web', { cpu: 4 }, spec, mounts);
const storageClass = (provisioner: string, volumeBindingMode = 'WaitForFirstConsumer') => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner, volumeBindingMode,
});
const three = [pool('cpu', 3)];
const verdicts = (...objects: object[]) => {
  const { verdict, fits, drain } = planFirst(three, ...objects);
  return [verdict, fits.verdict, drain.verdict];
};
const remarks = (nodes: number, ...objects: object[]) =>
  plan(load(...objects), { cluster: new Cluster({ pools: [pool('cpu', nodes)] }) }).notLookedAt.join('\n');

test('where volumes of a class that is not in the input stay is not known, and the class is named', () => {
  const { verdict, witness, fits, drain } = planFirst(three, web(surge(2)), shared('fast'));
  expect([verdict, fits.verdict, drain.verdict]).toEqual(['unknown', 'unknown', 'unknown']);
  expect(witness).toEqual([
    'StorageClass fast is not in the input',
    'proven where every node reaches its volume, impossible where that stays on one node',
  ]);
});

test.each<[string, object, object[], string[]]>([
  [
    'the class is in the input and serves every node', surge(2), [shared('fast'), storageClass('efs.csi.aws.com')],
    ['proven', 'proven', 'proven'],
  ],
  [
    'the class is in the input and keeps volumes on nodes', surge(2),
    [shared('fast'), storageClass('topolvm.io')], ['impossible', 'possible', 'possible'],
  ],
  ['the name of the class tells a shared file system', surge(2), [shared('efs')], ['proven', 'proven', 'proven']],
  [
    'the class is the default one, and several nodes mount: a shared file system', surge(2), [shared()],
    ['proven', 'proven', 'proven'],
  ],
  ['no class is meant, and no volume is in the input', surge(2), [shared('')], ['unknown', 'unknown', 'unknown']],
  ['a stopped pod leaves its own room', noSurge(2), [shared('fast')], ['proven', 'unknown', 'unknown']],
  [
    'one pod goes where it may, and takes the volume along', { replicas: 1, strategy: { type: 'Recreate' } },
    [shared('fast')], ['proven', 'proven', 'unknown'],
  ],
  [
    'one node mounts a volume of the default class: a disk', { replicas: 1, strategy: { type: 'Recreate' } },
    [claim({ accessModes: ['ReadWriteOnce'] })], ['proven', 'proven', 'proven'],
  ],
])('%s', (_, spec, objects, expected) => expect(verdicts(web(spec), ...objects)).toEqual(expected));

test('an unknown provisioner that places volumes before their pods leaves open which nodes reach them', () => {
  const early = [shared('fast'), storageClass('disks.example.com', 'Immediate')];
  const { verdict, witness } = planFirst(three, web(surge(2)), ...early);
  expect([verdict, witness]).toEqual(['unknown', [
    'nothing is known of the provisioner disks.example.com, which chooses a place for volumes before their pods',
    'proven where every node reaches its volume, impossible where that stays on one node',
  ]]);
  expect(verdicts(web(noSurge(2)), ...early)).toEqual(['proven', 'unknown', 'unknown']);
});

test.each<[string, string[]]>([
  ['driver.longhorn.io', ['proven', 'proven', 'proven']],
  ['k8s-sigs.io/nfs-subdir-external-provisioner', ['proven', 'proven', 'proven']],
  ['topolvm.io', ['unknown', 'unknown', 'unknown']],
])('of provisioner %s it is known, without waiting for pods', (provisioner, expected) =>
  expect(verdicts(web(surge(2)), shared('fast'), storageClass(provisioner, 'Immediate'))).toEqual(expected));

test('a volume of Longhorn that is strictly local is where its node is', () => {
  const local = { ...storageClass('driver.longhorn.io', 'Immediate'), parameters: { dataLocality: 'strict-local' } };
  expect(verdicts(web(surge(2)), shared('fast'), local)[0]).toBe('unknown');
});

test('one node leaves nothing open', () =>
  expect(planFirst([pool('cpu', 1)], web(surge(1)), shared('fast')).verdict).toBe('proven'));

test('a volume that is bound and not in the input may be out of reach of a node', () => {
  const bound = claim({ accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', volumeName: 'pvc-1' });
  const { fits } = planFirst(three, web({ replicas: 1, strategy: { type: 'Recreate' } }), bound);
  expect(fits).toEqual({
    verdict: 'unknown',
    witness: ['volume pvc-1, which is not in the input, may be out of reach of some node'],
  });
});

test('what is taken for granted is said', () => {
  const app = web({ replicas: 1, strategy: { type: 'Recreate' } });
  expect(remarks(3, app, shared('efs-sc'))).toContain(
    'StorageClass efs-sc is not in the input; by its name, every node is taken to reach its volumes',
  );
  expect(remarks(3, app, claim({ accessModes: ['ReadWriteOnce'] }))).toMatch(
    /^the default StorageClass is not in the input; .*of their zone where one node/m,
  );
  expect(remarks(3, app, shared())).toContain(
    'the default StorageClass is not in the input; every node is taken to reach its volumes where several',
  );
  expect(remarks(3, app, claim({ accessModes: ['ReadWriteOnce'] }))).toMatch(
    /^zones of the nodes; .* all nodes of pools that name none$/m,
  );
  expect(remarks(1, app, claim({ accessModes: ['ReadWriteOnce'] }))).not.toMatch(/StorageClass|zones/);
  expect(remarks(3, app, shared('fast'), storageClass('efs.csi.aws.com'))).not.toMatch(/StorageClass|zones/);
});
