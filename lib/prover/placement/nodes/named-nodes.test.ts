import { Cluster } from '../../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { planRollout } from '../../updates';

const HOST = 'kubernetes.io/hostname';
const selects = (app: string) => ({ matchLabels: { app } });
const term = (app: string) =>
  ({ requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: selects(app) }] });
const named = (spec: object, pod: object) =>
  workload('Deployment', 'web', { cpu: 1 }, spec, { nodeName: 'cpu-1', ...pod });
const CLUSTER = new Cluster({ pools: [pool('cpu', 2, { cpu: '8' })] });
const plan = (...objects: object[]) => planRollout(load(...objects), CLUSTER)
  .workloads.map(({ verdict, fits }) => `${verdict} ${fits.verdict}`);

describe('pods whose node is named', () => {
  test.each<[string, object]>([
    ['anti-affinity to each other', { affinity: { podAntiAffinity: term('web') } }],
    ['affinity to nobody', { affinity: { podAffinity: term('nobody') } }],
    ['topology spread', { topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: HOST, whenUnsatisfiable: 'DoNotSchedule', labelSelector: selects('web') },
    ] }],
    ['a scheduler that nobody knows', { schedulerName: 'other' }],
  ])('come all the same with %s, which no kubelet looks at', (_, pod) => {
    expect(plan(named(surge(3), pod))).toEqual(['proven proven']);
  });

  test('are refused by the kubelet for their host ports', () => {
    const ports = { containers: [{ name: 'main', image: 'a:1', ports: [{ containerPort: 80, hostPort: 80 }] }] };
    expect(plan(named(surge(1), ports))).toEqual(['impossible proven']);
    expect(plan(named(noSurge(2), ports))).toEqual(['impossible impossible']);
  });

  test('wait for ever for volumes that are made where a scheduler places a pod', () => {
    const storageClass = (volumeBindingMode: string) => ({
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disks' }, volumeBindingMode,
      provisioner: 'ebs.csi.aws.com',
    });
    const resources = { requests: { storage: '1Gi' } };
    const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disks', resources };
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
    const mounted = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    const own = { volumes: [{ name: 'data', ephemeral: { volumeClaimTemplate: { spec } } }] };
    const late = storageClass('WaitForFirstConsumer');
    expect(plan(named(noSurge(1), mounted), claim, late)).toEqual(['impossible impossible']);
    expect(plan(named(noSurge(1), own), late)).toEqual(['impossible impossible']);
    expect(plan(named(noSurge(1), mounted), claim, storageClass('Immediate'))).toEqual(['proven proven']);
    const other = workload('Deployment', 'other', { cpu: 1 }, noSurge(1), mounted);
    expect(plan(named(noSurge(1), mounted), other, claim, late)[0]).toBe('unknown unknown');
  });

  test('are not decided beside those that keep apart from them, as only one of the two is asked', () => {
    const beside = (pod: object) => plan(named(surge(1), {}), workload('Deployment', 'other', { cpu: 1 }, surge(1), {
      affinity: { podAntiAffinity: term('web') }, ...pod,
    }));
    expect(beside({})).toEqual(['unknown unknown', 'unknown unknown']);
    expect(beside({ nodeName: 'cpu-1' })).toEqual(['proven proven', 'proven proven']);
  });
});
