import { gpuPod, LACKING, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { gpuNode } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { OperateEvent } from '../event';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_REFUSED } from '../exit-code';
import { drain, DrainOptions } from './drain';

const NODES = [gpuNode('gpu-1', 1), gpuNode('gpu-2', 1)];
const STANDS = [web(2), ofRevision(2), gpuPod(2, SERVING, 'gpu-1'), ...NODES];
const MOVED = [web(2), ofRevision(2), gpuPod(2, SERVING, 'gpu-2'), ...NODES];
const bare = (name: string, nodeName = 'gpu-1'): Json => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'lab' },
  spec: { nodeName, containers: [{ name: 'main', image: 'a:1' }] }, status: SERVING,
});
const budget = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'research-ops' },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
};
const recreated = web(2, { spec: { strategy: { type: 'Recreate' } } });
const held = [recreated, ofRevision(2), gpuPod(2, SERVING, 'gpu-1'), budget, ...NODES];

const CORDON = 'cordon gpu-1';
const DRAIN = 'drain gpu-1 --ignore-daemonsets --delete-emptydir-data --timeout=900s';
const RESTART = '--namespace research-ops rollout restart deployment/web';
const run = async (world: ScriptedCluster, options: DrainOptions = {}, node = 'gpu-1') => ({
  code: await drain(node, world, options), result: world.said('result')[0], changes: world.changes,
});
/** Pods stand elsewhere once the node is emptied. */
const draining = (objects: Json[], after: Json[], lines: string[] = ['node/gpu-1 drained']): ScriptedCluster =>
  new ScriptedCluster(objects, [after]).onStart('drain', lines).on('rollout restart', (_args, _input, cluster) => {
    cluster.objects = cluster.objects.map((each) => each.kind === 'Deployment'
      ? { ...each, metadata: { ...each.metadata, generation: 3 } } : each);
  });

test('what can have a new pod elsewhere first is restarted, then the node is emptied', async () => {
  const world = draining(STANDS, MOVED);
  expect(await run(world)).toEqual({
    code: EXIT_DONE, changes: [CORDON, RESTART, DRAIN],
    result: 'node gpu-1 is empty and stays cordoned; kubectl uncordon gpu-1 takes it back',
  });
  expect(world.events[0]).toEqual({
    event: 'plan', workload: 'research-ops/Deployment/web', ok: true,
    text: 'restart  web: no downtime: a new pod is ready elsewhere before the old one stops',
  });
  expect(world.said('command')).toEqual([CORDON, RESTART, DRAIN].map((each) => `  kubectl ${each}`));
  expect(world.said('said')).toEqual(['  node/gpu-1 drained']);
});

test('an empty node is only cordoned and drained', async () => {
  const world = draining(NODES, NODES);
  expect((await run(world)).changes).toEqual([CORDON, DRAIN.replace('900', '300')]);
  expect(world.said('plan')).toEqual(['no pod has to leave gpu-1']);
});

test('a dry run says the commands', async () => {
  const world = draining(STANDS, MOVED);
  expect(await run(world, { dryRun: true })).toEqual({ code: EXIT_DONE, result: 'nothing was changed', changes: [] });
  expect(world.said('command')).toEqual([CORDON, RESTART, DRAIN].map((each) => `  kubectl ${each}`));
});

