import fc from 'fast-check';
import { simulate } from '../../../test/support/quota-simulator';
import { load, noSurge, planFirst, pool, surge, workload } from '../../../test/support/rollout';
import { Cluster } from '../../cluster';
import { planRollout } from '.';
import { runs } from '../../../test/support/sample';

const quota = (hard: object, spec: object = {}, name = 'q') =>
  ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard, ...spec } });
const roomy = [pool('p', 3, { cpu: '100', memory: '100Gi', extendedResources: { 'nvidia.com/gpu': '9' } })];
const app = (name: string, spec: object, requests: object = { cpu: '1' }) =>
  workload('Deployment', name, requests, spec);
const update = (...objects: object[]) => planFirst(roomy, ...objects).verdict;

test('agrees with every interleaving of the controller, for any bounds, sizes and room', () => {
  const number = (min: number, max: number) => fc.integer({ min, max });
  fc.assert(
    fc.property(
      number(1, 4),
      number(0, 3),
      number(0, 4),
      fc.boolean(),
      number(0, 7),
      (replicas, maxSurge, maxUnavailable, recreate, limit) => {
        fc.pre(recreate || maxSurge + maxUnavailable > 0);
        const strategy = recreate ? { type: 'Recreate' } : { rollingUpdate: { maxSurge, maxUnavailable } };
        const { finishes, blocks } = simulate({
          replicas, surge: maxSurge, unavailable: maxUnavailable, recreate, limit,
        });
        expect({ finishes, blocks }).toEqual({ finishes: !blocks, blocks });
        expect(update(app('a', { replicas, strategy }), quota({ pods: limit }))).toBe(
          finishes ? 'proven' : 'impossible',
        );
      },
    ),
    { numRuns: runs(400) },
  );
});

test('the room beside another Deployment decides, whose size an autoscaler may choose', () => {
  const hpa = (minReplicas: number, maxReplicas: number) => ({
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'b' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'b' }, minReplicas, maxReplicas },
  });
  const beside = (pods: number, least: number, most: number) =>
    update(app('a', surge(2)), app('b', noSurge(least)), hpa(least, most), quota({ pods }));
  expect([beside(4, 1, 3), beside(5, 1, 3), beside(6, 1, 3), beside(3, 1, 3)]).toEqual([
    'possible', 'possible', 'proven', 'impossible',
  ]);
});

test('where not even the smallest of all fit, each may be the one that comes first', () => {
  const { workloads, steadyState } = planRollout(
    load(app('a', noSurge(2)), app('b', noSurge(2)), quota({ pods: 3 })),
    new Cluster({ pools: roomy }),
  );
  expect(workloads.map(({ verdict, fits }) => [verdict, fits.verdict])).toEqual([
    ['possible', 'possible'], ['possible', 'possible'],
  ]);
  expect(steadyState.verdict).toBe('possible');
});

test.each([
  ['requests.cpu', { 'requests.cpu': '2500m' }],
  ['cpu', { cpu: '2500m' }],
  ['requests.nvidia.com/gpu', { 'requests.nvidia.com/gpu': 2 }],
  ['count/pods', { 'count/pods': 2 }],
])('counts %s', (_, hard) => {
  const pods = { 'cpu': '1', 'nvidia.com/gpu': 1 };
  expect(update(app('a', surge(2), pods), quota(hard))).toBe('impossible');
  expect(update(app('a', noSurge(2), pods), quota(hard))).toBe('proven');
});

test('every quota counts, other namespaces and resources the pods do not take do not', () => {
  expect(update(app('a', surge(2)), quota({ pods: 9 }), quota({ pods: 2 }, {}, 'r'))).toBe('impossible');
  expect(update(app('a', surge(2)), { ...quota({ pods: 2 }), metadata: { name: 'q', namespace: 'other' } })).toBe(
    'proven',
  );
  expect(update(app('a', surge(2)), quota({ 'requests.nvidia.com/gpu': 0 }))).toBe('proven');
});

