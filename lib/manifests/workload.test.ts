import { stringify } from 'yaml';
import { Model, Workload } from '.';

const load = (...objects: object[]) =>
  Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }]);
const POD = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main' }] } };
const object = (apiVersion: string, kind: string, spec: object = {}) => ({
  apiVersion, kind, metadata: { name: 'web' }, spec,
});
const read = (apiVersion: string, kind: string, spec: object): Workload =>
  load(object(apiVersion, kind, spec)).workloads[0];

test.each<[string, string, object, number, string]>([
  ['apps/v1', 'Deployment', { template: POD }, 1, '/spec/template/spec'],
  ['apps/v1', 'Deployment', { template: POD, replicas: 3 }, 3, '/spec/template/spec'],
  ['apps/v1', 'Deployment', { template: POD, replicas: 0 }, 0, '/spec/template/spec'],
  ['apps/v1', 'StatefulSet', { template: POD, replicas: 2 }, 2, '/spec/template/spec'],
  ['apps/v1', 'ReplicaSet', { template: POD, replicas: 2 }, 2, '/spec/template/spec'],
  ['v1', 'ReplicationController', { template: POD, replicas: 2 }, 2, '/spec/template/spec'],
  ['apps/v1', 'DaemonSet', { template: POD, replicas: 5 }, 0, '/spec/template/spec'],
  ['v1', 'Pod', POD.spec, 1, '/spec'],
  ['v1', 'Pod', { ...POD.spec, replicas: 5 }, 1, '/spec'],
  ['batch/v1', 'Job', { template: POD }, 1, '/spec/template/spec'],
  ['batch/v1', 'Job', { template: POD, parallelism: 4 }, 4, '/spec/template/spec'],
  ['batch/v1', 'Job', { template: POD, parallelism: 4, suspend: true }, 0, '/spec/template/spec'],
  ['batch/v1', 'CronJob', { jobTemplate: { spec: { template: POD } } }, 1, '/spec/jobTemplate/spec/template/spec'],
  [
    'batch/v1', 'CronJob', { jobTemplate: { spec: { template: POD, parallelism: 2 } } }, 2,
    '/spec/jobTemplate/spec/template/spec',
  ],
])('%s %s %j runs %i pods', (apiVersion, kind, spec, replicas, pointer) => {
  const workload = read(apiVersion, kind, spec);
  expect([workload.kind, workload.replicas, workload.pod.pointer, workload.hasReplicas]).toEqual([
    kind, replicas, pointer, 'replicas' in spec && kind !== 'Pod',
  ]);
});

test.each([
  ['Pod', {}, 1], ['Pod', { phase: 'Running' }, 1], ['Pod', { phase: 'Succeeded' }, 0], ['Pod', { phase: 'Failed' }, 0],
])('a %s with status %j takes the room of %i pods', (kind, status, replicas) => {
  expect(load({ ...object('v1', kind, POD.spec), status }).workloads[0].replicas).toBe(replicas);
});

test('a finished Job, one of few completions and a suspended CronJob run as many pods as they may', () => {
  const job = (spec: object, status: object = {}) =>
    load({ ...object('batch/v1', 'Job', { template: POD, ...spec }), status }).workloads[0].replicas;
  expect(job({ parallelism: 4 }, { conditions: [{ type: 'Complete', status: 'True' }] })).toBe(0);
  expect(job({ parallelism: 4 }, { conditions: [{ type: 'Failed', status: 'False' }] })).toBe(4);
  expect(job({ parallelism: 4, completions: 2 })).toBe(2);
  const cron = (spec: object, jobSpec: object = {}) =>
    read('batch/v1', 'CronJob', {
      schedule: '*/10 * * * *', jobTemplate: { spec: { template: POD, ...jobSpec } }, ...spec,
    }).replicas;
  expect(cron({ suspend: true })).toBe(0);
  expect(cron({}, { activeDeadlineSeconds: 3600 })).toBe(6);
  expect(cron({ concurrencyPolicy: 'Forbid' }, { activeDeadlineSeconds: 3600 })).toBe(1);
  expect(cron({})).toBe(1);
});

test.each([
  ['apps/v1', 'Service'], ['v1', 'Deployment'], ['apps/v1', 'Pod'], ['apps/v1', 'Job'], ['batch/v1', 'DaemonSet'],
  ['serving.knative.dev/v1', 'Deployment'], ['batch/v1', 'ReplicaSet'], ['v1', 'StatefulSet'], ['apps/v1', 'CronJob'],
  ['apps/v1', 'ReplicationController'], ['v1', 'constructor'],
])('%s %s makes no pods', (apiVersion, kind) => {
  expect(load(object(apiVersion, kind, { template: POD, ...POD.spec })).workloads).toEqual([]);
});

test('a workload that says nothing has the defaults of Kubernetes', () => {
  expect(read('apps/v1', 'Deployment', { template: POD })).toMatchObject({
    name: 'web',
    namespace: 'default',
    hasReplicas: false,
    selector: undefined,
    paused: false,
    podManagementPolicy: 'OrderedReady',
    minReadySeconds: 0,
    progressDeadlineSeconds: undefined,
    claimTemplates: [],
    strategy: {
      type: 'RollingUpdate', maxSurge: undefined, maxUnavailable: undefined, partition: undefined,
      pointer: '/spec/strategy',
    },
  });
});

