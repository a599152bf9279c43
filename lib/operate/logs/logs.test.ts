import { COMPLETE, gpuPod, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { container, gpuNode, WEB } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { RunningKubectl } from '../../kubernetes/kubectl-reply';
import { EXIT_DONE, EXIT_INTERRUPTED } from '../exit-code';
import { logs, LogsOptions } from './logs';

const LINES = ['2026-11-26T10:00:00.5Z up', 'kubectl: a word of its own', '2026-11-26T10:00:01Z serving'];
const LOGS = '--namespace research-ops logs web-2-a --container main --timestamps';
const pods = (...statuses: Json[]): Json[] => [web(2), ofRevision(2), ...statuses];

/** A cluster whose logs are commands that were started, each with the lines it writes. */
function reading(objects: Json[], looks: (Json[] | undefined)[], lines: (index: number) => string[], ends = true) {
  const world = new ScriptedCluster(objects, looks);
  const started: string[] = [];
  const stopped: string[] = [];
  const start = (args: string[], said: (line: string) => void): RunningKubectl => {
    started.push(args.join(' '));
    lines(started.length - 1).forEach(said);
    const ended = ends ? Promise.resolve(0) : new Promise<never>(() => undefined);
    return { ended, stop: () => stopped.push(args.join(' ')) };
  };
  return { world, cluster: { ...world, stop: world.stop, kubectl: { ...world.kubectl, start } }, started, stopped };
}

const run = (each: ReturnType<typeof reading>, options: Partial<LogsOptions> = {}): Promise<number> =>
  logs([WEB], each.cluster, { follow: true, ...options });

test('each line has its pod in front, without its time, and what kubectl itself says', async () => {
  const each = reading(COMPLETE, [], () => LINES);
  expect(await run(each, { follow: false })).toBe(EXIT_DONE);
  expect(each.started).toEqual([LOGS]);
  expect(each.world.said('log'))
    .toEqual(['web-2-a | up', 'web-2-a | kubectl: a word of its own', 'web-2-a | serving']);
});

test.each<[string, Partial<LogsOptions>, string]>([
  ['since a while', { follow: false, since: '10m' }, `${LOGS} --since 10m`],
  ['of the attempt before, which goes on no more', { previous: true }, `${LOGS} --previous`],
])('reads what was written %s', async (_, options, command) => {
  const each = reading(COMPLETE, [], () => []);
  expect(await run(each, options)).toBe(EXIT_DONE);
  expect(each.started).toEqual([command]);
});

test('goes on with what comes until somebody ends it, which ends kubectl too', async () => {
  const each = reading(COMPLETE, [COMPLETE, undefined], () => LINES, false);
  expect(await run(each)).toBe(EXIT_INTERRUPTED);
  expect(each.started).toEqual([`${LOGS} --follow`]);
  expect(each.stopped).toEqual(each.started);
});

test('goes on across a restart, from the last line, which is not told twice', async () => {
  const restarted = pods(gpuPod(2, container({ running: {} }, { restartCount: 1 }), 'gpu-1'));
  const each = reading(COMPLETE, [COMPLETE, restarted, undefined], (index) =>
    index === 0 ? LINES : [LINES[2], '2026-11-26T10:00:09Z up again']);
  expect(await run(each)).toBe(EXIT_INTERRUPTED);
  expect(each.started).toEqual([
    `${LOGS} --follow`, `${LOGS} --since-time 2026-11-26T10:00:01Z --follow`,
  ]);
  expect(each.world.said('log').at(-2)).toBe('web-2-a | serving');
  expect(each.world.said('log').at(-1)).toBe('web-2-a | up again');
});

test('goes on with the pods of the next revision', async () => {
  const next = [web(3), ofRevision(3), gpuPod(3, SERVING, 'gpu-1')];
  const each = reading(COMPLETE, [next, undefined], () => []);
  await run(each);
  expect(each.started[1]).toBe(`${LOGS.replace('web-2-a', 'web-3-a')} --follow`);
});

test('a cluster that does not answer is asked again, and said so', async () => {
  const each = reading(COMPLETE, [COMPLETE, undefined], () => []);
  each.world.lost = 'no route';
  const { sleep } = each.world.clock;
  const run = { kubectl: {
    ...each.cluster.kubectl,
    run: (args: string[]) => {
      const reply = each.world.kubectl.run(args);
      each.world.lost = args.includes('--namespace') ? undefined : each.world.lost;
      return reply;
    },
  } };
  expect(await logs([WEB], { ...each.cluster, ...run, clock: { ...each.world.clock, sleep } }, { follow: true }))
    .toBe(EXIT_INTERRUPTED);
  expect(each.world.said('connection')).toEqual([
    'the cluster does not answer, which is tried again: kubectl get nodes,pods …: no route',
  ]);
  expect(each.started).toEqual([`${LOGS} --follow`]);
});

test('a container that waits has nothing to tell yet, but for one that ran before', async () => {
  const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
  const ran = { lastState: { terminated: { exitCode: 1 } }, restartCount: 3 };
  const started = async (status: Json) => {
    const each = reading(pods(gpuPod(2, status, 'gpu-1')), [], () => []);
    await run(each, { follow: false });
    return each.started.length;
  };
  expect(await started(container({ waiting: { reason: 'ContainerCreating' } }))).toBe(0);
  expect(await started(container(waiting, ran))).toBe(1);
  expect(await started(container({ terminated: { exitCode: 0 } }))).toBe(1);
});

test('containers are named where a pod has several', async () => {
  const pod = gpuPod(2, {
    ...SERVING, initContainerStatuses: [{ name: 'model', state: { terminated: { exitCode: 0 } } }],
  }, 'gpu-1');
  const two = { ...pod, spec: { ...pod.spec, containers: [...pod.spec.containers, { name: 'side', image: 'b:1' }] } };
  const each = reading([web(2), ofRevision(2), two, gpuNode('gpu-1', 1)], [], () => ['2026-11-26T10:00:00Z a']);
  await run(each, { follow: false });
  expect(each.world.said('log')).toEqual(['web-2-a/model | a', 'web-2-a/main | a']);
});
