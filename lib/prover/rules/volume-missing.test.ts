import { container, deployment, judge, only, statefulSet } from '../../../test/support/rules';

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
  test('does not apply without mounts', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});
