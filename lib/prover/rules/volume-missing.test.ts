import { container, deployment, judge, object, only, statefulSet } from '../../../test/support/rules';

describe('volume-missing', () => {
  const id = 'volume-missing';
  const mounts = { containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })] };
  test('fails without the volume', () =>
    expect(only(judge(id, [deployment(mounts)])).message).toBe('there is no volume data; the volumes are none'));
  test('complies with a volume or a claim template', () => {
    expect(judge(id, [deployment({ ...mounts, volumes: [{ name: 'data', emptyDir: {} }] })])).toBe('compliant');
    expect(judge(id, [statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }, mounts)])).toBe(
      'compliant',
    );
  });
  test('complies with a claim template of a LeaderWorkerSet', () => {
    const set = (leaderWorkerTemplate: object) => object('LeaderWorkerSet', 'llm', {
      spec: { leaderWorkerTemplate: { workerTemplate: { spec: mounts }, ...leaderWorkerTemplate } },
    }, 'leaderworkerset.x-k8s.io/v1');
    expect(judge(id, [set({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] })])).toBe('compliant');
    expect(judge(id, [set({})])).toHaveLength(1);
  });
  test('does not apply without mounts', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});
