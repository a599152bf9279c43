import { load, planFirst, pool, workload } from '../../../../test/support/rollout';
import { Cluster } from '../../../cluster';
import { planRollout } from '../../updates';

const storageClass = (provisioner = 'kubernetes.io/no-provisioner') => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' }, provisioner,
  volumeBindingMode: 'WaitForFirstConsumer',
});
const claim = (storage: string, spec: object = {}) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local', resources: { requests: { storage } }, ...spec },
});
const volume = (name: string, storage: string, node?: string, spec: object = {}) => ({
  apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name, labels: { tier: 'fast' } },
  spec: {
    capacity: { storage }, accessModes: ['ReadWriteOnce'], storageClassName: 'local', local: { path: '/d' },
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [
      { key: 'kubernetes.io/hostname', operator: 'In', values: [node ?? 'cpu-1'] }] }] } },
    ...spec,
  },
});
const web = workload('Deployment', 'web', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } },
  { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
const store = (replicas: number) => workload('StatefulSet', 'store', { cpu: 1 }, {
  replicas, serviceName: 'store',
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'local' } }],
});
const two = [pool('cpu', 2)];

test.each<[string, object[], string, string]>([
  [
    'none of the class is in the input', [claim('1Gi')], 'unknown',
    'not modelled: no PersistentVolume of the class of claim data (1Gi, ReadWriteOnce) is in the input, and its class makes none',
  ],
  [
    'the only one is too small', [claim('5Gi'), volume('v', '1Gi')], 'impossible',
    'no PersistentVolume fits claim data (5Gi, ReadWriteOnce), and its class makes none',
  ],
  [
    'the only one has another mode', [claim('1Gi', { accessModes: ['ReadWriteMany'] }), volume('v', '1Gi')],
    'impossible', 'no PersistentVolume fits claim data (1Gi, ReadWriteMany), and its class makes none',
  ],
  [
    "the only one is another claim's",
    [claim('1Gi'), volume('v', '1Gi', 'cpu-1', { claimRef: { name: 'x', namespace: 'y' } })], 'impossible',
    'no PersistentVolume fits claim data (1Gi, ReadWriteOnce), and its class makes none',
  ],
  [
    'the claim selects others', [claim('1Gi', { selector: { matchLabels: { tier: 'slow' } } }), volume('v', '1Gi')],
    'impossible', 'no PersistentVolume fits claim data (1Gi, ReadWriteOnce), and its class makes none',
  ],
])('a class without provisioner and no volume that fits: %s', (_, objects, verdict, reason) => {
  const plan = planFirst(two, web, storageClass(), ...objects);
  expect([plan.verdict, plan.fits.verdict]).toEqual([verdict, verdict]);
  expect(plan.witness).toContain(reason);
});

test('a volume that fits ties the pods to its node', () => {
  const { verdict, fits, drain } = planFirst(two, web, storageClass(), claim('1Gi'), volume('v', '2Gi'));
  expect([verdict, fits.verdict, drain.verdict]).toEqual(['proven', 'proven', 'impossible']);
});

test('a StatefulSet needs a volume for each pod', () => {
  const plans = [1, 2].map((replicas) => planFirst(two, store(replicas), storageClass(), volume('v', '2Gi')).verdict);
  expect(plans).toEqual(['proven', 'impossible']);
});

test('a class with a provisioner needs none', () =>
  expect(planFirst(two, web, storageClass('ebs.csi.aws.com'), claim('1Gi')).verdict).toBe('proven'));

test('for a claim that selects volumes no provisioner makes one', () => {
  const selecting = (tier: string) => claim('1Gi', { selector: { matchLabels: { tier } } });
  const planned = (...objects: object[]) => planFirst(two, web, storageClass('ebs.csi.aws.com'), ...objects);
  expect(planned(selecting('slow'), volume('v', '1Gi'))).toMatchObject({ verdict: 'impossible', witness: [
    'Deployment/web fits no node',
    'no PersistentVolume fits claim data (1Gi, ReadWriteOnce), and none is made for a claim with a selector',
  ] });
  expect(planned(selecting('fast'), volume('v', '1Gi')).fits.verdict).toBe('proven');
  expect(planned(claim('1Gi', { selector: {} })).verdict).toBe('proven');
});

test('a claim without class takes a volume without class, from everywhere where it is bound to no node', () => {
  const shared = volume('v', '1Gi', undefined, {
    storageClassName: '', accessModes: ['ReadWriteMany'], nodeAffinity: undefined,
    local: undefined, nfs: { server: 'files', path: '/' },
  });
  const objects = [web, claim('1Gi', { storageClassName: '', accessModes: ['ReadWriteMany'] }), shared];
  const plan = planRollout(load(...objects), new Cluster({ pools: two }));
  expect([plan.workloads[0].verdict, plan.workloads[0].drain.verdict]).toEqual(['proven', 'proven']);
});

test.each<[string, object, string, string]>([
  ['of the right size ties its pod to its node', {}, 'proven', 'impossible'],
  ['that is too small does not serve it', { capacity: { storage: '1Mi' } }, 'impossible', 'impossible'],
  [
    'kept for another pod does not serve it', { claimRef: { namespace: 'default', name: 'data-store-1' } },
    'impossible', 'impossible',
  ],
])('a volume kept for the claim of a StatefulSet that is still to be made, %s', (_, more, verdict, drain) => {
  const kept = { claimRef: { namespace: 'default', name: 'data-store-0' }, ...more };
  const own = workload('StatefulSet', 'store', { cpu: 1 }, {
    replicas: 1, serviceName: 'store',
    volumeClaimTemplates: [{
      metadata: { name: 'data' }, spec: { storageClassName: 'local', resources: { requests: { storage: '1Gi' } } },
    }],
  });
  const plan = planFirst(two, own, storageClass(), volume('v', '2Gi', 'cpu-1', kept));
  expect([plan.verdict, plan.drain.verdict]).toEqual([verdict, drain]);
});

test('ordinals of a StatefulSet count from where it says', () => {
  const own = workload('StatefulSet', 'store', { cpu: 1 }, {
    replicas: 1, serviceName: 'store', ordinals: { start: 5 },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'local' } }],
  });
  const kept = (name: string) => volume('v', '2Gi', 'cpu-1', { claimRef: { namespace: 'default', name } });
  const verdictOf = (name: string) => planFirst(two, own, storageClass(), kept(name)).verdict;
  expect([verdictOf('data-store-5'), verdictOf('data-store-0')]).toEqual(['proven', 'impossible']);
});
