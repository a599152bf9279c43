import { Cluster } from '../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

// Each verdict is that of a real control plane.
const claim = (name: string, mode: string, storageClassName = 'efs') => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
  spec: { accessModes: [mode], storageClassName, resources: { requests: { storage: '1Gi' } } },
});
const CLAIMS = [
  claim('shared', 'ReadWriteMany'), claim('own', 'ReadWriteOnce', 'gp3'), claim('other', 'ReadWriteOnce', 'gp3'),
  claim('single', 'ReadWriteOncePod', 'gp3'),
];
const web = (claimName: string, spec: object, cpu = 3) => workload('Deployment', 'web', { cpu }, spec, {
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
});
const RECREATE = { replicas: 1, strategy: { type: 'Recreate' } };

/** On two nodes of 4 cores in one zone. */
const planned = (before: object, after: object) => planTransition(
  load(after, ...CLAIMS), { model: load(before, ...CLAIMS), name: 'before', prune: false },
  new Cluster({ pools: [pool('cpu', 2, { cpu: '4' }, { labels: { 'topology.kubernetes.io/zone': 'a' } })] }),
).workloads[0];

test.each<[string, string, string, object, string]>([
  ['whom nobody holds it', 'shared', 'own', surge(1), 'proven'],
  ['whose old one holds another', 'own', 'other', surge(1), 'proven'],
  ['whose old one leaves first', 'shared', 'own', RECREATE, 'proven'],
  ['whose old one holds it', 'own', 'own', surge(1), 'impossible'],
  ['of two that one node does not hold', 'shared', 'own', noSurge(2), 'impossible'],
  ['of two where one may have it', 'shared', 'single', noSurge(2), 'impossible'],
])('a new pod whose claim one node mounts at a time, %s', (_, from, to, spec, verdict) => {
  const { alone, together } = planned(web(from, spec), web(to, spec, 2.5));
  expect([alone.verdict, together.verdict]).toEqual([verdict, verdict]);
});

test('who waits for a volume is told its claim, and whether its node has room', () => {
  const held = 'claim own is ReadWriteOnce, and pods on cpu-1 hold it: a new Deployment/web pod on any other node waits in ' +
    'ContainerCreating for the volume (Multi-Attach error)';
  const { together } = planned(web('own', surge(1)), web('own', surge(1), 2.5));
  expect(together.witness.slice(1, 3)).toEqual([held, 'cpu-1 has no room for one more, which needs 2.5 cpu']);
});

test('more pods than the node of a volume holds are said with the claim', () => {
  expect(planned(web('shared', noSurge(2)), web('own', noSurge(2))).together.witness).toEqual([
    'claim own is for one node at a time, which holds 1 of its 2 pods',
  ]);
});

test('a new volume that is made in some zone before its pod has a place may be where the pod may not go', () => {
  const [ZONE, NAME] = ['topology.kubernetes.io/zone', 'disks'];
  const storageClass = (volumeBindingMode: string) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: NAME }, volumeBindingMode,
    provisioner: 'cinder.csi.openstack.org',
  });
  const pod = (volumes: object[]) => ({ nodeSelector: { [ZONE]: 'a' }, volumes });
  const [before, after] = [[], [{ name: 'data', persistentVolumeClaim: { claimName: 'new' } }]]
    .map((volumes) => workload('Deployment', 'web', { cpu: 1 }, noSurge(1), pod(volumes)));
  const verdict = (mode: string, zones: string[]) => planTransition(
    load(after, claim('new', 'ReadWriteOnce', NAME), storageClass(mode)),
    { model: load(before, storageClass(mode)), name: 'before', prune: false },
    new Cluster({ pools: zones.map((zone) => pool(zone, 1, { cpu: '4' }, { labels: { [ZONE]: zone } })) }),
  ).workloads[0].together.verdict;
  expect(verdict('Immediate', ['a', 'b'])).toBe('unknown');
  expect(verdict('Immediate', ['a'])).toBe('proven');
  expect(verdict('WaitForFirstConsumer', ['a', 'b'])).toBe('proven');
});
