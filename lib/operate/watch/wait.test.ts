import { COMPLETE, gpuPod, HANGING, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { container, gpuNode, WEB } from '../../../test/support/operate';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { waitForAll } from './wait';

const PLACED = [
  web(2, { status: { replicas: 2 } }), ofRevision(1), ofRevision(2),
  gpuPod(1, SERVING, 'gpu-1'), gpuPod(2, {}, 'gpu-2'), gpuNode('gpu-1', 1), gpuNode('gpu-2', 1),
];

test('waits until all is complete, and tells each step once', async () => {
  const cluster = new ScriptedCluster(HANGING, [HANGING, PLACED, PLACED, COMPLETE]);
  const { outcome, progress, view } = await waitForAll([WEB], cluster);
  expect([outcome, progress.map(({ phase }) => phase)]).toEqual(['done', ['old pod gone']]);
  expect(view?.pods.map(({ name }) => name)).toEqual(['web-2-a']);
  expect(cluster.events.map(({ event, elapsedSeconds }) => [event, elapsedSeconds]))
    .toEqual([['obstacle', 0], ['phase', 4], ['done', 8]]);
  expect(cluster.drawn).toHaveLength(5);
});

test('a workload that is not there yet is waited for', async () => {
  const cluster = new ScriptedCluster([], [COMPLETE]);
  expect((await waitForAll([WEB], cluster)).outcome).toBe('done');
});

test('one that fails ends the waiting for all', async () => {
  const broken = [
    ...PLACED.slice(0, 4),
    gpuPod(2, container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 5 }), 'gpu-2'),
    ...PLACED.slice(5),
  ];
  const other = { ...WEB, name: 'other' };
  const { outcome, progress } = await waitForAll([WEB, other], new ScriptedCluster(broken));
  expect([outcome, progress.map((each) => each.outcome)]).toEqual(['failed', ['failed']]);
});

test('half a minute without news is told, and the end of the time', async () => {
  const cluster = new ScriptedCluster(PLACED);
  expect((await waitForAll([WEB], cluster)).outcome).toBe('timed out');
  const seconds = cluster.events.filter(({ event }) => event === 'heartbeat').map((each) => each.elapsedSeconds);
  expect(seconds).toEqual(Array.from({ length: 20 }, (_, index) => 30 * (index + 1)));
  expect(cluster.said('heartbeat')[0])
    .toBe('web: still scheduled, 30 s of 10 min; waits for its volumes and its network on gpu-2');
  expect(cluster.events.at(-1)).toMatchObject({ event: 'timed out', elapsedSeconds: 602 });
});

test('somebody may end it, and the rollout goes on', async () => {
  const cluster = new ScriptedCluster(HANGING, [undefined]);
  expect((await waitForAll([WEB], cluster)).outcome).toBe('stopped');
  cluster.stopping.abort();
  const before = cluster.events.length;
  expect((await waitForAll([WEB], cluster)).view).toBeUndefined();
  expect(cluster.events).toHaveLength(before);
});

test('a connection that is lost is tried again, and both are told once', async () => {
  const cluster = new ScriptedCluster(HANGING, [HANGING, HANGING, HANGING, COMPLETE]);
  const { sleep } = cluster.clock;
  let pauses = 0;
  const clock = {
    ...cluster.clock,
    sleep: (milliseconds: number) => {
      pauses++;
      cluster.lost = pauses === 1 || pauses === 2 ? 'a\nb\nc\nno route to host' : undefined;
      return sleep(milliseconds);
    },
  };
  const world = { ...cluster, clock, stop: cluster.stop, kubectl: cluster.kubectl };
  expect((await waitForAll([WEB], world)).outcome).toBe('done');
  expect(cluster.events.filter(({ event }) => event === 'connection').map(({ ok, text }) => [ok, text])).toEqual([
    [false, 'the cluster does not answer, which is tried again; the rollout goes on: kubectl get nodes,pods …: b; c; no route to host'],
    [true, 'the cluster answers again, after 4 s'],
  ]);
  expect(cluster.said('obstacle')).toHaveLength(1);
});

test('a look that takes long is followed by a pause four times as long', async () => {
  const cluster = new ScriptedCluster(HANGING, [HANGING, COMPLETE]);
  const slept: number[] = [];
  const { sleep } = cluster.clock;
  const world = {
    ...cluster, stop: cluster.stop,
    kubectl: {
      ...cluster.kubectl,
      run: (args: string[]) => {
        cluster.millis += 300;
        return cluster.kubectl.run(args);
      },
    },
    clock: { ...cluster.clock, sleep: (milliseconds: number) => (slept.push(milliseconds), sleep(milliseconds)) },
  };
  await waitForAll([WEB], world);
  expect(slept).toEqual([2400, 2400]);
});
