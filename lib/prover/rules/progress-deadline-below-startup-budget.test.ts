import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { container, deployment, Json, judge, only } from '../../../test/support/rules';

const declared = (seconds: string) => ({ annotations: { [STARTUP_BUDGET_ANNOTATION]: seconds } });
const startupProbe = (failureThreshold: number) => ({
  startupProbe: { failureThreshold, periodSeconds: 10, tcpSocket: { port: 80 } },
});
const slow = (failureThreshold: number, spec: object = {}) =>
  deployment({ containers: [container(startupProbe(failureThreshold))] }, spec);
const tcp = { tcpSocket: { port: 80 } };
const starting = (name: string, startupProbe: Json) =>
  container({ name, startupProbe: { periodSeconds: 10, ...tcp, ...startupProbe } });

describe('progress-deadline-below-startup-budget', () => {
  const id = 'progress-deadline-below-startup-budget';
  test('fails when 600 s, the default, are less than the startup probe allows', () => {
    expect(only(judge(id, [slow(120)]))).toMatchObject({
      pointer: '/spec/progressDeadlineSeconds',
      message: expect.stringContaining('may take 1201 s'),
    });
  });
  test('counts minReadySeconds, readiness, and the grace of a pod that goes first', () => {
    const pod = {
      terminationGracePeriodSeconds: 60,
      containers: [container({ ...startupProbe(50), readinessProbe: { periodSeconds: 20, tcpSocket: { port: 80 } } })],
    };
    const spec = (progressDeadlineSeconds: number) => ({
      progressDeadlineSeconds, minReadySeconds: 5, strategy: { type: 'Recreate' },
    });
    expect(judge(id, [deployment(pod, spec(586))])).toBe('compliant');
    expect(judge(id, [deployment(pod, spec(585))])).toHaveLength(1);
  });
  test('fails when a declared load time is longer, even without a probe', () => {
    expect(only(judge(id, [deployment({}, {}, declared('1200'))])).message).toContain('1200 s');
  });
  test('fails when it is not greater than minReadySeconds', () => {
    expect(only(judge(id, [deployment({}, { minReadySeconds: 600 })])).message).toContain('the API server refuses it');
  });
  test('does not apply when nothing bounds the start', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('progress-deadline-below-startup-budget', () => {
  const id = 'progress-deadline-below-startup-budget';
  const pointer = '/spec/progressDeadlineSeconds';
  const slow = { containers: [starting('app', { failureThreshold: 120 })] };
  test('says where the deadline comes from', () => {
    const rest =
      'but a new pod may take 1201 s to become available; write at least 1201 plus the time to pull the image';
    expect(judge(id, [deployment(slow)])).toEqual([{ pointer, message: `progressDeadlineSeconds defaults to 600, ${rest}` }]);
    expect(judge(id, [deployment(slow, { progressDeadlineSeconds: 900 })])).toEqual([{ pointer, message: `progressDeadlineSeconds is 900, ${rest}` }]);
  });
  test('adds the termination grace to a declared load time where an old pod leaves first', () => {
    const needs = (spec: Json) =>
      judge(id, [deployment({}, { progressDeadlineSeconds: 1200, ...spec }, declared('1200'))]);
    expect(only(needs({ strategy: { type: 'Recreate' } })).message).toContain('write at least 1230 plus');
    expect(needs({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })).toBe('compliant');
  });
  test('adds minReadySeconds to a declared load time', () => {
    const check = (progressDeadlineSeconds: number) =>
      judge(id, [deployment({}, { minReadySeconds: 5, progressDeadlineSeconds }, declared('1200'))]);
    expect(check(1205)).toBe('compliant');
    expect(check(1204)).toEqual([{
      pointer,
      message:
        'progressDeadlineSeconds is 1204, but a new pod may take 1205 s to become available; write at least 1205 plus the time to pull the image',
    }]);
  });
  test('says that the API server refuses a deadline of minReadySeconds', () =>
    expect(judge(id, [deployment({}, { minReadySeconds: 30, progressDeadlineSeconds: 30 })])).toEqual([{
      pointer,
      message: 'progressDeadlineSeconds 30 must be greater than minReadySeconds 30; the API server refuses it',
    }]));
  test('does not apply without replicas', () =>
    expect(judge(id, [deployment(slow, { replicas: 0 })])).toBe('not applicable'));
  test('fails where an old pod that has to leave first may take longer to stop than the deadline, whatever bounds the start', () => {
    const draining = (strategy: object) =>
      judge(id, [
        deployment(
          { containers: [container({ readinessProbe: {} })], terminationGracePeriodSeconds: 1800 },
          { strategy },
        ),
      ]);
    expect(only(draining({ type: 'Recreate' })).message).toContain('may take 1800 s');
    expect(draining({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } })).toBe('not applicable');
  });
});
