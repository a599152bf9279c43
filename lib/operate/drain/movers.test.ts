import { gpuNode, liveDeployment, livePod, replicaSet, viewOf } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { drainCommands } from './carry-out-drain';
import { drainProblems } from './drain';
import { DrainPlan, drainPlan, Mover } from './drain-plan';
import { budgetsOf, evictionRefusal } from './eviction';

const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const NODES = [gpuNode('gpu-1', 1), gpuNode('gpu-2', 1)];
const on = (nodeName: string, name: string, status: Json = READY, metadata: Json = {}) =>
  livePod(2, status, { spec: { nodeName }, metadata: { name, ...metadata } });
const plan = (spec: Json, ...objects: Json[]): DrainPlan =>
  drainPlan('gpu-1', viewOf(liveDeployment({ spec }), replicaSet(2), ...NODES, ...objects).snapshot);
const effect = (spec: Json, ...objects: Json[]) => {
  const [{ leaving, isDown, isServing, effect: text }] = plan(spec, ...objects).movers;
  return [leaving, isDown, isServing, text];
};
const rolling = (maxSurge: number, maxUnavailable: number) =>
  ({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } });
const going = { deletionTimestamp: '2026-11-26T10:00:00Z' };

test('only an update that has the new pod first is a restart', () => {
  const restarted = ['restart', false, true, 'no downtime: a new pod is ready elsewhere before the old one stops'];
  const down = ['evict', true, true, 'down for one start, at most 10 min'];
  expect(effect(rolling(1, 0), on('gpu-1', 'a'))).toEqual(restarted);
  expect(effect(rolling(1, 1), on('gpu-1', 'a'))).toEqual(down);
  expect(effect(rolling(0, 1), on('gpu-1', 'a'))).toEqual(down);
  expect(effect({ strategy: { type: 'Recreate' } }, on('gpu-1', 'a'))).toEqual(down);
});

test('what nothing bounds is said to be so', () => {
  const spec = { strategy: { type: 'Recreate' }, progressDeadlineSeconds: undefined };
  expect(effect(spec, on('gpu-1', 'a')).at(-1)).toBe('down for one start, which nothing bounds');
});

test('pods elsewhere serve while they are ready and stay', () => {
  const spec = { replicas: 3, strategy: { type: 'Recreate' } };
  const of = (...pods: Json[]) => effect(spec, on('gpu-1', 'a'), ...pods).at(-1);
  expect(of(on('gpu-2', 'b'), on('gpu-2', 'c'))).toBe('no downtime: 2 pods elsewhere serve meanwhile');
  expect(of(on('gpu-2', 'b'), on('gpu-2', 'c', {}))).toBe('no downtime: 1 pod elsewhere serves meanwhile');
  expect(of(on('gpu-2', 'b', READY, going))).toBe('down for one start, at most 10 min');
  expect(of(on('gpu-2', 'b', {}))).toBe('down for one start, at most 10 min');
});

test('what does not serve now is not down by it, unless pods elsewhere serve for it', () => {
  const spec = { replicas: 2, strategy: { type: 'Recreate' } };
  expect(effect(spec, on('gpu-1', 'a', {}))).toEqual(['evict', false, false, 'none of its pods serves now']);
  expect(effect(spec, on('gpu-1', 'a', {}), on('gpu-2', 'b')))
    .toEqual(['evict', false, true, 'no downtime: 1 pod elsewhere serves meanwhile']);
});

test('pods of one workload leave together, by name among the others, and those that go already are left out', () => {
  const bare = (name: string) => on('gpu-1', name, READY, { ownerReferences: [] });
  const { movers, node } = plan(
    rolling(1, 0), on('gpu-1', 'b'), on('gpu-1', 'a'), on('gpu-1', 'c', READY, going), bare('zed'), bare('alone'),
    on('gpu-2', 'd'),
  );
  expect([node, movers.map(({ workload, pods }) => [workload.id, pods.map(({ name }) => name).sort()])])
    .toEqual(['gpu-1', [['Pod/alone', ['alone']], ['Deployment/web', ['a', 'b']], ['Pod/zed', ['zed']]]]);
});

test('room elsewhere is that without the node that is emptied', () => {
  const template = (gpus: string) => ({
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'web:2', resources: { limits: { 'nvidia.com/gpu': gpus } } }] },
  });
  const room = (gpus: string, ...others: Json[]) =>
    plan({ ...rolling(1, 0), template: template(gpus) }, on('gpu-1', 'a'), ...others).movers[0].room;
  expect(room('1')).toBe('proven');
  expect(room('2')).toBe('impossible');
});

