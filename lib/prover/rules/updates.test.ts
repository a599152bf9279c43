import { budget, claim, container, deployment, gpuNodes, gpus, judge, mountsData, object, only, statefulSet } from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});
const keepApart = (matchLabelKeys?: string[]) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys },
      ],
    },
  },
});
const spread = (matchLabelKeys?: string[]) => ({
  topologySpreadConstraints: [
    { topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys },
  ],
});

describe('update-cannot-finish', () => {
  const nim = deployment({ containers: [container(gpus(1))] }, { replicas: 2 });
  test('fails when the default strategy needs a third GPU on two nodes, with a witness', () => {
    const violation = only(judge('update-cannot-finish', [nim], { cluster: gpuNodes(2) }));
    expect(violation).toMatchObject({
      pointer: '/spec/strategy',
      message: 'an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster',
    });
    expect(violation.witness!.join('\n')).toMatch(/nvidia\.com\/gpu/);
  });
  test('complies with a third GPU, or when a pod may go first', () => {
    expect(judge('update-cannot-finish', [nim], { cluster: gpuNodes(3) })).toBe('compliant');
    expect(
      judge('update-cannot-finish', [deployment({ containers: [container(gpus(1))] }, { replicas: 2, ...rolling(0, 1) })], { cluster: gpuNodes(2) }),
    ).toBe('compliant');
  });
  test('says nothing without nodes, when it is paused, or when it does not even fit', () => {
    expect(judge('update-cannot-finish', [nim])).toBe('not applicable');
    expect(judge('update-cannot-finish', [nim], { cluster: gpuNodes(1) })).toBe('not applicable');
    expect(
      judge('update-cannot-finish', [deployment({ containers: [container(gpus(1))] }, { replicas: 2, paused: true })], { cluster: gpuNodes(2) }),
    ).toBe('not applicable');
  });
});

describe('surge-on-read-write-once-claim', () => {
  const check = (mode: string, spec: object, pod: object = {}) =>
    judge('surge-on-read-write-once-claim', [claim(mode), deployment({ ...mountsData, ...pod }, spec)]);
  test('fails when a pod surges while the old one holds the volume', () => {
    expect(only(check('ReadWriteOnce', {}))).toMatchObject({
      pointer: '/spec/strategy',
      message: expect.stringContaining('claim data (ReadWriteOnce)'),
    });
    expect(only(check('ReadWriteOncePod', {}, { nodeName: 'one' })).message).toContain('ReadWriteOncePod');
  });
  test('only warns when the old pod may stop first', () => {
    expect(only(check('ReadWriteOnce', rolling(1, 1))).severity).toBe('warning');
  });
  test.each([
    ['no surge', 'ReadWriteOnce', rolling(0, 1), {}],
    ['Recreate', 'ReadWriteOnce', { strategy: { type: 'Recreate' } }, {}],
    ['ReadWriteMany', 'ReadWriteMany', {}, {}],
    ['one node for all', 'ReadWriteOnce', {}, { nodeName: 'one' }],
  ])('complies with %s', (_, mode, spec, pod) => {
    expect(check(mode, spec, pod)).toBe('compliant');
  });
  test('does not apply without a known claim or replicas', () => {
    expect(judge('surge-on-read-write-once-claim', [deployment(mountsData)])).toBe('not applicable');
    expect(check('ReadWriteOnce', { replicas: 0 })).toBe('not applicable');
  });
});

describe('surge-with-required-anti-affinity', () => {
  const id = 'surge-with-required-anti-affinity';
  test('fails when old and new pods must keep apart and none may be missing', () => {
    expect(only(judge(id, [deployment(keepApart(), { replicas: 2 })])).message).toContain('3 different kubernetes.io/hostname for 2 replicas');
  });
  test('complies within a revision, without surge, or when a pod may be missing', () => {
    expect(judge(id, [deployment(keepApart(['pod-template-hash']))])).toBe('compliant');
    expect(judge(id, [deployment(keepApart(), rolling(0, 1))])).toBe('compliant');
    expect(judge(id, [deployment(keepApart(), { replicas: 4 })])).toBe('compliant');
  });
  test('does not apply without anti-affinity, nor where the nodes decide', () => {
    expect(judge(id, [deployment()])).toBe('not applicable');
    expect(judge(id, [deployment(keepApart(), { replicas: 2 })], { cluster: gpuNodes(3) })).toBe('not applicable');
    expect(judge('update-cannot-finish', [deployment(keepApart(), { replicas: 2 })], { cluster: gpuNodes(2) })).toHaveLength(1);
  });
});

describe('spread-stuck-while-rolling', () => {
  const id = 'spread-stuck-while-rolling';
  test('fails when old pods are counted while the update surges', () =>
    expect(only(judge(id, [deployment(spread())])).message).toContain('over zone'));
  test('complies with matchLabelKeys or without surge', () => {
    expect(judge(id, [deployment(spread(['pod-template-hash']))])).toBe('compliant');
    expect(judge(id, [deployment(spread(), rolling(0, 1))])).toBe('compliant');
  });
  test('does not apply without a hard constraint', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('no-surge-and-none-unavailable', () => {
  const id = 'no-surge-and-none-unavailable';
  test.each([
    [0, 0],
    ['0%', 0],
  ])('fails for maxSurge %s and maxUnavailable %s', (surge, unavailable) => {
    expect(only(judge(id, [deployment({}, rolling(surge, unavailable))])).pointer).toBe('/spec/strategy/rollingUpdate');
  });
  test('complies otherwise, with defaults too', () => {
    expect(judge(id, [deployment({}, rolling(0, '25%'))])).toBe('compliant');
    expect(judge(id, [deployment()])).toBe('compliant');
  });
  test('does not apply to Recreate', () => expect(judge(id, [deployment({}, { strategy: { type: 'Recreate' } })])).toBe('not applicable'));
  test('fails for a DaemonSet whose only field is maxUnavailable 0', () => {
    const daemon = { ...deployment({}, { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }), kind: 'DaemonSet' };
    expect(judge(id, [daemon])).toHaveLength(1);
  });
});

describe('rolling-update-fields-without-rolling-update', () => {
  const id = 'rolling-update-fields-without-rolling-update';
  const recreate = (rollingUpdate?: object | null) => [deployment({}, { strategy: { type: 'Recreate', rollingUpdate } })];
  test('fails beside Recreate and OnDelete', () => {
    expect(only(judge(id, recreate({ maxSurge: 1 }))).message).toContain('type Recreate');
    expect(only(judge(id, [statefulSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } })])).pointer).toBe(
      '/spec/updateStrategy/rollingUpdate',
    );
  });
  test('complies when it is absent or null', () => {
    expect(judge(id, recreate())).toBe('compliant');
    expect(judge(id, recreate(null))).toBe('compliant');
  });
  test('does not apply to RollingUpdate', () => expect(judge(id, [deployment({}, rolling(1, 0))])).toBe('not applicable'));
});

