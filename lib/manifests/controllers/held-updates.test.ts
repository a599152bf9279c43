import { Json, modelOf } from '../../../test/support/rules';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Model } from '../model';
import { shortestInterval } from './cron-interval';

const container = (more: Json = {}) => ({ name: 'c', image: 'c:1', ...more });
const POD = { metadata: { labels: { app: 'x' } }, spec: { containers: [container()] } };
const custom = (apiVersion: string, kind: string, spec: Json, metadata: Json = {}) => ({
  apiVersion, kind, metadata: { name: 'x', namespace: 'shop', ...metadata }, spec,
});
const read = (...objects: Json[]) => modelOf(objects).workloads[0];
const sizes = (object: Json) => modelOf([object]).podSets.map(({ role, least, replicas }) => [role, least, replicas]);

describe('an update of a CloneSet', () => {
  const set = (updateStrategy: Json, replicas = 10) => read(custom(
    'apps.kruise.io/v1alpha1', 'CloneSet', { replicas, template: POD, updateStrategy },
  ));

  test.each<[Json, [number, number]]>([
    [{}, [0, 2]], [{ maxSurge: 2 }, [2, 2]], [{ maxSurge: '25%', maxUnavailable: '25%' }, [3, 2]],
    [{ maxUnavailable: '25%' }, [0, 3]], [{ maxUnavailable: 0 }, [0, 1]], [{ maxUnavailable: 0, maxSurge: 1 }, [1, 0]],
    [{ maxUnavailable: 30 }, [0, 10]],
  ])('with %j has surge and unavailable %j of 10 pods', (updateStrategy, [maxSurge, maxUnavailable]) => {
    expect(set(updateStrategy).bounds(10)).toEqual({ maxSurge, maxUnavailable, recreate: false });
  });

  test.each<[Json, string | undefined]>([
    [{}, undefined], [{ paused: false, partition: 0 }, undefined], [{ partition: '0%' }, undefined],
    [{ paused: true }, 'the update is paused until somebody resumes it'],
    [{ partition: 2 }, 'partition 2 keeps so many old pods until it is lowered'],
    [{ partition: '50%' }, 'partition 50% keeps so many old pods until it is lowered'],
  ])('with %j waits for %s', (updateStrategy, reason) => {
    expect(set(updateStrategy).waitsFor).toBe(reason);
  });

  test('in place only is not decided; its strategy is where it is written', () => {
    expect(set({ type: 'InPlaceOnly' }).undecided).toEqual(['an update in place only']);
    expect([set({}), set({ type: 'ReCreate' }), set({ type: 'InPlaceIfPossible' })].map(({ undecided }) => undecided))
      .toEqual([[], [], []]);
    expect(set({ maxSurge: 1 }).strategy)
      .toMatchObject({ type: 'RollingUpdate', maxSurge: 1, pointer: '/spec/updateStrategy' });
  });
});

test('a StatefulSet of OpenKruise honours maxUnavailable, and waits as one of Kubernetes does', () => {
  const set = (updateStrategy: Json) => read(custom('apps.kruise.io/v1beta1', 'StatefulSet', {
    replicas: 4, template: POD, updateStrategy, volumeClaimTemplates: [{ metadata: { name: 'data' } }],
  }));
  expect(set({ rollingUpdate: { maxUnavailable: 3 } })).toMatchObject({ claimTemplates: [{ name: 'data' }] });
  expect(set({ rollingUpdate: { maxUnavailable: 3 } }).bounds(4)!.maxUnavailable).toBe(3);
  expect([{}, { type: 'OnDelete' }, { rollingUpdate: { partition: 0 } }, { rollingUpdate: { partition: 2 } }]
    .map((strategy) => set(strategy).waitsFor)).toEqual([
    undefined, 'updateStrategy OnDelete: a pod is replaced only after somebody deletes it', undefined,
    'partition 2: only ordinals from there on are updated until it is lowered',
  ]);
});

