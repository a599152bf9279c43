import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { container, deployment, Json, judge, only } from '../../../test/support/rules';

const declared = (seconds: string) => ({ annotations: { [STARTUP_BUDGET_ANNOTATION]: seconds } });
const startupProbe = (failureThreshold: number) => ({
  startupProbe: { failureThreshold, periodSeconds: 10, tcpSocket: { port: 80 } },
});
const slow = (failureThreshold: number, spec: object = {}) =>
  deployment({ containers: [container(startupProbe(failureThreshold))] }, spec);
const CONTAINERS = '/spec/template/spec/containers';
const tcp = { tcpSocket: { port: 80 } };
const starting = (name: string, startupProbe: Json) =>
  container({ name, startupProbe: { periodSeconds: 10, ...tcp, ...startupProbe } });

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

describe('startup-budget-below-load-time', () => {
  const id = 'startup-budget-below-load-time';
  const check = (...containers: Json[]) => judge(id, [deployment({ containers }, {}, declared('1200'))]);
  const violation = (name: string, index: number, budget: number, enough: number) => ({
    pointer: `${CONTAINERS}/${index}/startupProbe/failureThreshold`,
    message:
      `the startupProbe of container ${name} may give up after ${budget} s, but the workload declares a load time of 1200 s; ` +
      `write failureThreshold ${enough}`,
  });
  test('counts the initial delay as part of the load time', () => {
    expect(check(starting('nim', { initialDelaySeconds: 60, failureThreshold: 100 }))).toEqual([
      violation('nim', 0, 1050, 115),
    ]);
    expect(check(starting('nim', { initialDelaySeconds: 60, failureThreshold: 115 }))).toBe('compliant');
    expect(check(starting('nim', { initialDelaySeconds: 60, failureThreshold: 114 }))).toEqual([
      violation('nim', 0, 1190, 115),
    ]);
  });
  test.each([
    ['first', [121, 3]],
    ['last', [3, 121]],
    ['in the middle', [3, 121, 4]],
  ])('complies when the most patient container comes %s', (_, thresholds) => {
    expect(check(...thresholds.map((failureThreshold, index) => starting(`c${index}`, { failureThreshold })))).toBe(
      'compliant',
    );
  });
  test('names the most patient container, the first of two', () => {
    expect(check(starting('a', { failureThreshold: 3 }), starting('b', { failureThreshold: 4 }))).toEqual([
      violation('b', 1, 30, 121),
    ]);
    expect(check(starting('a', { failureThreshold: 3 }), starting('b', { failureThreshold: 3 }))).toEqual([
      violation('a', 0, 20, 121),
    ]);
  });
  test('does not look at containers without a startup probe', () => {
    expect(check(container())).toBe('not applicable');
    expect(check(container(), starting('nim', { failureThreshold: 121 }), container({ name: 'proxy' }))).toBe(
      'compliant',
    );
  });
  test('does not apply to a Deployment of another API', () =>
    expect(judge(id, [{ ...deployment({}, {}, declared('1200')), apiVersion: 'example.com/v1' }])).toBe(
      'not applicable',
    ));
});