describe('the commands of a drain', () => {
  const mover = (more: object): Mover => ({
    workload: viewOf(liveDeployment()).snapshot.objects[0],
    pods: [{ name: 'a' }, { name: 'b' }], leaving: 'evict', ...more,
  }) as unknown as Mover;
  const commands = (...movers: Mover[]) => drainCommands({ node: 'gpu-1', movers }).map((args) => args.join(' '));
  const drain = 'drain gpu-1 --ignore-daemonsets --delete-emptydir-data';

  test('allow each pod the start of the one that takes its place', () => {
    expect(commands()).toEqual(['cordon gpu-1', `${drain} --timeout=300s`]);
    expect(commands(mover({}))).toEqual(['cordon gpu-1', `${drain} --timeout=1500s`]);
    const unbounded = viewOf(liveDeployment({ spec: { progressDeadlineSeconds: undefined } })).snapshot.objects[0];
    expect(commands(mover({ workload: unbounded })).at(-1)).toBe(`${drain} --timeout=7500s`);
  });

  test('restart, delete and force where a workload leaves so', () => {
    expect(commands(mover({ leaving: 'restart' }), mover({ leaving: 'stop' }))).toEqual([
      'cordon gpu-1', '--namespace research-ops rollout restart deployment/web',
      '--namespace research-ops delete pod a', '--namespace research-ops delete pod b', `${drain} --timeout=2700s`,
    ]);
    expect(commands(mover({ leaving: 'lose', pods: [] })).at(-1)).toBe(`${drain} --force --timeout=300s`);
  });

  test('are spoken against one by one', () => {
    const problems = (more: object, options: object = {}) => drainProblems({
      node: 'gpu-1', movers: [mover({ room: 'proven', heldBy: 'a budget', ...more })],
    }, options);
    expect(problems({ leaving: 'lose' })).toEqual(['web is a pod that nobody makes again; --force deletes it']);
    expect(problems({ leaving: 'lose', room: 'unknown' }, { force: true })).toEqual([]);
    expect(problems({ room: 'unknown' })).toEqual([
      'web is not proven to find room on another node; --even-if-impossible drains all the same',
    ]);
    expect(problems({ room: 'unknown' }, { evenIfImpossible: true })).toEqual([]);
    expect(problems({ leaving: 'stop' }))
      .toEqual(['web is held: a budget; --allow-downtime deletes its pod']);
    expect(problems({ leaving: 'stop', isDown: true }))
      .toEqual(['web is held: a budget; --allow-downtime deletes its pod, and it is down for one start']);
    expect(problems({ leaving: 'stop' }, { allowDowntime: true })).toEqual([]);
    expect(problems({ leaving: 'restart' })).toEqual([]);
  });
});

describe('budgets', () => {
  const budget = (status: Json, metadata: Json = {}, kind = 'PodDisruptionBudget') => ({
    apiVersion: 'policy/v1', kind, metadata: { name: 'web', namespace: 'research-ops', ...metadata },
    spec: { selector: { matchLabels: { app: 'web' } } }, status,
  });
  const pod = (status: Json) => on('gpu-1', 'a', status, { labels: { app: 'web' } });
  const refusal = (status: Json, of: Json) => {
    const view = viewOf(pod(status), budget(of));
    return evictionRefusal(view.pods[0], view);
  };

  test('of another namespace or kind select nothing', () => {
    const others = [budget({}, { namespace: 'b' }), budget({}, {}, 'Other')];
    const view = viewOf(pod(READY), ...others, budget({}, { name: 'own' }));
    expect(budgetsOf(view.pods[0], view).map(({ name }) => name)).toEqual(['own']);
  });

  test('let a pod go that is not ready only while as many as are wanted are', () => {
    const of = (currentHealthy: number, desiredHealthy: number) =>
      refusal({ phase: 'Running' }, { currentHealthy, desiredHealthy, expectedPods: 3 });
    expect([of(2, 2), of(3, 2)]).toEqual([undefined, undefined]);
    expect(of(1, 2)).toBe(
      'PodDisruptionBudget/web allows no eviction now: 1 of 3 are available, and 2 have to be',
    );
    expect(of(0, 0)).toBe(
      'PodDisruptionBudget/web allows no eviction now: 0 of 3 are available, and 0 have to be',
    );
  });

  test('of all pods say how many', () => {
    expect(refusal(READY, { currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 }))
      .toBe('PodDisruptionBudget/web allows no eviction: 2 of 2 have to be available');
    expect(refusal(READY, {})).toBe('PodDisruptionBudget/web allows no eviction: 0 of 0 have to be available');
  });
});
