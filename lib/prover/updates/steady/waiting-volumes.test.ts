import { Cluster } from '../../../cluster';
import { load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { planRollout } from '..';

const ZONE = 'topology.kubernetes.io/zone';
const apart = (app: string) => ({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
  { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
] } });
const beside = (app: string, topologyKey = 'kubernetes.io/hostname') => ({
  podAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }],
  },
});
const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const storage = (provisioner: string, mode: string) => [
  {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  },
  {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: [mode], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } },
  },
];
const plan = (...objects: object[]) => planRollout(load(...objects), new Cluster({
  pools: [pool('cpu', 2, {}, { labels: { [ZONE]: 'a' } })],
}));
const web = (extra: object) => workload('Deployment', 'web', { cpu: 1 }, noSurge(2), { ...mount, ...extra });

test('a shared volume of a provisioner that nobody knows may be of the node or of the zone', () => {
  const { steadyState } = plan(web({ affinity: apart('web') }), ...storage('csi.example.com', 'ReadWriteMany'));
  expect(steadyState).toEqual({
    verdict: 'unknown',
    witness: [
      'whether the volume of claim data stays on the node of its first pod or in its zone is not known: its provisioner is not',
    ],
  });
});

test('one of a provisioner that is known to serve nodes, or that one node mounts, is decided', () => {
  const verdict = (...others: object[]) => plan(web({ affinity: apart('web') }), ...others).steadyState.verdict;
  expect(verdict(...storage('rancher.io/local-path', 'ReadWriteMany'))).toBe('impossible');
  expect(verdict(...storage('csi.example.com', 'ReadWriteOnce'))).toBe('impossible');
});

describe('a volume that keeps pods where those beside which they have to stand may have left', () => {
  const other = workload('Deployment', 'other', { cpu: 1 }, { replicas: 1 });
  const recreated = (affinity: object, ...more: object[]) => plan(
    workload('Deployment', 'web', { cpu: 1 }, noSurge(1), { ...mount, affinity }), other, ...more,
  ).workloads[0].alone;

  test('makes an update only possible', () => {
    expect(recreated(beside('other'), ...storage('rancher.io/local-path', 'ReadWriteOnce'))).toEqual({
      verdict: 'possible',
      witness: [
        'the pods of Deployment/web may not follow everywhere (their volume) those beside which they have to stand',
      ],
    });
  });

  test('as does a selector of nodes that is narrower than theirs', () => {
    const zoned = new Cluster({ pools: ['a', 'b'].map((zone) => pool(zone, 1, {}, { labels: { [ZONE]: zone } })) });
    const narrow = (nodeSelector: object) => planRollout(load(
      workload('Deployment', 'web', { cpu: 1 }, noSurge(1), { nodeSelector, affinity: beside('other') }), other,
    ), zoned).workloads[0].alone.verdict;
    expect([narrow({ [ZONE]: 'a' }), narrow({})]).toEqual(['possible', 'proven']);
  });

  test('does nothing to pods that stand beside their own', () => {
    expect(recreated(beside('web'), ...storage('rancher.io/local-path', 'ReadWriteOnce')).verdict).toBe('proven');
  });
});

test('a surge beside a volume that one node mounts may land on another node where its provisioner is not known', () => {
  const surging = (provisioner: string) =>
    plan(
      workload(
        'Deployment',
        'web',
        { cpu: 1 },
        { replicas: 1, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
        mount,
      ),
      ...storage(provisioner, 'ReadWriteOnce'),
    ).workloads[0].alone.verdict;
  expect([surging('csi.example.com'), surging('rancher.io/local-path')]).toEqual(['possible', 'proven']);
});

test('several pods on a volume of one zone fit where each zone that takes one holds them all', () => {
  const zones = (...counts: number[]) => planRollout(
    load(web({ affinity: apart('web') }), ...storage('cinder.csi.openstack.org', 'ReadWriteMany')),
    new Cluster({ pools: counts.map((count, zone) => pool(`p${zone}`, count, {}, { labels: { [ZONE]: `z${zone}` } })) }),
  ).workloads[0].fits;
  expect(zones(2, 2)).toEqual({ verdict: 'proven', witness: [] });
  expect(zones(2, 1)).toEqual({
    verdict: 'possible',
    witness: ['the volume of claim data stays in the zone of its first pod, which may not hold all of them'],
  });
});