describe('a StatefulSet', () => {
  const set = (spec: Json, minor = '1.36') => {
    const text = JSON.stringify(custom('apps/v1', 'StatefulSet', { replicas: 3, template: POD, ...spec }));
    const options = { kubernetes: KubernetesVersion.of(minor) };
    return Model.load([{ file: 'a.json', text }], undefined, options).workloads[0];
  };

  test('is refused for a strategy that its version does not know, and for no other', () => {
    expect([{}, { type: 'OnDelete' }, { type: 'RollingUpdate' }]
      .map((updateStrategy) => set({ updateStrategy }).refusal)).toEqual([undefined, undefined, undefined]);
    expect(set({ updateStrategy: { type: 'Recreate' } }, '1.37').refusal).toBeUndefined();
    expect(set({ updateStrategy: { type: 'OnDelete' } }).waitsFor)
      .toBe('updateStrategy OnDelete: a pod is replaced only after somebody deletes it');
  });

  test('counts its partition from its first ordinal', () => {
    const waitsFor = (partition: number, start?: number, replicas?: number) =>
      set({ updateStrategy: { rollingUpdate: { partition } }, ordinals: { start }, replicas }).waitsFor;
    expect(waitsFor(3, 0, 3)).toBe(
      'partition 3 is above every ordinal of 3 replicas: nothing is updated until it is lowered');
    expect(waitsFor(3, 2, 3)).toBe('partition 3: only ordinals from 3 on are updated until it is lowered');
    expect(waitsFor(5, 2, 3)).toContain('is above every ordinal of 3 replicas');
    expect([waitsFor(0, 0, 3), waitsFor(2, 0, 0)]).toEqual([undefined, undefined]);
    expect(waitsFor(1)).toContain('partition 1 is above every ordinal of 1 replicas');
    expect([set({}), set({ podManagementPolicy: 'Parallel' })].map((each) => each.podManagementPolicy))
      .toEqual(['OrderedReady', 'Parallel']);
  });
});

test('a Rollout that is paused waits, and its strategy is where it is written', () => {
  const rollout = (spec: Json) =>
    read(custom('argoproj.io/v1alpha1', 'Rollout', { strategy: { canary: { maxSurge: 2 } }, template: POD, ...spec }));
  expect(rollout({ paused: true })).toMatchObject({
    paused: true, waitsFor: 'the Rollout is paused: nothing is updated until it is resumed',
  });
  expect([rollout({}), rollout({ paused: false })].map(({ paused, waitsFor }) => [paused, waitsFor]))
    .toEqual([[false, undefined], [false, undefined]]);
  expect(rollout({}).strategy).toMatchObject({ type: 'Canary', maxSurge: 2, pointer: '/spec/strategy' });
  expect(rollout({ strategy: { blueGreen: {} } }).strategy).toMatchObject({ type: 'BlueGreen' });
});

test('a Rollout finds its template in its own namespace only', () => {
  const rollout = custom('argoproj.io/v1alpha1', 'Rollout', {
    strategy: { canary: {} }, workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' },
  });
  const deployment = custom('apps/v1', 'Deployment', { replicas: 0, template: POD, selector: {} },
    { name: 'd', namespace: 'other' });
  expect(modelOf([rollout, deployment]).uncounted.map(({ reason }) => reason))
    .toEqual(['makes pods that are not counted']);
});

describe('a LeaderWorkerSet', () => {
  const lws = (leaderWorkerTemplate: Json, partition?: number, metadata: Json = {}) => custom(
    'leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', {
      replicas: 2, leaderWorkerTemplate: { size: 3, workerTemplate: POD, ...leaderWorkerTemplate },
      rolloutStrategy: { rollingUpdateConfiguration: { partition } },
    }, metadata,
  );

  test('waits with a partition, and is not decided where a group takes a domain for itself', () => {
    expect([undefined, 0, 1].map((partition) => read(lws({}, partition)).waitsFor))
      .toEqual([undefined, undefined, 'partition 1: only groups from 1 on are updated until it is lowered']);
    const annotations = { 'leaderworkerset.sigs.k8s.io/exclusive-topology': 'rack' };
    expect(read(lws({}, 0, { annotations })).undecided).toEqual(['exclusive topology of a LeaderWorkerSet']);
  });

  test.each<[string, Json, boolean]>([
    ['a command', { spec: { containers: [container({ command: ['lead'] })] } }, true],
    ['resources', { spec: { containers: [container({ resources: { requests: { cpu: 1 } } })] } }, false],
    ['ports', { spec: { containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] } }, false],
    ['a node selector', { spec: { containers: [container()], nodeSelector: { a: 'b' } } }, false],
    ['labels', { metadata: { labels: { app: 'y' } } }, false],
    ['a sidecar', { spec: { ...POD.spec, initContainers: [container({ restartPolicy: 'Always' })] } }, false],
  ])('whose leader differs in %s asks the same of nodes as its workers, or has pods of its own', (_, leader, isOne) => {
    const leaderTemplate = { ...POD, ...leader };
    expect(sizes(lws({ leaderTemplate })).map(([role]) => role)).toEqual(isOne ? [undefined] : [undefined, 'workers']);
  });
});

