import { container, deployment, gpus, judge } from '../../../test/support/rules';

describe('shared-memory-too-small', () => {
  const id = 'shared-memory-too-small';
  const shm = (emptyDir: object) => ({
    volumes: [{ name: 'shm', emptyDir }],
    containers: [container({ ...gpus(2), volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }] })],
  });
  test('fails for two GPUs without, or with a disk instead of memory', () => {
    expect(judge(id, [deployment({ containers: [container(gpus(2))] })])).toHaveLength(1);
    expect(judge(id, [deployment(shm({}))])).toHaveLength(1);
  });
  test('complies with memory at /dev/shm', () =>
    expect(judge(id, [deployment(shm({ medium: 'Memory' }))])).toBe('compliant'));
  test('does not apply to one GPU', () =>
    expect(judge(id, [deployment({ containers: [container(gpus(1))] })])).toBe('not applicable'));
});
