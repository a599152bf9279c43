import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLERS } from '.';
import { Json, modelOf } from '../../../test/support/rules';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Model } from '../model';

const POD = {
  metadata: { labels: { app: 'x' } },
  spec: { containers: [{ name: 'c', image: 'c:1', resources: { limits: { 'nvidia.com/gpu': 2 } } }] },
};
const custom = (apiVersion: string, kind: string, spec: Json, metadata: Json = {}) => ({
  apiVersion, kind, metadata: { name: 'x', namespace: 'shop', ...metadata }, spec,
});
const read = (...objects: Json[]) => modelOf(objects).workloads[0];
const sizes = (...objects: Json[]) =>
  modelOf(objects).podSets.map(({ role, least, replicas }) => [role, least, replicas]);

/** Surge, unavailable, and pods that must find room at once, in pods. */
const bounds = (object: Json, pods?: number) => {
  const workload = read(object);
  const { maxSurge, maxUnavailable, requiredSurge } = workload.bounds(pods ?? workload.replicas)!;
  return [maxSurge, maxUnavailable, requiredSurge];
};

const lws = (
  rollingUpdateConfiguration: Json,
  replicas = 4,
  leaderWorkerTemplate: Json = { size: 2, workerTemplate: POD },
) =>
  custom('leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', {
    replicas, leaderWorkerTemplate, rolloutStrategy: { rollingUpdateConfiguration },
  });

test.each<[string, Json, (number | undefined)[]]>([
  ['nothing: one group at a time', {}, [0, 2, 0]],
  ['percentages: surge up, unavailable down', { maxSurge: '30%', maxUnavailable: '30%' }, [4, 2, 4]],
  ['no group may be missing', { maxSurge: 1, maxUnavailable: 0 }, [2, 0, 2]],
  ['surge for all that is left', { maxSurge: 3, maxUnavailable: 1 }, [6, 2, 0]],
])('a LeaderWorkerSet of 4 groups of 2 with %s', (_, config, expected) => {
  expect(bounds(lws(config))).toEqual(expected);
});

test('a leader that differs from its workers makes two sets of pods that are replaced together', () => {
  const leader = { spec: { containers: [{ name: 'l', image: 'l:1' }] } };
  const set = lws({}, 2, { size: 4, leaderTemplate: leader, workerTemplate: POD });
  expect(sizes(set)).toEqual([[undefined, 2, 2], ['workers', 6, 6]]);
  expect(read(set).isGang).toBe(true);
  expect(sizes(lws({}, 2, { size: 4, leaderTemplate: POD, workerTemplate: POD }))).toEqual([[undefined, 8, 8]]);
});

test('a LeaderWorkerSet claims volumes for each of its pods', () => {
  const claims = [{ metadata: { name: 'models' }, spec: {} }];
  const set = lws({}, 2, { size: 4, workerTemplate: POD, volumeClaimTemplates: claims });
  expect(read(set)).toMatchObject({
    claimTemplates: [{ name: 'models' }], undecided: ['volumes that a LeaderWorkerSet claims for each pod'],
  });
  expect(read(lws({})).undecided).toEqual([]);
});

const rollout = (strategy: Json, replicas = 4) =>
  custom('argoproj.io/v1alpha1', 'Rollout', { replicas, strategy, template: POD });

test.each<[string, Json, number, (number | undefined)[]]>([
  ['a canary without numbers: 25 % and 25 %', { canary: {} }, 4, [1, 1, undefined]],
  ['one replica of a canary: nothing may be missing', { canary: {} }, 1, [1, 0, undefined]],
  ['an even weight', { canary: { maxSurge: 0, maxUnavailable: 1, steps: [{ setWeight: 25 }] } }, 4, [0, 1, undefined]],
  [
    'a weight that divides no replicas', { canary: { maxSurge: 0, maxUnavailable: 1, steps: [{ setWeight: 20 }] } }, 4,
    [1, 1, 1],
  ],
  ['traffic routing keeps all stable pods', { canary: { trafficRouting: { nginx: {} } } }, 4, [4, 0, 4]],
  ['blue-green doubles', { blueGreen: { activeService: 'x' } }, 4, [4, 0, 4]],
])('a Rollout with %s', (_, strategy, replicas, expected) => {
  expect(bounds(rollout(strategy, replicas))).toEqual(expected);
});

