import { container, deployment, judge, only } from '../../../test/support/rules';

describe('memory-volume-exceeds-memory-limit', () => {
  const id = 'memory-volume-exceeds-memory-limit';
  const check = (sizeLimit?: string, memory?: string) =>
    judge(id, [
      deployment({
        volumes: [{ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit } }],
        containers: [
          container({ resources: { limits: { memory } }, volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }] }),
        ],
      }),
    ]);
  test('fails when it is as large as the limit, or unbounded', () => {
    expect(only(check('2Gi', '2Gi')).pointer).toBe('/spec/template/spec/volumes/0/emptyDir/sizeLimit');
    expect(only(check(undefined, '2Gi')).message).toContain('without sizeLimit');
  });
  test('complies below the limit, or without one', () => {
    expect(check('1Gi', '2Gi')).toBe('compliant');
    expect(check('1Gi')).toBe('compliant');
  });
  test('does not apply to disks', () =>
    expect(judge(id, [deployment({ volumes: [{ name: 'tmp', emptyDir: {} }] })])).toBe('not applicable'));
});
