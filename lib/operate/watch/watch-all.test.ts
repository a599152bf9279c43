import { container, liveDeployment, livePod, replicaSet, viewOf, WEB } from '../../../test/support/operate';
import { modelOf } from '../../../test/support/rules';
import { callsOf } from './calls';
import { Progress } from './progress';
import { changesBetween, heartbeat, watchAll } from './watch-all';

const NAME = 'research-ops/Deployment/web';
const budget = { isRenewed: true, source: '', ofPhase: () => undefined };
const progress = (more: object = {}): Progress => ({
  workload: WEB, phase: 'loading', outcome: 'waiting', available: 0, wanted: 1, began: 0, phaseBegan: 0,
  progressed: 0, seen: 0, mark: '', budget, waitsFor: 'a', ...more,
});
const obstacle = (cause: string) => ({ code: 'quota', cause, evidence: [], healing: 'by itself', next: [] });

describe('what changed between two looks is told', () => {
  const changed = (before: object | undefined, after: object) =>
    changesBetween(before === undefined ? [] : [progress(before)], [progress(after)], 5_000)
      .map(({ event, text }) => [event, text]);

  test.each<[string, object | undefined, object, [string, string][]]>([
    ['nothing', {}, {}, []],
    ['a first look', undefined, {}, [['phase', 'web: loading, 5 s; waits for a']]],
    ['a phase', { phase: 'started' }, {}, [['phase', 'web: loading, 5 s; waits for a']]],
    ['for what it waits', { waitsFor: 'b' }, {}, [['phase', 'web: loading, 5 s; waits for a']]],
    ['an obstacle', {}, { obstacle: obstacle('no') }, [['obstacle', 'web: loading, 5 s; waits for a (no)']]],
    ['another one', { obstacle: obstacle('x') }, { obstacle: obstacle('no') },
      [['obstacle', 'web: loading, 5 s; waits for a (no)']]],
    ['the same one', { obstacle: obstacle('no') }, { obstacle: obstacle('no') }, []],
    ['none any more', { obstacle: obstacle('no') }, {}, []],
    ['an end', {}, { outcome: 'timed out' }, [['timed out', 'web: loading, 5 s; waits for a']]],
    ['a failure for an obstacle', {}, { outcome: 'failed', obstacle: obstacle('no') },
      [['failed', 'web: loading, 5 s; waits for a (no)']]],
  ])('%s', (_, before, after, told) => {
    expect(changed(before, after)).toEqual(told);
  });

  test('of each workload by itself', () => {
    const other = progress({ workload: { ...WEB, name: 'other' }, phase: 'started' });
    expect(changesBetween([other, progress()], [progress(), other], 0)).toEqual([]);
  });
});

test('a sign of life is of those that are not done', () => {
  const done = progress({ outcome: 'done', workload: { ...WEB, name: 'done' } });
  expect(heartbeat([done, progress()], 5_000)).toMatchObject([
    { event: 'heartbeat', workload: NAME, elapsedSeconds: 5, text: 'web: still loading, 5 s; waits for a' },
  ]);
});

describe('one that ends for want of what it calls is waited for', () => {
  const crashing = viewOf(
    liveDeployment({ status: { availableReplicas: 0 } }), replicaSet(2),
    livePod(2, container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 9 }),
      { spec: { nodeName: 'gpu-1' } }),
  );
  const API = { ...WEB, name: 'api' };
  const calls = new Map([[NAME, ['research-ops/Deployment/api']]]);
  const healing = (refs: typeof WEB[], before: Progress[], options: object) =>
    watchAll(refs, before, crashing, 0, options)[0].obstacle?.healing;

  test('while that is watched and not done', () => {
    expect(healing([WEB, API], [], { calls })).toBe('by itself');
    expect(healing([WEB, API], [progress({ workload: API })], { calls })).toBe('by itself');
    expect(healing([WEB, API], [progress({ workload: API, outcome: 'done' })], { calls })).toBe('never');
    expect(healing([WEB], [], { calls })).toBe('never');
    expect(healing([WEB, API], [], {})).toBe('never');
  });
});

test('whom a workload calls is read of its manifests', () => {
  const deployment = (name: string, env: object[]) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'a' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'a:1', env }] } },
    },
  });
  const service = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', namespace: 'a' },
    spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
  };
  const calls = callsOf(modelOf([
    deployment('web', [{ name: 'API_URL', value: 'http://api:80' }]), deployment('api', []), service,
  ]));
  expect([...calls]).toEqual([['a/Deployment/web', ['a/Deployment/api']]]);
});