test('a Rollout takes the template of the Deployment that it names, and is not counted without it', () => {
  const byReference = custom('argoproj.io/v1alpha1', 'Rollout', {
    replicas: 2, strategy: { canary: {} }, workloadRef: { kind: 'Deployment', name: 'd' },
  });
  const deployment = custom('apps/v1', 'Deployment', { replicas: 0, template: POD }, { name: 'd' });
  expect(read(byReference, deployment).pod.requests.get('nvidia.com/gpu')).toBe(2);
  expect(modelOf([byReference]).uncounted.map(({ reason }) => reason)).toEqual(['makes pods that are not counted']);
});

test('a Rollout that pauses without end waits for a person', () => {
  expect(read(rollout({ canary: { steps: [{ setWeight: 50 }, { pause: {} }] } })).waitsFor).toContain(
    'pauses without duration',
  );
  expect(read(rollout({ canary: { steps: [{ pause: { duration: '1m' } }] } })).waitsFor).toBeUndefined();
  expect(read(rollout({ blueGreen: { autoPromotionEnabled: false } })).waitsFor).toContain('autoPromotionEnabled');
});

test('a Rollout that runs an experiment has pods that are not counted', () => {
  const steps = [{ setWeight: 20 }, { experiment: { templates: [{ name: 'new', specRef: 'canary' }] } }];
  expect(read(rollout({ canary: { steps } })).unread).toEqual([
    'runs an experiment at a step, whose pods are not counted',
  ]);
  expect(read(rollout({ canary: { steps: [{ setWeight: 20 }] } })).unread).toEqual([]);
});

test('a Rollout that keeps its revisions apart, or whose stable pods make way, is not decided', () => {
  const antiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: {} };
  const apart = ['anti-affinity between the revisions of a Rollout (antiAffinity)'];
  expect(read(rollout({ canary: { antiAffinity } })).undecided).toEqual(apart);
  expect(read(rollout({ blueGreen: { antiAffinity } })).undecided).toEqual(apart);
  expect(read(rollout({ canary: { trafficRouting: {}, dynamicStableScale: true } })).undecided).toEqual([
    'stable pods that make way for the canary (dynamicStableScale)',
  ]);
  const preferred = { preferredDuringSchedulingIgnoredDuringExecution: { weight: 1 } };
  expect(read(rollout({ canary: { antiAffinity: preferred, dynamicStableScale: false } })).undecided).toEqual([]);
});

const nim = (spec: Json) =>
  custom('apps.nvidia.com/v1alpha1', 'NIMService', { resources: { limits: { 'nvidia.com/gpu': 1 } }, ...spec });

test('a NIMService gives up a quarter of its pods first, rounded down, one at least', () => {
  expect([1, 3, 8].map((pods) => bounds(nim({}), pods))).toEqual([
    [0, 1, undefined], [0, 1, undefined], [0, 2, undefined],
  ]);
  expect(read(nim({})).pod.requests.get('nvidia.com/gpu')).toBe(1);
  expect(sizes(nim({ scale: { enabled: true, hpa: { minReplicas: 2, maxReplicas: 5 } } }))).toEqual([
    [undefined, 2, 5],
  ]);
  expect(read(nim({ resources: {}, storage: { nimCache: { name: 'c' } } })).unread).toEqual([
    'lets its operator choose the GPUs, which are not counted',
  ]);
});

