import { liveNode, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const claim = (metadata: object = {}, phase = 'Bound') => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
  status: { phase },
});
const { status: _, ...written } = claim();
const web = workload('Deployment', 'web', { cpu: 1 }, { strategy: { type: 'Recreate' } },
  { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] });
const planned = (live: object) => plansOnLive([liveNode('n1'), live], web, written).restart[0];

test.each([
  ['that is being deleted', claim({ deletionTimestamp: '2026-11-26T10:00:00Z' }),
    'claim data is being deleted, and stays so until no pod mounts it: it takes no new pod'],
  ['whose volume is gone', claim({}, 'Lost'), 'claim data is bound to a volume that is gone (phase Lost)'],
])('a claim %s takes no new pod, though the manifests have it', (__, live, text) => {
  const { verdict, witness } = planned(live);
  expect([verdict, witness[1]]).toEqual(['impossible', text]);
});

test('a claim that is bound does', () => expect(planned(claim()).verdict).toBe('proven'));

describe('a claim that waits for a volume that somebody provides', () => {
  const none = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'none' },
    provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' };
  const volume = (more: object = {}) => ({
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'none', ...more },
  });
  const resources = { requests: { storage: '1Gi' } };
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources };
  const own = (ordinal: number, more: object = {}) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `d-db-${ordinal}`, namespace: 'default' },
    spec: { ...spec, ...more },
  });
  const db = (replicas: number) => workload('StatefulSet', 'db', { cpu: 1 }, {
    replicas, serviceName: 'db', volumeClaimTemplates: [{ metadata: { name: 'd' }, spec }],
  });
  const taken = volume({ claimRef: { name: 'd-db-0', namespace: 'default' } });
  const said = (replicas: number, ...live: object[]) =>
    plansOnLive([liveNode('n1'), none, ...live], db(replicas), volume()).restart[0].fits.verdict;

  test('finds none that another claim has, though the manifests do not say so', () => {
    const first = own(0, { volumeName: 'v' });
    expect([said(1, first, taken), said(2, first, taken), said(2, first, taken, own(1))])
      .toEqual(['proven', 'impossible', 'impossible']);
    expect(said(1, own(0), volume())).toBe('proven');
  });
});

describe('a claim that nobody has', () => {
  const account = (namespace = 'default') =>
    ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
  const other = claim({ name: 'other' });
  const verdicts = (live: object[], ...more: object[]) => {
    const { verdict, fits } = plansOnLive([liveNode('n1'), ...live], web, ...more).restart[0];
    return `${verdict} ${fits.verdict}`;
  };

  test('keeps every new pod waiting, where the snapshot has the claims of its namespace', () => {
    expect(verdicts([other, account()])).toBe('impossible impossible');
    expect(plansOnLive([liveNode('n1'), other, account()], web).restart[0].witness)
      .toContain('claim data does not exist, and nothing of the input makes it');
  });

  test.each<[string, object[], object[]]>([
    ['the snapshot has no claims', [account()], []],
    ['it has other namespaces only', [other, account('elsewhere')], []],
    ['an object of its name may make it', [other, account()],
      [{ apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataVolume', metadata: { name: 'data' }, spec: {} }]],
    ['the manifests have it', [other, account()], [written]],
  ])('may be there where %s', (_, live, more) =>
    expect(verdicts(live, ...more)).not.toContain('impossible'));

  test('may be made by a StatefulSet', () => {
    const set = workload('StatefulSet', 'db', { cpu: 1 }, { volumeClaimTemplates: [claim({ name: 'd' })] });
    const one = workload('Deployment', 'web', { cpu: 1 }, { strategy: { type: 'Recreate' } },
      { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd-db-0' } }] });
    const { restart: [plan] } = plansOnLive([liveNode('n1'), other, account()], one, set);
    expect(plan.fits.verdict).not.toBe('impossible');
  });
});
