import { Cluster } from '../../cluster';
import { load, noSurge, pool, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

const local = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' },
  provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer',
};
const store = (cpu: number, replicas = 3) => workload('StatefulSet', 'store', { cpu }, {
  replicas, serviceName: 'store', podManagementPolicy: 'Parallel',
  volumeClaimTemplates: [{
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local', resources: { requests: { storage: '1Gi' } } },
  }],
});
const web = workload('Deployment', 'web', { cpu: 1 }, noSurge(3));
const cluster = new Cluster({ pools: [pool('cpu', 2, { cpu: '3', extendedResources: {} })] });

test('pods that grow and that their volumes keep on their nodes are not proven to find room there', () => {
  const [{ alone }] = planTransition(
    load(local, store(1), web), { model: load(local, store(0.5), web), name: 'before', prune: false }, cluster,
  ).workloads;
  expect(['possible', 'unknown']).toContain(alone.verdict);
});

describe('a volume of which nobody knows where it stays', () => {
  const claim = (name: string) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'own', resources: { requests: { storage: '1Gi' } } },
  });
  const own = { ...local, metadata: { name: 'own' }, provisioner: 'csi.example.com' };
  const nim = (name: string, replicas = 1) => workload('Deployment', name, { 'nvidia.com/gpu': 1 }, {
    replicas, strategy: { type: 'Recreate' },
  }, { volumes: [{ name: 'cache', persistentVolumeClaim: { claimName: name } }] });
  const nodes = new Cluster({ pools: [pool('gpu', 2, { extendedResources: { 'nvidia.com/gpu': '1' } })] });
  const all = (replicas = 1) => [own, claim('llm'), claim('embed'), nim('llm', replicas), nim('embed')];
  const together = (from: object[], to: object[]) =>
    planTransition(load(...to), { model: load(...from), name: 'before', prune: false }, nodes)
      .workloads.map((each) => each.together.verdict);

  test('keeps the first pod nowhere that mounts it', () => {
    expect(together([own], all())).toEqual(['proven', 'proven']);
  });

  test('keeps pods where it was before, when the claim is older than they are', () => {
    expect(together([own, claim('llm'), claim('embed')], all())).not.toContain('proven');
  });
});

describe('a volume that stays in the zone of its first pod', () => {
  const zones = new Cluster({
    pools: ['a', 'b'].map((zone) =>
      pool(zone, 1, { extendedResources: {} }, { labels: { zone, 'topology.kubernetes.io/zone': zone } })),
  });
  const at = (zone: string) => ({ nodeSelector: { zone } });
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
  };
  const mounts = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const web = (zone: string, pod: object = mounts) =>
    workload('Deployment', 'web', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } }, { ...at(zone), ...pod });
  const set = (zone: string) => workload('StatefulSet', 'set', { cpu: 1 }, {
    replicas: 2, serviceName: 'set',
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim.spec }],
  }, at(zone));
  const change = (from: object, to: object) => planTransition(
    load(claim, to), { model: load(claim, from), name: 'before', prune: false }, zones,
  ).workloads[0].verdict;

  // As a real control plane shows (test/control-plane/cases/zonal-claim-asked-to-another-zone).
  test('keeps pods off the zone to which a change asks them', () => {
    expect([change(web('a'), web('b')), change(set('a'), set('b'))]).toEqual(['impossible', 'impossible']);
  });

  test('lets them stay there, and keeps those nowhere that mount it first', () => {
    expect(change(web('a'), web('a', { ...mounts, terminationGracePeriodSeconds: 1 }))).toBe('proven');
    expect(change(web('a', {}), web('b', {}))).toBe('proven');
  });
});