describe('ordered-ready-blocks-rollback', () => {
  const id = 'ordered-ready-blocks-rollback';
  test('fails by default', () => expect(only(judge(id, [statefulSet()])).pointer).toBe('/spec/podManagementPolicy'));
  test('complies with Parallel', () => expect(judge(id, [statefulSet({ podManagementPolicy: 'Parallel' })])).toBe('compliant'));
  test('does not apply to OnDelete', () => expect(judge(id, [statefulSet({ updateStrategy: { type: 'OnDelete' } })])).toBe('not applicable'));
});

describe('replicas-beside-autoscaler', () => {
  const id = 'replicas-beside-autoscaler';
  const scaler = object(
    'HorizontalPodAutoscaler',
    'web',
    { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3 } },
    'autoscaling/v2',
  );
  test('fails when both are written', () => expect(only(judge(id, [scaler, deployment()])).pointer).toBe('/spec/replicas'));
  test('complies without replicas', () => expect(judge(id, [scaler, deployment({}, { replicas: undefined })])).toBe('compliant'));
  test('does not apply without an autoscaler', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('disruption-budget-never-allows-eviction', () => {
  const id = 'disruption-budget-never-allows-eviction';
  test.each([
    ['minAvailable 1 of 1', { minAvailable: 1 }, 1, '/spec/minAvailable'],
    ['minAvailable 51% of 1, which rounds up', { minAvailable: '51%' }, 1, '/spec/minAvailable'],
    ['minAvailable 100% of 3', { minAvailable: '100%' }, 3, '/spec/minAvailable'],
    ['maxUnavailable 0', { maxUnavailable: 0 }, 3, '/spec/maxUnavailable'],
  ])('fails when %s', (_, spec, replicas, pointer) => {
    expect(only(judge(id, [budget(spec), deployment({}, { replicas })])).pointer).toBe(pointer);
  });
  test.each([
    ['maxUnavailable 1', { maxUnavailable: 1 }, 1],
    ['minAvailable 1 of 2', { minAvailable: 1 }, 2],
    ['maxUnavailable 1% of 1, which rounds up', { maxUnavailable: '1%' }, 1],
  ])('complies with %s', (_, spec, replicas) => expect(judge(id, [budget(spec), deployment({}, { replicas })])).toBe('compliant'));
  test('counts with the fewest replicas of an autoscaler', () => {
    const scaler = object(
      'HorizontalPodAutoscaler',
      'web',
      { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 1, maxReplicas: 5 } },
      'autoscaling/v2',
    );
    expect(judge(id, [budget({ minAvailable: 1 }), scaler, deployment({}, { replicas: undefined })])).toHaveLength(1);
  });
  test('does not apply without pods', () => expect(judge(id, [budget({ minAvailable: 1 })])).toBe('not applicable'));
});

describe('several-disruption-budgets', () => {
  const id = 'several-disruption-budgets';
  test('fails for two on one pod', () =>
    expect(only(judge(id, [budget({ maxUnavailable: 1 }, 'one'), budget({ maxUnavailable: 1 }, 'two'), deployment()])).message).toContain(
      'one, two',
    ));
  test('complies with one', () => expect(judge(id, [budget({ maxUnavailable: 1 }), deployment()])).toBe('compliant'));
  test('does not apply without', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('disruption-budget-selects-no-pod', () => {
  const id = 'disruption-budget-selects-no-pod';
  test('fails for labels nobody has, and for pods of another namespace', () => {
    expect(only(judge(id, [budget({ minAvailable: 1 })])).message).toContain('app=web');
    expect(judge(id, [budget({ minAvailable: 1 }), deployment({}, {}, { namespace: 'other' })])).toHaveLength(1);
  });
  test('complies when it selects pods', () => expect(judge(id, [budget({ minAvailable: 1 }), deployment()])).toBe('compliant'));
  test('does not apply to other objects', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('drain-has-nowhere-to-go', () => {
  const id = 'drain-has-nowhere-to-go';
  const nim = (replicas: number) => deployment({ containers: [container(gpus(1))] }, { replicas });
  test('fails when every GPU is taken', () =>
    expect(only(judge(id, [nim(2)], { cluster: gpuNodes(2) })).message).toMatch(/after a drain of one node/));
  test('complies with a GPU to spare', () => expect(judge(id, [nim(2)], { cluster: gpuNodes(3) })).toBe('compliant'));
  test('leaves it to the budget when no eviction is allowed', () =>
    expect(judge(id, [budget({ minAvailable: 2 }), nim(2)], { cluster: gpuNodes(2) })).toBe('not applicable'));
});
