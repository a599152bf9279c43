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