test('scopes choose the pods that a quota counts', () => {
  expect(update(app('a', surge(2)), quota({ pods: 2 }, { scopes: ['BestEffort'] }))).toBe('proven');
  expect(update(app('a', surge(2)), quota({ pods: 2 }, { scopes: ['NotBestEffort', 'NotTerminating'] }))).toBe(
    'impossible',
  );
  expect(update(app('a', surge(2), {}), quota({ pods: 2 }, { scopes: ['BestEffort'] }))).toBe('impossible');
});

test('a quota on cpu refuses pods that state none, and one on GPUs does not', () => {
  const { verdict, witness } = planFirst(roomy, app('a', noSurge(1), {}), quota({ 'limits.cpu': '10' }));
  expect([verdict, witness[1]]).toEqual([
    'impossible', 'ResourceQuota: quota q counts limits.cpu, and container main states no cpu limit',
  ]);
  expect(update(app('a', noSurge(1)), quota({ 'requests.nvidia.com/gpu': 1 }))).toBe('proven');
});

test('StatefulSets and DaemonSets need no more than they have, unless the DaemonSet surges', () => {
  expect(update(workload('StatefulSet', 's', { cpu: '1' }, { replicas: 3 }), quota({ pods: 3 }))).toBe('proven');
  expect(update(workload('StatefulSet', 's', { cpu: '1' }, { replicas: 3 }), quota({ pods: 2 }))).toBe('impossible');
  expect(update(workload('DaemonSet', 'd', { cpu: '1' }), quota({ pods: 3 }))).toBe('proven');
  const surging = workload(
    'DaemonSet',
    'd',
    { cpu: '1' },
    { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
  );
  expect([update(surging, quota({ pods: 3 })), update(surging, quota({ pods: 2 }))]).toEqual([
    'impossible', 'impossible',
  ]);
});

test('an update makes one ReplicaSet more, up to the history that is kept', () => {
  const kept = (revisionHistoryLimit?: number) => app('a', { ...surge(1), revisionHistoryLimit });
  const verdicts = (limit: number | undefined, ...counts: number[]) =>
    counts.map((count) => update(kept(limit), quota({ 'count/replicasets.apps': count })));
  expect(verdicts(undefined, 1, 2, 11, 12)).toEqual(['impossible', 'possible', 'possible', 'proven']);
  expect(verdicts(0, 1, 2)).toEqual(['impossible', 'proven']);
});

test('claims that a StatefulSet makes are counted, as are those that stand alone', () => {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
  };
  const set = (replicas: number) =>
    workload('StatefulSet', 's', { cpu: '1' }, { replicas, volumeClaimTemplates: [claim] });
  const fits = (replicas: number, hard: object, ...more: object[]) =>
    planFirst(roomy, set(replicas), quota(hard), ...more).fits.verdict;
  expect([fits(2, { persistentvolumeclaims: 2 }), fits(3, { persistentvolumeclaims: 2 })]).toEqual([
    'proven', 'impossible',
  ]);
  expect([fits(2, { 'requests.storage': '20Gi' }), fits(3, { 'requests.storage': '20Gi' })]).toEqual([
    'proven', 'impossible',
  ]);
  expect(fits(3, { 'fast.storageclass.storage.k8s.io/requests.storage': '20Gi' })).toBe('impossible');
  expect(fits(3, { 'slow.storageclass.storage.k8s.io/requests.storage': '20Gi' })).toBe('proven');
  expect(fits(2, { persistentvolumeclaims: 2 }, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim })).toBe(
    'possible',
  );
});

test('advises no surge where the quota lets in no pod more', () => {
  expect(planFirst(roomy, app('a', noSurge(2)), quota({ pods: 2 })).spareNeeded).toBeUndefined();
  expect(planFirst(roomy, app('a', noSurge(2)), quota({ pods: 3 })).spareNeeded).toBeDefined();
});