test('several pods of a NIMService on a claim that the operator makes for one node are not decided', () => {
  const stored = (pvc: Json, replicas = 2) => read(nim({ replicas, storage: { pvc } })).undecided;
  const open = ['a claim that the operator makes, which one node mounts at a time, and several pods'];
  expect(stored({ create: true, size: '9Gi' })).toEqual(open);
  expect(stored({ create: true, volumeAccessMode: 'ReadWriteOnce' })).toEqual(open);
  expect(stored({ create: true, volumeAccessMode: 'ReadWriteMany' })).toEqual([]);
  expect(stored({ create: true }, 1)).toEqual([]);
  expect(stored({ name: 'mine' })).toEqual([]);
});

test('a RayService needs a second cluster, a RayCluster replaces nothing', () => {
  const cluster = {
    headGroupSpec: { template: POD },
    workerGroupSpecs: [{ groupName: 'gpu', replicas: 2, numOfHosts: 2, template: POD }],
  };
  const service = custom('ray.io/v1', 'RayService', { rayClusterConfig: cluster });
  expect(sizes(service)).toEqual([['head', 1, 1], ['gpu', 4, 4]]);
  expect(modelOf([service]).podSets.map((set) => set.bounds(set.replicas)!.requiredSurge)).toEqual([1, 4]);
  const none = custom('ray.io/v1', 'RayService', { rayClusterConfig: cluster, upgradeStrategy: { type: 'None' } });
  expect([read(none).bounds(1), read(none).waitsFor]).toEqual([
    undefined, 'upgradeStrategy None: nothing is updated until it is changed',
  ]);
  expect(read(custom('ray.io/v1', 'RayCluster', cluster)).bounds(1)).toBeUndefined();
  const recreated = custom('ray.io/v1', 'RayCluster', { ...cluster, upgradeStrategy: { type: 'Recreate' } });
  expect(read(recreated).bounds(4)).toEqual({ maxSurge: 0, maxUnavailable: 4, recreate: true });
  const scaled = {
    ...cluster, enableInTreeAutoscaling: true, workerGroupSpecs: [{ minReplicas: 0, maxReplicas: 3, template: POD }],
  };
  expect(sizes(custom('ray.io/v1', 'RayCluster', scaled))).toEqual([
    ['head', 1, 1], ['workers', 0, 3],
  ]);
});

test('a DeploymentConfig rolls as a Deployment does, or recreates', () => {
  const config = (strategy: Json) =>
    custom('apps.openshift.io/v1', 'DeploymentConfig', {
      replicas: 4, strategy, template: POD, selector: { app: 'x' },
    });
  expect(bounds(config({}))).toEqual([1, 1, undefined]);
  expect(bounds(config({ type: 'Rolling', rollingParams: { maxSurge: 0, maxUnavailable: '50%' } }))).toEqual([
    0, 2, undefined,
  ]);
  expect(read(config({ type: 'Recreate' })).bounds(4)!.recreate).toBe(true);
  expect(read(config({ type: 'Custom' })).undecided).toEqual(['a custom strategy of a DeploymentConfig']);
});

