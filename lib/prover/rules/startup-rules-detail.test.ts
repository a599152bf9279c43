import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { declaredStartupSeconds, RuleContext } from '../engine';
import { container, deployment, gpus, judge, Json, modelOf, only } from '../../../test/support/rules';

const CONTAINERS = '/spec/template/spec/containers';
const tcp = { tcpSocket: { port: 80 } };
const declared = (seconds: string) => ({ annotations: { [STARTUP_BUDGET_ANNOTATION]: seconds } });
const starting = (name: string, startupProbe: Json) => container({ name, startupProbe: { periodSeconds: 10, ...tcp, ...startupProbe } });

describe('progress-deadline-below-startup-budget', () => {
  const id = 'progress-deadline-below-startup-budget';
  const pointer = '/spec/progressDeadlineSeconds';
  const slow = { containers: [starting('app', { failureThreshold: 120 })] };
  test('says where the deadline comes from', () => {
    const rest = 'but a new pod may take 1201 s to become available; write at least 1201 plus the time to pull the image';
    expect(judge(id, [deployment(slow)])).toEqual([{ pointer, message: `progressDeadlineSeconds defaults to 600, ${rest}` }]);
    expect(judge(id, [deployment(slow, { progressDeadlineSeconds: 900 })])).toEqual([
      { pointer, message: `progressDeadlineSeconds is 900, ${rest}` },
    ]);
  });
  test('adds the termination grace to a declared load time where an old pod leaves first', () => {
    const needs = (spec: Json) => judge(id, [deployment({}, { progressDeadlineSeconds: 1200, ...spec }, declared('1200'))]);
    expect(only(needs({ strategy: { type: 'Recreate' } })).message).toContain('write at least 1230 plus');
    expect(needs({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })).toBe('compliant');
  });
  test('adds minReadySeconds to a declared load time', () => {
    const check = (progressDeadlineSeconds: number) => judge(id, [deployment({}, { minReadySeconds: 5, progressDeadlineSeconds }, declared('1200'))]);
    expect(check(1205)).toBe('compliant');
    expect(check(1204)).toEqual([
      {
        pointer,
        message:
          'progressDeadlineSeconds is 1204, but a new pod may take 1205 s to become available; write at least 1205 plus the time to pull the image',
      },
    ]);
  });
  test('says that the API server refuses a deadline of minReadySeconds', () =>
    expect(judge(id, [deployment({}, { minReadySeconds: 30, progressDeadlineSeconds: 30 })])).toEqual([
      { pointer, message: 'progressDeadlineSeconds 30 must be greater than minReadySeconds 30; the API server refuses it' },
    ]));
  test('does not apply without replicas', () => expect(judge(id, [deployment(slow, { replicas: 0 })])).toBe('not applicable'));
});

describe('liveness-without-startup-probe', () => {
  const id = 'liveness-without-startup-probe';
  const live = (name: string, extra: Json = {}) => container({ name, livenessProbe: tcp, ...extra });
  const violation = (name: string, index: number, why: string) => ({
    pointer: `${CONTAINERS}/${index}/livenessProbe`,
    message: `container ${name} has no startupProbe: liveness may kill it 20 s after its start, ${why}`,
  });
  test('fails for the container with the GPU only', () =>
    expect(judge(id, [deployment({ containers: [live('proxy'), live('nim', gpus(1))] })])).toEqual([
      violation('nim', 1, 'and a model on a GPU takes minutes to load'),
    ]));
  test('does not apply when the GPU is in a container without liveness', () =>
    expect(judge(id, [deployment({ containers: [live('proxy'), container({ name: 'nim', ...gpus(1) })] })])).toBe('not applicable'));
  test('names the declared load time, with a GPU too', () => {
    expect(judge(id, [deployment({ containers: [live('app')] }, {}, declared('120'))])).toEqual([
      violation('app', 0, 'but it may take 120 s to start'),
    ]);
    expect(judge(id, [deployment({ containers: [live('nim', gpus(1))] }, {}, declared('21'))])).toEqual([
      violation('nim', 0, 'but it may take 21 s to start'),
    ]);
  });
  test('complies with a GPU whose declared load time is short', () =>
    expect(judge(id, [deployment({ containers: [live('nim', gpus(1))] }, {}, declared('20'))])).toBe('compliant'));
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
    expect(check(starting('nim', { initialDelaySeconds: 60, failureThreshold: 100 }))).toEqual([violation('nim', 0, 1050, 115)]);
    expect(check(starting('nim', { initialDelaySeconds: 60, failureThreshold: 115 }))).toBe('compliant');
    expect(check(starting('nim', { initialDelaySeconds: 60, failureThreshold: 114 }))).toEqual([violation('nim', 0, 1190, 115)]);
  });
  test.each([
    ['first', [121, 3]],
    ['last', [3, 121]],
    ['in the middle', [3, 121, 4]],
  ])('complies when the most patient container comes %s', (_, thresholds) => {
    expect(check(...thresholds.map((failureThreshold, index) => starting(`c${index}`, { failureThreshold })))).toBe('compliant');
  });
  test('names the most patient container, the first of two', () => {
    expect(check(starting('a', { failureThreshold: 3 }), starting('b', { failureThreshold: 4 }))).toEqual([violation('b', 1, 30, 121)]);
    expect(check(starting('a', { failureThreshold: 3 }), starting('b', { failureThreshold: 3 }))).toEqual([violation('a', 0, 20, 121)]);
  });
  test('does not look at containers without a startup probe', () => {
    expect(check(container())).toBe('not applicable');
    expect(check(container(), starting('nim', { failureThreshold: 121 }), container({ name: 'proxy' }))).toBe('compliant');
  });
  test('does not apply to a Deployment of another API', () =>
    expect(judge(id, [{ ...deployment({}, {}, declared('1200')), apiVersion: 'example.com/v1' }])).toBe('not applicable'));
});

describe('the declared load time', () => {
  const read = (text: string) => {
    const context = new RuleContext(modelOf([deployment({}, {}, declared(text))]));
    return { seconds: declaredStartupSeconds(context.model.manifests[0], context), problems: context.problems };
  };
  test.each([
    ['0', 0],
    ['1200', 1200],
    ['9999999', 9999999],
  ])('%s is read', (text, seconds) => expect(read(text)).toEqual({ seconds, problems: [] }));
  test.each(['', '1200s', 'x1200', '-1', '1.5', '10000000'])('"%s" is reported and not read', (text) => {
    const { seconds, problems } = read(text);
    expect(seconds).toBeUndefined();
    expect(problems.map(({ pointer, message }) => ({ pointer, message }))).toEqual([
      { pointer: '/metadata/annotations/cdk8s-nim~1startup-budget-seconds', message: `must be a number of seconds such as "1200", is '${text}'` },
    ]);
  });
  test('only the first 60 letters of a text are repeated', () =>
    expect(read('y'.repeat(61)).problems[0].message).toBe(`must be a number of seconds such as "1200", is '${'y'.repeat(60)}'`));
});
