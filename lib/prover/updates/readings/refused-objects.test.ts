import { Manifest, Model } from '../../../manifests';
import { Cluster } from '../../../cluster';
import { load, planFirst, pool, workload } from '../../../../test/support/rollout';
import { planRollout } from '..';

const object = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion, kind, metadata: { name: 'web' }, spec,
});
const web = workload(
  'Deployment',
  'web',
  { cpu: 1 },
  { replicas: 1, strategy: { type: 'Recreate' } },
  { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'web' } }] },
);
const claim = object('v1', 'PersistentVolumeClaim', {
  accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } },
});
const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  minReplicas: 9,
  maxReplicas: 2,
});
const budget = object('policy/v1', 'PodDisruptionBudget', {
  minAvailable: 1, maxUnavailable: 1, selector: { matchLabels: { app: 'web' } },
});
const quota = object('v1', 'ResourceQuota', { hard: { 'pods': '0', 'requests.nvidia.com/gpu': '-1' } });

test.each<[string, object, string]>([
  ['an autoscaler', scaler, 'HorizontalPodAutoscaler/web'],
  ['a quota', quota, 'ResourceQuota/web'],
])('what hangs on %s that the API server refuses is unknown, by name', (_, refused, name) => {
  const { verdict, witness } = planFirst([pool('cpu', 1)], web, claim, refused);
  expect([verdict, witness]).toEqual(['unknown', [
    `the API server refuses ${name}; what stands instead is not known`, 'proven without it, impossible with it']]);
});

test('a budget that is refused blocks no eviction', () =>
  expect(planFirst([pool('cpu', 2)], web, claim, budget).drain).toEqual({
    verdict: 'proven', witness: [], evictionBlockedBy: [],
  }));

test('a claim that is refused does not tell how many nodes mount it', () => {
  const shared = object('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteMany'], storageClassName: 'efs' });
  expect(planFirst([pool('cpu', 2)], web, shared).drain.verdict).toBe('unknown');
  expect(planFirst([pool('cpu', 2)], web, claim).drain.verdict).toBe('proven');
});

test('what changes nothing stays decided', () => {
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 1 } };
  expect(planFirst([pool('cpu', 2)], web, claim, map).verdict).toBe('proven');
});

test('on a live cluster the older object stays', () => {
  const older = load({ ...quota, spec: { hard: { pods: '9' } } }).manifests;
  const planned = (live: Manifest[]) =>
    planRollout(
      new Model(load(web, claim, quota).manifests, { live, asked: new Set(['ResourceQuota']) }),
      new Cluster({ pools: [pool('cpu', 1)] }),
    ).workloads[0].verdict;
  expect(planned(older)).toBe('proven');
});
