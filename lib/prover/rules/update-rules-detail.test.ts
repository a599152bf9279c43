import { budget, claim, deployment, judge, Json, mountsData, object, statefulSet } from '../../../test/support/rules';

const CLAIM = '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName';
const HOSTNAME = 'kubernetes.io/hostname';
const rolling = (maxSurge: number | undefined, maxUnavailable: number) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});
const app = (name: string) => ({ labelSelector: { matchLabels: { app: name } } });
const keepApart = (...terms: Json[]) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms.map((term) => ({ topologyKey: HOSTNAME, ...term })) } },
});
const spread = (...constraints: Json[]) => ({
  topologySpreadConstraints: constraints.map((each) => ({ topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...each })),
});

describe('disruption-budget-never-allows-eviction', () => {
  const id = 'disruption-budget-never-allows-eviction';
  const { selector, template } = deployment().spec;
  const canary = deployment({}, { selector, template }, { name: 'canary' });
  test.each<[string, Json, Json[], string, string]>([
    ['one pod', { minAvailable: 1 }, [deployment()], 'minAvailable', 'minAvailable 1 allows not even the only pod of Deployment/web'],
    [
      'neither field',
      {},
      [deployment({}, { replicas: 3 })],
      'minAvailable',
      'neither minAvailable nor maxUnavailable is written, which allows none of the 3 pods of Deployment/web',
    ],
    [
      'three pods',
      { minAvailable: '100%' },
      [deployment({}, { replicas: 3 })],
      'minAvailable',
      'minAvailable 100% allows none of the 3 pods of Deployment/web',
    ],
    [
      'maxUnavailable 0',
      { maxUnavailable: 0 },
      [deployment({}, { replicas: 2 })],
      'maxUnavailable',
      'maxUnavailable 0 allows none of the 2 pods of Deployment/web',
    ],
    [
      'pods of two workloads',
      { minAvailable: 2 },
      [deployment(), canary],
      'minAvailable',
      'minAvailable 2 allows none of the 2 pods of Deployment/web, Deployment/canary',
    ],
  ])('names value and workloads for %s', (_, spec, workloads, field, start) => {
    expect(judge(id, [budget(spec), ...workloads])).toEqual([{ pointer: `/spec/${field}`, message: `${start} to be evicted` }]);
  });
  test('does not apply to a Job, whose pods end', () => {
    const job = object('Job', 'load', { spec: { template } }, 'batch/v1');
    expect(judge(id, [budget({ minAvailable: 1 }), job])).toBe('not applicable');
  });
});

describe('disruption-budget-selects-no-pod', () => {
  test('names the labels nobody has', () =>
    expect(judge('disruption-budget-selects-no-pod', [budget({ minAvailable: 1 })])).toEqual([
      { pointer: '/spec/selector', message: 'no pod in namespace shop has app=web' },
    ]));
});

describe('several-disruption-budgets', () => {
  test('names them all', () => {
    const budgets = ['one', 'two', 'three'].map((name) => budget({ maxUnavailable: 1 }, name));
    expect(judge('several-disruption-budgets', [...budgets, deployment()])).toEqual([
      { pointer: '/metadata/labels', message: '3 PodDisruptionBudgets select its pods: one, two, three; the eviction API refuses to choose' },
    ]);
  });
});

describe('no-surge-and-none-unavailable', () => {
  const id = 'no-surge-and-none-unavailable';
  test('says what is wrong', () =>
    expect(judge(id, [deployment({}, rolling(0, 0))])).toEqual([
      { pointer: '/spec/strategy/rollingUpdate', message: 'maxSurge and maxUnavailable are both 0; the API server refuses it' },
    ]));
  test('complies when a Deployment writes maxUnavailable 0 only: it surges by 25%', () =>
    expect(judge(id, [deployment({}, rolling(undefined, 0))])).toBe('compliant'));
});

describe('ordered-ready-blocks-rollback', () => {
  const id = 'ordered-ready-blocks-rollback';
  test('says what it blocks', () =>
    expect(judge(id, [statefulSet()])).toEqual([
      {
        pointer: '/spec/podManagementPolicy',
        message: 'podManagementPolicy is OrderedReady: a revision that never becomes ready also blocks the way back',
      },
    ]));
  test('does not apply without replicas', () => expect(judge(id, [statefulSet({ replicas: 0 })])).toBe('not applicable'));
});