describe('a NIMService', () => {
  const nim = (spec: Json) => custom('apps.nvidia.com/v1alpha1', 'NIMService', {
    resources: { limits: { 'nvidia.com/gpu': 1 } }, ...spec,
  });

  test('of several nodes has groups, of which one may be missing', () => {
    const sized = read(nim({ replicas: 3, multiNode: { size: 2 } }));
    expect(sized).toMatchObject({ replicas: 6, groupSize: 2, hasReplicas: true, unread: [] });
    expect(sized.bounds(6)).toEqual({ maxSurge: 0, maxUnavailable: 2, recreate: false });
    const parallel = { multiNode: { parallelism: { pipeline: 4 } } };
    expect(read(nim(parallel))).toMatchObject({ replicas: 4, hasReplicas: false });
    expect(read(nim({ multiNode: {} })).unread).toEqual(['runs on several nodes, and how many is not written']);
  });

  test('chooses no GPUs where they are written, claimed, or of no profile', () => {
    const cache = { nimCache: { name: 'c' } };
    const open = ['lets its operator choose the GPUs, which are not counted'];
    expect([
      { resources: { requests: { 'nvidia.com/gpu': 1 } }, storage: cache }, { resources: {} },
      { resources: {}, storage: cache, draResources: [{ resourceClaimName: 'g' }] },
      { resources: { requests: { cpu: 1 } }, storage: cache },
    ].map((spec) => read(nim(spec)).unread)).toEqual([[], [], [], open]);
  });

  test('has the labels, the volume and the sidecars that are written, and a claim for readers on many nodes', () => {
    const { pod } = read(nim({
      labels: { team: 'a' }, storage: { pvc: { name: 'weights' } }, sidecarContainers: [container({ name: 'log' })],
      nodeSelector: { pool: 'gpu' }, tolerations: [{ key: 'k', operator: 'Exists' }],
    }));
    expect(Object.fromEntries(pod.labels)).toMatchObject({ app: 'x', team: 'a' });
    expect(pod.claims.map(({ claimName }) => claimName)).toEqual(['weights']);
    expect(pod.containers.map(({ name }) => name)).toEqual(['nim', 'log']);
    const shared = { replicas: 2, storage: { pvc: { create: true, volumeAccessMode: 'ReadOnlyMany' } } };
    expect(read(nim(shared)).undecided).toEqual([]);
    expect(read(nim({ ...shared, storage: { pvc: { create: true } } })).undecided).toHaveLength(1);
    expect(read(nim({})).pod.claims).toEqual([]);
  });
});

describe('pods of Ray', () => {
  const template = POD;
  const cluster = (...groups: Json[]) => ({ headGroupSpec: { template }, workerGroupSpecs: groups });

  test('of a job come and go, and those of a cluster may be fewer where it scales', () => {
    const rayClusterSpec = cluster({ groupName: 'gpu', replicas: 2, template });
    expect(sizes(custom('ray.io/v1', 'RayJob', { rayClusterSpec }))).toEqual([['head', 0, 1], ['gpu', 0, 2]]);
    const scaled = { ...cluster({ replicas: 2, minReplicas: 1, maxReplicas: 4, template }, { replicas: 3, template }),
      enableInTreeAutoscaling: true };
    expect(sizes(custom('ray.io/v1', 'RayCluster', scaled)))
      .toEqual([['head', 1, 1], ['workers', 1, 4], ['workers', 0, 3]]);
    expect(sizes(custom('ray.io/v1', 'RayCluster', { ...scaled, enableInTreeAutoscaling: false })))
      .toEqual([['head', 1, 1], ['workers', 2, 2], ['workers', 3, 3]]);
  });

  test('of a service are as its upgrade says, and where it is written', () => {
    const service = (upgradeStrategy?: Json) =>
      read(custom('ray.io/v1', 'RayService', { rayClusterSpec: cluster(), upgradeStrategy }));
    expect(service().strategy).toEqual({ type: 'NewCluster', pointer: '/spec/upgradeStrategy' });
    expect(service().undecided).toEqual([]);
    expect(service({ type: 'NewClusterWithIncrementalUpgrade' }).undecided)
      .toEqual(['incremental upgrade of a RayService']);
    const recreated = custom('ray.io/v1', 'RayCluster', { ...cluster(), upgradeStrategy: { type: 'Recreate' } });
    expect(read(recreated).strategy).toEqual({ type: 'Recreate', pointer: '/spec/upgradeStrategy' });
    expect(read(custom('ray.io/v1', 'RayCluster', cluster())).strategy.type).toBe('none');
  });
});

