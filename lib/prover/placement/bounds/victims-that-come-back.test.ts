import { Cluster } from '../../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { plan } from '../../plan';

const classOf = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 };
const apart = (app: string) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
  ] } },
});
const CLUSTER = new Cluster({ pools: [pool('cpu', 1, { cpu: '4' })] });

/** Of a new workload of high priority beside one that runs. */
const verdict = (own: object, other: object) => {
  const low = workload('Deployment', 'low', { cpu: 1 }, noSurge(1), other);
  const high = workload('Deployment', 'high', { cpu: 1 }, noSurge(1), { priorityClassName: 'high', ...own });
  const from = { model: load(low, classOf), name: 'before', prune: true };
  return plan(load(low, high, classOf), { cluster: CLUSTER, from }).workloads[1].verdict;
};

test('devices that claims hold are not proven to come free by evictions', () => {
  const device = { apiVersion: 'resource.k8s.io/v1' };
  const served = (name: string, spec: object, pod: object = {}) => workload('Deployment', name, {}, spec, {
    resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'one' }],
    containers: [{ name: 'main', image: 'a:1', resources: { claims: [{ name: 'gpu' }] } }], ...pod,
  });
  const devices = (count: number) => [
    { ...device, kind: 'DeviceClass', metadata: { name: 'gpu' }, spec: {} },
    { ...device, kind: 'ResourceClaimTemplate', metadata: { name: 'one' },
      spec: { spec: { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu' } }] } } } },
    { ...device, kind: 'ResourceSlice', metadata: { name: 's' }, spec: {
      driver: 'gpu.example.com', nodeName: 'cpu-1', pool: { name: 'cpu-1', generation: 1, resourceSliceCount: 1 },
      devices: Array.from({ length: count }, (_, index) => ({ name: `d${index}` })),
    } },
  ];
  const restart = (count: number) => plan(load(
    served('high', surge(1), { priorityClassName: 'high' }), served('low', noSurge(1)), classOf, ...devices(count),
  ), { cluster: CLUSTER }).workloads[0].verdict;
  expect([2, 3].map(restart)).toEqual(['possible', 'proven']);
});

// Seen on a real control plane: the victims of the first come back before it for ever.
test('pods that are evicted for the anti-affinity of another are not proven to leave it their room', () => {
  expect(verdict(apart('low'), {})).not.toMatch(/proven|impossible/);
  expect(verdict({}, apart('high'))).toBe('proven');
  expect(verdict(apart('low'), apart('nobody'))).toBe('proven');
});