describe('replicas-beside-autoscaler', () => {
  test('names the replicas and the autoscaler', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3 };
    const scaler = object('HorizontalPodAutoscaler', 'scaler', { spec }, 'autoscaling/v2');
    expect(judge('replicas-beside-autoscaler', [scaler, deployment({}, { replicas: 2 })])).toEqual([
      { pointer: '/spec/replicas', message: 'replicas 2 resets what HorizontalPodAutoscaler scaler has chosen, at every apply' },
    ]);
  });
});

describe('replicas-share-read-write-once-claim', () => {
  const id = 'replicas-share-read-write-once-claim';
  test.each<[string, Json, string]>([
    ['a Deployment', deployment(mountsData, { replicas: 2 }), '2 replicas mount claim data, which is ReadWriteOnce'],
    ['a DaemonSet', { ...deployment(mountsData), kind: 'DaemonSet' }, 'a pod on each node mounts claim data, which is ReadWriteOnce'],
  ])('says who shares the claim of %s', (_, workload, message) => {
    expect(judge(id, [claim('ReadWriteOnce'), workload])).toEqual([{ pointer: CLAIM, message }]);
  });
});

describe('surge-on-read-write-once-claim', () => {
  const check = (mode: string, spec: Json) => judge('surge-on-read-write-once-claim', [claim(mode), deployment(mountsData, spec)]);
  const attach = "on any other node than the old pod's it stays in ContainerCreating: Multi-Attach error for claim data";
  test('shows the steps to a stuck update', () =>
    expect(check('ReadWriteOnce', { replicas: 2 })).toEqual([
      {
        pointer: '/spec/strategy',
        message: 'maxSurge 1 starts a new pod while the old one holds claim data (ReadWriteOnce); on another node neither can go on',
        witness: ['the update starts a new pod beside 2 old', attach, 'the old pod may not stop before the new one is ready'],
      },
    ]));
  test('shows the steps to an update that only waits', () =>
    expect(check('ReadWriteOnce', rolling(1, 1))).toEqual([
      {
        pointer: '/spec/strategy',
        message: 'maxSurge 1 starts a new pod while the old one holds claim data (ReadWriteOnce); on another node it waits until the old pod is gone',
        witness: ['the update starts a new pod beside 1 old', attach, 'the old pod may stop, and then the volume attaches'],
        severity: 'warning',
      },
    ]));
  test('knows that the scheduler looks at ReadWriteOncePod', () =>
    expect(check('ReadWriteOncePod', {})).toMatchObject([
      {
        witness: [
          'the update starts a new pod beside 1 old',
          'the scheduler keeps it Pending: another pod uses claim data',
          'the old pod may not stop before the new one is ready',
        ],
      },
    ]));
});

describe('surge-with-required-anti-affinity', () => {
  const id = 'surge-with-required-anti-affinity';
  const pointer = '/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution';
  test('points to the term that counts old pods, and counts the nodes', () =>
    expect(judge(id, [deployment(keepApart(app('db'), app('web')), { replicas: 2 })])).toEqual([
      {
        pointer: `${pointer}/1`,
        message: `the update needs 3 different ${HOSTNAME} for 2 replicas: old pods count and none may be missing`,
      },
    ]));
  test.each<[string, Json]>([
    ['other pods only', app('db')],
    ['no pod, for want of a selector', {}],
    ['pods of another namespace', { ...app('web'), namespaces: ['other'] }],
  ])('complies when it keeps away from %s', (_, term) => expect(judge(id, [deployment(keepApart(term))])).toBe('compliant'));
  test('does not apply without replicas', () => expect(judge(id, [deployment(keepApart(app('web')), { replicas: 0 })])).toBe('not applicable'));
});

describe('spread-stuck-while-rolling', () => {
  const id = 'spread-stuck-while-rolling';
  test('names the domain and what is missing', () =>
    expect(judge(id, [deployment(spread(app('web')))])).toEqual([
      {
        pointer: '/spec/template/spec/topologySpreadConstraints',
        message: 'the constraint over zone counts old pods while the update surges; it lacks matchLabelKeys: [pod-template-hash]',
      },
    ]));
  test.each<[string, Json]>([
    ['other pods only', app('db')],
    ['no pod, for want of a selector', {}],
  ])('complies when it counts %s', (_, constraint) => expect(judge(id, [deployment(spread(constraint))])).toBe('compliant'));
  test('does not apply without replicas, or where the constraint is a wish', () => {
    expect(judge(id, [deployment(spread(app('web')), { replicas: 0 })])).toBe('not applicable');
    expect(judge(id, [deployment(spread({ ...app('web'), whenUnsatisfiable: 'ScheduleAnyway' }))])).toBe('not applicable');
  });
});