test.each<[string, string, Json, unknown[]]>([
  [
    'jobset.x-k8s.io/v1alpha2', 'JobSet',
    { replicatedJobs: [{ name: 'w', replicas: 2, template: { spec: { parallelism: 3, template: POD } } }] },
    [['w', 0, 6]],
  ],
  [
    'kubeflow.org/v1',
    'PyTorchJob',
    { pytorchReplicaSpecs: { Master: { template: POD }, Worker: { replicas: 3, template: POD } } },
    [
      ['Master', 0, 1], ['Worker', 0, 3],
    ],
  ],
  [
    'kubeflow.org/v1', 'PyTorchJob',
    { runPolicy: { suspend: true }, pytorchReplicaSpecs: { Master: { template: POD } } }, [['Master', 0, 0]],
  ],
  ['kubeflow.org/v1', 'MPIJob', { mpiReplicaSpecs: { Launcher: { template: POD }, Worker: { template: POD } } },
    [['Launcher', 0, 1]]],
  ['kubeflow.org/v1', 'PyTorchJob',
    { elasticPolicy: { maxReplicas: 5 }, pytorchReplicaSpecs: { Worker: { replicas: 2, template: POD } } },
    [['Worker', 0, 5]]],
  ['batch.volcano.sh/v1alpha1', 'Job', { tasks: [{ name: 't', template: POD }] }, [['t', 0, 0]]],
  ['batch.volcano.sh/v1alpha1', 'Job', { tasks: [{ name: 't', replicas: 2, template: POD }] }, [['t', 0, 2]]],
  ['keda.sh/v1alpha1', 'ScaledJob', { maxReplicaCount: 5, jobTargetRef: { template: POD } }, [['jobs', 0, 5]]],
  ['keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template: POD } }, [['jobs', 0, 100]]],
])('%s %s %j has pods that come and go', (apiVersion, kind, spec, expected) => {
  expect(sizes(custom(apiVersion, kind, spec))).toEqual(expected);
});

test('a CloneSet gives up a fifth of its pods, rounded up', () => {
  expect(bounds(custom('apps.kruise.io/v1alpha1', 'CloneSet', { replicas: 6, template: POD }))).toEqual([
    0, 2, undefined,
  ]);
});

test('a StatefulSet honours maxUnavailable from 1.37 on, and a partition keeps what is below it', () => {
  const set = (updateStrategy: Json, minor: string) => {
    const json = custom('apps/v1', 'StatefulSet', { replicas: 3, template: POD, updateStrategy });
    return Model.load([{ file: 'a.json', text: JSON.stringify(json) }], undefined, {
      kubernetes: KubernetesVersion.of(minor),
    }).workloads[0];
  };
  const rolling = { rollingUpdate: { maxUnavailable: 2 } };
  expect(['1.36', '1.37'].map((minor) => set(rolling, minor).bounds(3)!.maxUnavailable)).toEqual([1, 2]);
  expect(set({ rollingUpdate: { partition: 3 } }, '1.37').waitsFor).toContain('above every ordinal');
  expect(set({ rollingUpdate: { partition: 1 } }, '1.37').waitsFor).toContain('only ordinals from 1 on');
  expect(set({ type: 'Recreate' }, '1.37').waitsFor).toContain('feature gate StatefulSetRecreateStrategy');
  expect(set({ type: 'Recreate' }, '1.36').refusal).toBe(
    'Kubernetes 1.36 has no updateStrategy Recreate for a StatefulSet');
});

const web = (metadata: Json = {}, template: Json = POD) =>
  custom('apps/v1', 'Deployment', { replicas: 2, template }, metadata);
const scaled = (spec: Json, metadata: Json = {}) =>
  custom('keda.sh/v1alpha1', 'ScaledObject', { scaleTargetRef: { name: 'x' }, ...spec }, metadata);

test.each<[Json, Json, [number, number]]>([
  [{}, {}, [0, 100]],
  [{ minReplicaCount: 1, maxReplicaCount: 4 }, {}, [1, 4]],
  [{ minReplicaCount: 2, idleReplicaCount: 0, maxReplicaCount: 4 }, {}, [0, 4]],
  [{ maxReplicaCount: 4 }, { annotations: { 'autoscaling.keda.sh/paused-replicas': '3' } }, [3, 3]],
  [{ minReplicaCount: 3, maxReplicaCount: 4 }, { annotations: { 'autoscaling.keda.sh/paused': 'true' } }, [2, 4]],
  [{ minReplicaCount: 3, maxReplicaCount: 4 }, { annotations: { 'autoscaling.keda.sh/paused': 'false' } }, [3, 4]],
  [{ minReplicaCount: 2, maxReplicaCount: 4, fallback: { failureThreshold: 3, replicas: 6 } }, {}, [2, 6]],
  [{ minReplicaCount: 2, maxReplicaCount: 4, fallback: { failureThreshold: 3, replicas: 1 } }, {}, [1, 4]],
])('a ScaledObject with %j and %j allows sizes %j', (spec, metadata, [least, most]) => {
  const model = modelOf([web(), scaled(spec, metadata)]);
  expect(model.sizeOf(model.workloads[0])).toEqual({ least, most });
});

test('of two autoscalers of one workload either may win', () => {
  const hpa = (name: string, minReplicas: number, maxReplicas: number) =>
    custom(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }, minReplicas, maxReplicas },
      { name },
    );
  const model = modelOf([web(), hpa('a', 2, 4), hpa('b', 1, 3)]);
  expect(model.sizeOf(model.workloads[0])).toEqual({ least: 1, most: 4 });
});