test('batch work without names has those of its kind, and gangs of Volcano are not decided', () => {
  const replicatedJobs = [{ template: { spec: { template: POD } } }];
  const jobs = custom('jobset.x-k8s.io/v1alpha2', 'JobSet', { replicatedJobs });
  expect(sizes(jobs)).toEqual([['jobs', 0, 1]]);
  const volcano = custom('batch.volcano.sh/v1alpha1', 'Job', { tasks: [{ replicas: 1, template: POD }] });
  expect(sizes(volcano)).toEqual([['tasks', 0, 1]]);
  expect([read(jobs).undecided, read(volcano).undecided]).toEqual([[], ['gang scheduling by Volcano']]);
});

test.each<[string, Json, Json, string]>([
  ['a label', {}, { labels: { 'scheduling.x-k8s.io/pod-group': 'g' } }, 'g'],
  ['a label of the scheduler plugins', {}, { labels: { 'pod-group.scheduling.sigs.k8s.io': 'g' } }, 'g'],
  ['a longer label', {}, { labels: { 'pod-group.scheduling.sigs.k8s.io/name': 'g' } }, 'g'],
  ['an annotation', {}, { annotations: { 'scheduling.k8s.io/group-name': 'g' } }, 'g'],
  ['a field', { workloadRef: { podGroup: 'p', name: 'w' } }, {}, 'p'],
  ['no name', { schedulingGroup: {} }, {}, '(unnamed)'],
])('a group of pods that is named by %s is scheduled whole', (_, pod, metadata, name) => {
  const template = { metadata, spec: { ...POD.spec, ...pod } };
  const deployment = { ...custom('apps/v1', 'Deployment', { replicas: 2, template }) };
  expect(read(deployment).undecided).toContain(`gang scheduling by pod group ${name}`);
});

test.each([
  ['*/5 * * * *', 300], ['0 3 * * *', 86400], ['0,30 * * * *', 1800], ['10-20/5 1 * * *', 300], ['@daily', 86400],
  ['x*/5 * * * *', undefined], ['*/5x * * * *', undefined], ['a-b * * * *', undefined], ['*/0 * * * *', undefined],
  ['0 0 * *', undefined], ['0 25 * * *', undefined], ['? * * * *', 60], ['@hourly', 3600], ['@monthly', 28 * 86400],
  ['@every 90s', 90], ['@every 1h30m', 5400], ['@every 1.5h', 5400], ['@every 500ms', 1], ['@every 1m500ms', 60],
  ['@every soon', undefined], ['@every 1m!', undefined], ['@every', undefined], ['@reboot', undefined],
])('%s runs every %s seconds at most', (schedule, seconds) => {
  expect(shortestInterval(schedule)).toBe(seconds);
});

test.each<[string, string | undefined, number | undefined, number]>([
  ['*/5 * * * *', undefined, 900, 3], ['*/5 * * * *', 'Allow', 901, 4], ['*/5 * * * *', 'Forbid', 900, 1],
  ['*/5 * * * *', undefined, undefined, 1], ['@every 1m', undefined, 600, 10], ['@daily', undefined, 600, 1],
  ['of mine', undefined, 600, 10],
])('a CronJob at %s with concurrencyPolicy %s and %s seconds for a run has %s at once', (
  schedule, concurrencyPolicy, activeDeadlineSeconds, runs,
) => {
  const jobTemplate = { spec: { parallelism: 2, activeDeadlineSeconds, template: POD } };
  expect(sizes(custom('batch/v1', 'CronJob', { schedule, concurrencyPolicy, jobTemplate })))
    .toEqual([[undefined, 0, 2 * runs]]);
});
