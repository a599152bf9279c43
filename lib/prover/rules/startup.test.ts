import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { container, deployment, gpus, judge, only } from '../../../test/support/rules';

const declared = (seconds: string) => ({ annotations: { [STARTUP_BUDGET_ANNOTATION]: seconds } });
const startupProbe = (failureThreshold: number) => ({ startupProbe: { failureThreshold, periodSeconds: 10, tcpSocket: { port: 80 } } });
const slow = (failureThreshold: number, spec: object = {}) => deployment({ containers: [container(startupProbe(failureThreshold))] }, spec);

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
    const spec = (progressDeadlineSeconds: number) => ({ progressDeadlineSeconds, minReadySeconds: 5, strategy: { type: 'Recreate' } });
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

describe('liveness-without-startup-probe', () => {
  const id = 'liveness-without-startup-probe';
  const live = (extra: object, liveness: object = {}) => container({ ...extra, livenessProbe: { tcpSocket: { port: 80 }, ...liveness } });
  test('fails for a container with a GPU', () => {
    expect(only(judge(id, [deployment({ containers: [live(gpus(1))] })]))).toMatchObject({
      pointer: '/spec/template/spec/containers/0/livenessProbe',
      message: expect.stringContaining('kill it 20 s after its start'),
    });
  });
  test('fails when a declared load time is longer than liveness waits', () => {
    expect(judge(id, [deployment({ containers: [live({}, { initialDelaySeconds: 60 })] }, {}, declared('120'))])).toHaveLength(1);
  });
  test('complies with a startup probe, or with enough patience', () => {
    expect(judge(id, [deployment({ containers: [live({ ...gpus(1), ...startupProbe(60) })] })])).toBe('compliant');
    expect(judge(id, [deployment({ containers: [live(gpus(1), { initialDelaySeconds: 280 })] })])).toBe('compliant');
  });
  test('does not apply to containers that start fast, or without liveness', () => {
    expect(judge(id, [deployment({ containers: [live({})] })])).toBe('not applicable');
    expect(judge(id, [deployment({ containers: [container(gpus(1))] })])).toBe('not applicable');
  });
});

describe('startup-budget-below-load-time', () => {
  const id = 'startup-budget-below-load-time';
  const check = (failureThreshold: number, seconds: string) =>
    judge(id, [deployment({ containers: [container(startupProbe(failureThreshold))] }, {}, declared(seconds))]);
  test('fails by one period, and says which failureThreshold is enough', () => {
    expect(only(check(120, '1200'))).toMatchObject({
      pointer: '/spec/template/spec/containers/0/startupProbe/failureThreshold',
      message: expect.stringContaining('write failureThreshold 121'),
    });
  });
  test('complies at the bound', () => expect(check(121, '1200')).toBe('compliant'));
  test('takes the most patient container', () => {
    const containers = [container({ name: 'proxy', ...startupProbe(3) }), container(startupProbe(121))];
    expect(judge(id, [deployment({ containers }, {}, declared('1200'))])).toBe('compliant');
  });
  test('does not apply when nothing is declared, or the declaration is no number', () => {
    expect(judge(id, [slow(3)])).toBe('not applicable');
    expect(check(3, 'long')).toBe('not applicable');
  });
});