test('what a workload says of its updates is read', () => {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '30%', maxUnavailable: 2 } };
  const workload = read('apps/v1', 'Deployment', {
    template: POD,
    paused: true,
    minReadySeconds: 5,
    progressDeadlineSeconds: 700,
    strategy,
    updateStrategy: { type: 'OnDelete' },
    selector: {
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['x', 'z'] }],
    },
  });
  expect(workload).toMatchObject({
    paused: true, minReadySeconds: 5, progressDeadlineSeconds: 700,
    strategy: { type: 'RollingUpdate', maxSurge: '30%', maxUnavailable: 2, pointer: '/spec/strategy' },
    selector: {
      requirements: [
        { key: 'app', operator: 'In', values: ['web'] }, { key: 'tier', operator: 'NotIn', values: ['x', 'z'] },
      ],
    },
  });
});

test('a StatefulSet and a DaemonSet name their strategy otherwise', () => {
  const updateStrategy = { type: 'OnDelete', rollingUpdate: { partition: 2 } };
  for (const kind of ['StatefulSet', 'DaemonSet']) {
    expect(read('apps/v1', kind, { template: POD, updateStrategy, strategy: { type: 'Recreate' } }).strategy).toEqual({
      type: 'OnDelete', partition: 2, maxSurge: undefined, maxUnavailable: undefined, pointer: '/spec/updateStrategy',
    });
  }
});

test('a StatefulSet has claims of its own', () => {
  expect(
    read('apps/v1', 'StatefulSet', {
      template: POD,
      podManagementPolicy: 'Parallel',
      volumeClaimTemplates: [
        { metadata: { name: 'data' } }, {},
      ],
    }),
  ).toMatchObject({
    podManagementPolicy: 'Parallel',
    claimTemplates: [
      { name: 'data' }, { name: '' },
    ],
  });
});

test('a Pod and a CronJob select nothing', () => {
  const selector = { matchLabels: { app: 'web' } };
  expect(read('v1', 'Pod', { ...POD.spec, selector }).selector).toBeUndefined();
  expect(read('batch/v1', 'CronJob', { jobTemplate: { spec: { template: POD } }, selector }).selector).toBeUndefined();
  expect(read('batch/v1', 'Job', { template: POD, selector }).selector).toBeDefined();
});

test('an autoscaler has the limits that it names, and at least one pod', () => {
  const limits = (spec: object) => {
    const loaded = load(
      object('apps/v1', 'Deployment', { template: POD }),
      object('autoscaling/v2', 'HorizontalPodAutoscaler', {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec,
      }),
    );
    const { minReplicas, maxReplicas } = loaded.autoscalerOf(loaded.workloads[0])!;
    return [minReplicas, maxReplicas];
  };
  expect([{ minReplicas: 2, maxReplicas: 5 }, { maxReplicas: 5 }, { minReplicas: 0, maxReplicas: 3 },
    { minReplicas: 4 }, { minReplicas: 4, maxReplicas: 2 }, {}].map(limits))
    .toEqual([[2, 5], [1, 5], [0, 3], [4, 4], [4, 4], [1, 1]]);
});

test('an autoscaler is for the workload of its kind and name', () => {
  const target = (scaleTargetRef: object) => {
    const loaded = load(
      object('apps/v1', 'Deployment', { template: POD }),
      object('autoscaling/v2', 'HorizontalPodAutoscaler', { scaleTargetRef, maxReplicas: 2 }),
    );
    return loaded.autoscalerOf(loaded.workloads[0]) !== undefined;
  };
  expect(
    [
      { kind: 'Deployment', name: 'web' }, { kind: 'StatefulSet', name: 'web' }, { kind: 'Deployment', name: 'api' },
      {},
    ].map(target),
  ).toEqual([true, false, false, false]);
});

test('a budget is for every workload that its selector matches, and without selector for none', () => {
  const budgets = (spec: object) => {
    const loaded = load(
      object('apps/v1', 'Deployment', { template: POD }), object('policy/v1', 'PodDisruptionBudget', spec),
    );
    return loaded
      .budgetsOf(loaded.workloads[0])
      .map(({ minAvailable, maxUnavailable, manifest }) => [manifest.kind, minAvailable, maxUnavailable]);
  };
  expect(budgets({ selector: { matchLabels: { app: 'web' } }, minAvailable: '50%' })).toEqual([
    ['PodDisruptionBudget', '50%', undefined],
  ]);
  expect(budgets({ selector: {}, maxUnavailable: 1 })).toEqual([['PodDisruptionBudget', undefined, 1]]);
  expect(budgets({ selector: { matchLabels: { app: 'api' } }, minAvailable: 1 })).toEqual([]);
  expect(budgets({ minAvailable: 1 })).toEqual([]);
});

test('objects are found by kind, namespace and name, the last of several', () => {
  const [first, second] = [
    { ...object('v1', 'ConfigMap'), data: { a: '1' } }, { ...object('v1', 'ConfigMap'), data: { a: '2' } },
  ];
  const loaded = load(first, object('v1', 'Secret'), second);
  expect(loaded.find('ConfigMap', 'default', 'web')?.json).toEqual(second);
  expect(loaded.find('ConfigMap', 'other', 'web')).toBeUndefined();
  expect(loaded.find('ConfigMap', 'default', 'x')).toBeUndefined();
  expect(loaded.find('Service', 'default', 'web')).toBeUndefined();
  expect(loaded.byKind('ConfigMap').map(({ json }) => json)).toEqual([first, second]);
  expect(loaded.byKind('Service')).toEqual([]);
  expect(loaded.duplicates.map((group) => group.map(({ id }) => id))).toEqual([['ConfigMap/web', 'ConfigMap/web']]);
});

test('known kinds are not counted as unknown', () => {
  expect([
    ...load(object('v1', 'ConfigMap'), object('kafka.strimzi.io/v1', 'Kafka'), object('kafka.strimzi.io/v1', 'Kafka'))
      .unknownKinds,
  ]).toEqual([['Kafka', 2]]);
});
