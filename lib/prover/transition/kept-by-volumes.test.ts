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
