import { claim, deployment, gpuNodes, Json, judge, mountsData, only } from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
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

describe('surge-on-read-write-once-claim', () => {
  const rolling = (maxSurge: number | undefined, maxUnavailable: number) => ({
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
  });
  const check = (mode: string, spec: Json) =>
    judge('surge-on-read-write-once-claim', [claim(mode), deployment(mountsData, spec)]);
  const attach =
    "on any other node than the old pod's it stays in ContainerCreating: Multi-Attach error for claim data";
  test('shows the steps to a stuck update', () =>
    expect(check('ReadWriteOnce', { replicas: 2 })).toEqual([{
      pointer: '/spec/strategy',
      message:
        'maxSurge 1 starts a new pod while the old one holds claim data (ReadWriteOnce); on another node neither can go on',
      witness: [
        'the update starts a new pod beside 2 old', attach, 'the old pod may not stop before the new one is ready',
      ],
    }]));
  test('shows the steps to an update that only waits', () =>
    expect(check('ReadWriteOnce', rolling(1, 1))).toEqual([{
      pointer: '/spec/strategy',
      message:
        'maxSurge 1 starts a new pod while the old one holds claim data (ReadWriteOnce); on another node it waits until the old pod is gone',
      witness: [
        'the update starts a new pod beside 1 old', attach, 'the old pod may stop, and then the volume attaches',
      ],
      severity: 'warning',
    }]));
  test('knows that the scheduler looks at ReadWriteOncePod', () =>
    expect(check('ReadWriteOncePod', {})).toMatchObject([{
      witness: [
        'the update starts a new pod beside 1 old',
        'the scheduler keeps it Pending: another pod uses claim data',
        'the old pod may not stop before the new one is ready',
      ],
    }]));
});

describe('surge-on-read-write-once-claim', () => {
  const on = (nodes: number) =>
    judge('surge-on-read-write-once-claim', [claim('ReadWriteOnce'), deployment(mountsData)], {
      cluster: gpuNodes(nodes),
    });
  test('complies on the only node, where old and new pod share the volume', () => expect(on(1)).toBe('compliant'));
  test('still reports it on two nodes', () => expect(on(2)).toHaveLength(1));
});