test('pods that wait for a queue or a group are known by name, and those of a hook come and go', () => {
  expect(read(web({ labels: { 'kueue.x-k8s.io/queue-name': 'q' } }))).toMatchObject({
    least: 0,
    undecided: ['admission by Kueue queue q, whose quota is not in the input'],
  });
  expect(read(web({}, { ...POD, spec: { ...POD.spec, schedulingGroup: { podGroupName: 'g' } } })).undecided).toEqual([
    'gang scheduling by pod group g',
  ]);
  expect(read(web({ annotations: { 'helm.sh/hook': 'test' } })).replicas).toBe(0);
  expect(read(web({ annotations: { 'helm.sh/hook': 'pre-upgrade,test' } }))).toMatchObject({ replicas: 2, least: 0 });
});

test.each<[string, string, string | undefined]>([
  ['helm.sh/hook', 'test', 'never'], ['helm.sh/hook', 'test-success', 'never'],
  ['helm.sh/hook', 'test-failure,pre-delete', 'never'], ['helm.sh/hook', 'crd-install', 'never'],
  ['argocd.argoproj.io/hook', 'SyncFail', 'never'], ['argocd.argoproj.io/hook', 'Skip', 'never'],
  ['helm.sh/hook', 'pre-upgrade', 'apart'], ['helm.sh/hook', 'pre-install, pre-upgrade,test', 'apart'],
  ['argocd.argoproj.io/hook', 'PreSync', 'apart'], ['argocd.argoproj.io/hook', 'PostSync', 'apart'],
  ['helm.sh/hook', 'post-upgrade', 'sometimes'], ['helm.sh/hook', 'pre-upgrade,post-upgrade', 'sometimes'],
  ['argocd.argoproj.io/hook', 'Sync', 'sometimes'], ['helm.sh/hook-weight', '1', undefined],
])('the pods of a Job with %s %s run beside an update: %s', (annotation, value, hook) => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'x', annotations: { [annotation]: value } } };
  expect(read({ ...job, spec: { template: POD } }).hook).toBe(hook);
});

test('what nobody waits for stays, though a hook made it', () =>
  expect(read(web({ annotations: { 'helm.sh/hook': 'pre-upgrade' } })).hook).toBe('sometimes'));

test('a VerticalPodAutoscaler that acts leaves open what depends on the size of its pods', () => {
  const vpa = (updateMode: string) => custom('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler',
    { targetRef: { kind: 'Deployment', name: 'x' }, updatePolicy: { updateMode } });
  expect(modelOf([web(), vpa('Off')]).uncounted).toEqual([]);
  expect(modelOf([web(), vpa('InPlaceOrRecreate')]).uncounted.map(({ reason }) => reason))
    .toEqual(['has requests of cpu and memory that VerticalPodAutoscaler/x chooses']);
});

test('every adapter is in the page about controllers', () => {
  const page = readFileSync(join(__dirname, '../../../docs/reference/controllers.md'), 'utf8');
  expect(CONTROLLERS.filter(({ kind }) => !page.includes(kind)).map(({ kind }) => kind)).toEqual([]);
});
