import { Cluster } from '../../cluster';
import { load, pool, workload } from '../../../test/support/rollout';
import { planRollout } from './plan-rollout';

const ZONE = 'topology.kubernetes.io/zone';
const zone = (name: string, cpu: number) =>
  pool(name, 1, { cpu: String(cpu), extendedResources: {} }, { labels: { [ZONE]: name } });
const CLASSES = [
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
  {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' },
    provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer',
  },
];
const claim = () => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } } },
});
const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const HIGH = { priorityClassName: 'high' };
const store = (pod: object = mount) => [
  workload('Deployment', 'store', { cpu: 1 }, { strategy: { type: 'Recreate' } }, pod),
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim() },
];
const web = (pod: object) => workload('Deployment', 'web', { cpu: 1 }, { strategy: { type: 'Recreate' } }, pod);

/** Whether the first workload fits, and whether all do. */
const fits = (cpu: number, ...objects: object[]) => {
  const cluster = new Cluster({ pools: [zone('a', cpu), zone('b', cpu)] });
  const { workloads: [first], steadyState } = planRollout(load(...objects, ...CLASSES), cluster);
  return [first.fits.verdict, steadyState.verdict];
};

describe('a pod that is evicted from the zone of its volume', () => {
  test('may find no room there again', () => {
    expect(fits(1, ...store(), web(HIGH))).toEqual(['possible', 'possible']);
    expect(fits(1, ...store(), web({ ...HIGH, nodeSelector: { [ZONE]: 'b' } }))).toEqual(['possible', 'possible']);
    const own = workload('StatefulSet', 'store', { cpu: 1 }, { volumeClaimTemplates: [claim()] });
    expect(fits(1, own, web(HIGH))).toEqual(['possible', 'possible']);
  });

  test('finds it where each zone has room for both', () => {
    expect(fits(2, ...store(), web(HIGH))).toEqual(['proven', 'proven']);
  });

  test('goes elsewhere where no volume keeps it, and is not evicted by its like', () => {
    expect(fits(1, ...store({}), web(HIGH))).toEqual(['proven', 'proven']);
    expect(fits(1, ...store(), web({}))).toEqual(['proven', 'proven']);
    expect(fits(1, ...store({ ...mount, ...HIGH }), web(HIGH))).toEqual(['proven', 'proven']);
  });

  test('may be kept off by the pod of a DaemonSet that evicted it', () => {
    const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'store' } } },
    ] } } };
    const agent = (pod: object) =>
      workload('DaemonSet', 'agent', { cpu: 1 }, {}, { ...apart, nodeSelector: { [ZONE]: 'b' }, ...pod });
    expect(fits(4, ...store(), agent(HIGH))[0]).toBe('possible');
    expect(fits(4, ...store(), agent({}))[0]).toBe('proven');
    expect(fits(4, ...store({}), agent(HIGH))[0]).toBe('proven');
  });
});

test('pods find room only where others do not take that of a DaemonSet before it comes', () => {
  const nodes = Cluster.fromNodeList(JSON.stringify({ items: ['3', '4'].map((cpu, index) => (
    { kind: 'Node', metadata: { name: `n${index}` }, status: { allocatable: { cpu, memory: '8Gi', pods: '9' } } })) }));
  const fitsOf = (others: number) => planRollout(load(
    workload('StatefulSet', 'small', { cpu: 0.5 }, { replicas: 2, serviceName: 'small' }),
    workload('Deployment', 'large', { cpu: 2 }, { replicas: others }),
    workload('DaemonSet', 'agent', { cpu: 0.5 }, {}),
  ), nodes).workloads[0].fits;
  // Two large ones fill n1 before the agent comes, the third and the agent of n0 leave half a core.
  expect(fitsOf(3)).toEqual({
    verdict: 'possible',
    witness: ['StatefulSet/small fits, unless other pods come before those of a DaemonSet and take its room'],
  });
  expect(fitsOf(1).verdict).toBe('proven');
});
