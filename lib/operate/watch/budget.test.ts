import { liveDeployment, viewOf } from '../../../test/support/operate';
import { budgetOf } from './budget';

const PROBE = { httpGet: { path: '/', port: 80 }, periodSeconds: 10, failureThreshold: 30 };

interface Written {
  readonly annotations?: object;
  readonly probe?: object;
  readonly spec?: object;
}

function budget(kind: string, { annotations, probe, spec }: Written = {}) {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { terminationGracePeriodSeconds: 5, containers: [{ name: 'main', image: 'web:2', startupProbe: probe }] },
  };
  const view = viewOf({ ...liveDeployment({ metadata: { annotations }, spec: { template, ...spec } }), kind });
  const workload = view.snapshot.objects.find((each) => each.kind === kind)!;
  const { totalSeconds, isRenewed, source, countsFrom } = budgetOf(workload);
  return [totalSeconds, isRenewed, source, countsFrom];
}

test('what the construct wrote bounds all of it, whatever the kind', () => {
  const annotations = { 'cdk8s-nim/rollout-timeout-seconds': '1500' };
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'Job']) {
    expect(budget(kind, { annotations, probe: PROBE })).toEqual([
      1500, false, 'annotation cdk8s-nim/rollout-timeout-seconds', undefined,
    ]);
  }
});

test('a Deployment has its progress deadline, which each progress begins anew', () => {
  expect(budget('Deployment')).toEqual([600, true, 'progressDeadlineSeconds', undefined]);
});

test.each(['10m', '', '-5', '1e3', '12345678901'])('%j is no number of seconds, and bounds nothing', (text) => {
  const annotations = {
    'cdk8s-nim/rollout-timeout-seconds': text, 'cdk8s-nim/startup-budget-seconds': text,
  };
  expect(budget('Deployment', { annotations })).toEqual([600, true, 'progressDeadlineSeconds', undefined]);
  expect(budget('StatefulSet', { annotations })).toEqual([undefined, true, 'nothing bounds it', undefined]);
});

test.each(['StatefulSet', 'DaemonSet'])('a %s has what its startup probe allows, once its containers run', (kind) => {
  const [seconds, ...rest] = budget(kind, { probe: PROBE, spec: { minReadySeconds: 10 } });
  expect(rest).toEqual([true, 'startup probes', 'loading']);
  expect(seconds).toBeGreaterThanOrEqual(300 + 5 + 10);
  expect(budget(kind)[0]).toBeUndefined();
});

test('a Job ends when it ends', () => {
  expect(budget('Job', { probe: PROBE })[0]).toBeUndefined();
});

describe('what of it is meant for leaving a phase', () => {
  const phases = (kind: string, annotations: object, probe?: object) => {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { terminationGracePeriodSeconds: 5, containers: [{ name: 'main', image: 'web:2', startupProbe: probe }] },
    };
    const view = viewOf({ ...liveDeployment({ metadata: { annotations }, spec: { template } }), kind });
    const { ofPhase } = budgetOf(view.snapshot.objects.find((each) => each.kind === kind)!);
    return [ofPhase('applied'), ofPhase('loading'), ofPhase('ready')];
  };

  test('is the start of its containers, the end of the old ones, and the rest for what comes before', () => {
    expect(phases('Deployment', { 'cdk8s-nim/startup-budget-seconds': '200' })).toEqual([400, 200, 5]);
    expect(phases('Deployment', { 'cdk8s-nim/startup-budget-seconds': '900' })).toEqual([0, 900, 5]);
    expect(phases('Deployment', {})).toEqual([600, undefined, 5]);
    expect(phases('StatefulSet', {})).toEqual([undefined, undefined, 5]);
  });

  test('is what is written rather than what a probe allows', () => {
    expect(phases('Deployment', { 'cdk8s-nim/startup-budget-seconds': '200' }, PROBE)[1]).toBe(200);
    expect(phases('Deployment', {}, PROBE)[1]).toBeGreaterThanOrEqual(300);
  });
});

test('of several containers the one that may take longest bounds the start', () => {
  const of = (...thresholds: number[]) => {
    const containers = thresholds.map((failureThreshold, index) =>
      ({ name: `c${index}`, image: 'a:1', startupProbe: { ...PROBE, failureThreshold } }));
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers } };
    const view = viewOf({ ...liveDeployment({ spec: { template } }), kind: 'StatefulSet' });
    return budgetOf(view.snapshot.objects.find(({ kind }) => kind === 'StatefulSet')!).ofPhase('loading');
  };
  expect(of(30, 3)).toBe(of(30));
  expect(of(3)).toBeLessThan(of(30)!);
});
