import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const surge = (replicas = 1) => ({ replicas, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
const app = (name: string, cpu: number, spec: object = surge(), pod: object = {}) =>
  workload('Deployment', name, { cpu }, spec, pod);
const updated = (object: object) => JSON.parse(JSON.stringify(object).replace('"image"', '"tty":true,"image"'));
const changes = (live: object[], asked: object[]) => plansOnLive([...live, ...asked], ...asked.map(updated)).change;
const small = (name: string, cpu: string) => liveNode(name, {}, 'True', { cpu });

// As on a real control plane (seeds 28018 and 28022 of the agreement run).
describe('pods on a node whose allocatable has shrunk below them', () => {
  test('leave the room elsewhere to new ones, where the node takes none of these', () => {
    const live = [small('n1', '1'), liveNode('n2'), livePod('web-0', 'Deployment/web', 'n1', 3)];
    expect(changes(live, [app('web', 3)])[0]).toMatchObject({ verdict: 'proven' });
    const beside = [liveNode('n1'), small('n2', '1'), livePod('web-0', 'Deployment/web', 'n1', 3)];
    expect(changes(beside, [app('web', 3)])[0].verdict).toBe('impossible');
  });

  test('keep what room the node has from new ones', () => {
    const live = [
      small('n1', '3'), small('n2', '1'),
      livePod('web-0', 'Deployment/web', 'n1', 2), livePod('web-1', 'Deployment/web', 'n1', 2),
    ];
    expect(changes(live, [app('web', 2, surge(2))])[0].verdict).not.toBe('proven');
  });
});

test('pods whose claim is being deleted hold room that others are not proven to have', () => {
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }];
  const claim = (more: object) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default', ...more },
    spec: { accessModes: ['ReadWriteMany'], storageClassName: 'efs', volumeName: 'v' }, status: { phase: 'Bound' },
  });
  const volume = {
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' },
    spec: { accessModes: ['ReadWriteMany'], storageClassName: 'efs', csi: { driver: 'efs.csi.aws.com' },
      claimRef: { namespace: 'default', name: 'data' } }, status: { phase: 'Bound' },
  };
  const pod = livePod('web-0', 'Deployment/web', 'n1', 3);
  const holder = { ...pod, spec: { ...pod.spec, volumes } };
  const waiting = livePod('b-0', 'Deployment/b', '', 2, { labels: { app: 'b' } });
  const verdict = (more: object) => plansOnLive(
    [liveNode('n1'), claim(more), volume, holder, waiting, app('web', 3, {}, { volumes }), app('b', 2)],
    app('web', 3, {}, { volumes }), app('b', 2), claim({}), volume,
  ).change[1].verdict;
  expect(verdict({ deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['kubernetes.io/pvc-protection'] }))
    .not.toBe('proven');
});