describe('nothing is changed', () => {
  const refused = async (objects: Json[], options: DrainOptions = {}, node = 'gpu-1') => {
    const world = draining(objects, objects);
    const { code, changes, result } = await run(world, options, node);
    expect([code, changes]).toEqual([EXIT_REFUSED, []]);
    const told = world.events.filter(({ event, ok }) => event === 'plan' && ok === false);
    return [...told.map(({ text }) => text), result];
  };

  test('where there is no such node', async () => {
    expect(await refused(STANDS, {}, 'gpu-9'))
      .toEqual(['there is no node gpu-9; write one of gpu-1, gpu-2']);
  });

  test('where a pod is made again by nobody, unless it may be lost', async () => {
    expect(await refused([bare('notebook'), ...NODES])).toEqual([
      'lose     notebook: nobody makes it again',
      'notebook is a pod that nobody makes again; --force deletes it', 'nothing was changed',
    ]);
    const { code, changes } = await run(draining([bare('notebook'), ...NODES], NODES), { force: true });
    expect(changes).toEqual([CORDON,
      'drain gpu-1 --ignore-daemonsets --delete-emptydir-data --force --timeout=3900s']);
    expect(code).toBe(EXIT_FAILED);
  });

  test('where a budget holds it, unless it may be down', async () => {
    expect(await refused(held)).toEqual([
      'stop     web: down for one start, at most 10 min; PodDisruptionBudget/web allows no eviction: 1 of 1 has to be available',
      'web is held: PodDisruptionBudget/web allows no eviction: 1 of 1 has to be available; --allow-downtime deletes ' +
      'its pod, and it is down for one start',
      'nothing was changed',
    ]);
    const { code, changes } = await run(draining(held, MOVED), { allowDowntime: true });
    expect(changes.slice(0, 2)).toEqual([CORDON, '--namespace research-ops delete pod web-2-a']);
    expect(code).toBe(EXIT_FAILED);
  });

  test('where a pod is not proven to find room, unless that is wanted', async () => {
    const alone = [recreated, ofRevision(2), gpuPod(2, SERVING, 'gpu-1'), gpuNode('gpu-1', 1)];
    expect(await refused(alone)).toEqual([
      expect.stringMatching(/^evict {4}web: down for one start, at most 10 min; room elsewhere is impossible: /),
      'web is not proven to find room on another node; --even-if-impossible drains all the same',
      'nothing was changed',
    ]);
    expect((await run(draining(alone, MOVED), { evenIfImpossible: true })).changes).toEqual([CORDON, DRAIN]);
  });
});

describe('the node stays cordoned, which is said with what takes it back', () => {
  const STAYS = 'node gpu-1 stays cordoned; kubectl uncordon gpu-1 takes it back';

  test('where it cannot be cordoned', async () => {
    const world = draining(STANDS, MOVED).on('cordon', { status: 1, stderr: 'error: no' });
    expect(await run(world))
      .toEqual({ code: EXIT_FAILED, result: `kubectl: no; ${STAYS}`, changes: [CORDON] });
  });

  test('where kubectl drain fails', async () => {
    const world = new ScriptedCluster(NODES).onStart('drain', ['evicting', 'a', 'b'], 1);
    expect(await run(world)).toMatchObject({ code: EXIT_FAILED, result: `not drained: a; b; ${STAYS}` });
  });

  test('where a pod came meanwhile', async () => {
    const world = draining(NODES, NODES).on('cordon', (_args, _input, cluster) => {
      cluster.objects = [...NODES, bare('late')];
    });
    expect(await run(world)).toMatchObject({ code: EXIT_FAILED, result: `late came to gpu-1 meanwhile; ${STAYS}` });
  });

  test('where the new pod does not become ready', async () => {
    const waiting = [
      web(2, { status: { replicas: 2, updatedReplicas: 1 } }), ofRevision(2), gpuPod(2, LACKING), ...NODES,
    ];
    const world = new ScriptedCluster(STANDS, [waiting, undefined]).on('rollout restart', (_args, _input, cluster) => {
      cluster.objects = waiting;
    });
    expect(await run(world)).toEqual({
      code: EXIT_INTERRUPTED, changes: [CORDON, RESTART],
      result: 'the watching ends, the rollout goes on: web; status shows it',
    });
    expect(world.said('said')).toEqual([STAYS]);
  });

  test('where somebody ends it while pods are evicted', async () => {
    const world = new ScriptedCluster(NODES).onStart('drain', ['evicting'], null);
    const say = (event: OperateEvent): void => {
      world.say(event);
      if (event.text === '  evicting') {
        setImmediate(() => world.stopping.abort());
      }
    };
    const { stop, kubectl } = world;
    expect(await drain('gpu-1', { ...world, stop, kubectl, say }, {})).toBe(EXIT_INTERRUPTED);
    expect(world.said('result')).toEqual([`no more pods are evicted; ${STAYS}`]);
  });
});
