import { gpuPod, SERVING, web } from '../../../test/support/gpu-rollout';
import {
  container, eventAbout, gpuNode, liveDeployment, livePod, replicaSet, unschedulable, viewOf, WEB,
} from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { assess } from './assessment';

const on = { spec: { nodeName: 'gpu-1' } };
const MISSING = [liveDeployment({ status: { availableReplicas: 0 } }), replicaSet(2), gpuNode('gpu-1', 1)];
const starting = (status: Json = {}, ...more: Json[]) =>
  assess(WEB, viewOf(...MISSING, livePod(2, status, on), ...more))!;
const said = (reason: string) => eventAbout('Pod', 'web-2-a', reason, 'x');
const transition = (type: string, status = 'True') => ({ type, status, lastTransitionTime: '2026-11-26T09:59:00Z' });

test.each<[string, string, Json, Json[]]>([
  ['scheduled', 'its volumes and its network on gpu-1', {}, []],
  ['volume attached', 'the image on gpu-1', { conditions: [transition('PodReadyToStartContainers')] }, []],
  ['volume attached', 'the image on gpu-1', {}, [said('Pulling')]],
  ['image pulled', 'its containers to start on gpu-1', {}, [said('Pulled')]],
  ['started', 'container main to run',
    container({ waiting: { reason: 'CrashLoopBackOff' } }, { lastState: { terminated: {} } }), []],
  ['started', 'container of the pod to run', container({ terminated: { exitCode: 1 } }), []],
  ['started', 'container of the pod to run', { initContainerStatuses: [{ name: 'i', state: { running: {} } }] }, []],
  ['loading', 'its startup probe on gpu-1', container({ running: {} }, { started: false }), []],
  ['loading', 'its readiness probe on gpu-1', container({ running: {} }, { started: true }), []],
  ['ready', '1 more pod to be available', SERVING, []],
])('a pod is %s and waits for %s', (phase, waitsFor, status, events) => {
  expect(starting(status, ...events)).toMatchObject({ phase, waitsFor, isComplete: false });
});

test('a pod with two containers is pulled when both are, and loads when both run', () => {
  const two = { spec: { nodeName: 'gpu-1', containers: [{ name: 'a', image: 'a' }, { name: 'b', image: 'b' }] } };
  const of = (statuses: Json[], ...more: Json[]) => assess(WEB, viewOf(
    liveDeployment({ status: { availableReplicas: 0 } }), replicaSet(2),
    livePod(2, { containerStatuses: statuses }, two), gpuNode('gpu-1', 1), ...more,
  ))!.phase;
  expect(of([], said('Pulled'))).toBe('scheduled');
  expect(of([], said('Pulled'), { ...said('Pulled'), metadata: { name: 'again', namespace: 'research-ops' } }))
    .toBe('image pulled');
  const [running, waiting] = [{ running: {} }, { waiting: {} }];
  expect(of([{ name: 'a', state: running }, { name: 'b', state: waiting }])).toBe('started');
  expect(of([{ name: 'a', state: running }, { name: 'b', state: running }])).toBe('loading');
});

test('volumes that are to be attached are named', () => {
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }];
  const pod = livePod(2, {}, { spec: { nodeName: 'gpu-1', volumes, containers: [{ name: 'main', image: 'web:2' }] } });
  const view = viewOf(liveDeployment({ status: { availableReplicas: 0 } }), replicaSet(2), pod, gpuNode('gpu-1', 1));
  expect(assess(WEB, view)!.waitsFor).toBe('volume data to be attached on gpu-1');
});

describe('a pod without a node', () => {
  const waits = (status: Json) => assess(WEB, viewOf(
    liveDeployment({ status: { availableReplicas: 0 } }), replicaSet(2), livePod(2, status),
  ))!.waitsFor;

  test('waits for the scheduler, and for room once that has said that there is none', () => {
    expect(waits({})).toBe('the scheduler');
    expect(waits(unschedulable('no'))).toBe('a node that has room');
    expect(waits({ conditions: [transition('PodScheduled')] })).toBe('the scheduler');
  });
});

describe('a pod that is not made yet', () => {
  const old = (metadata: Json = {}) => {
    const pod = gpuPod(1, SERVING, 'gpu-1');
    return { ...pod, metadata: { ...pod.metadata, ...metadata } };
  };
  const waits = (spec: Json, ...pods: Json[]) => assess(WEB, viewOf(
    web(2, { spec, status: { updatedReplicas: 0, replicas: 1 } }), replicaSet(1), replicaSet(2), ...pods,
  ))!.waitsFor;
  const recreate = { strategy: { type: 'Recreate' } };

  test('waits for the old one, where it is recreated', () => {
    expect(waits(recreate, old())).toBe('old pod web-1-a to stop');
    expect(waits(recreate)).toBe('1 more new pod to be made');
    expect(waits({}, old())).toBe('1 more new pod to be made');
    expect(waits({}, old({ deletionTimestamp: '2026-11-26T10:00:00Z' }))).toBe('1 more new pod to be made');
  });
});

test('new pods that serve wait for the old ones to go', () => {
  const view = viewOf(
    web(2, { status: { replicas: 2 } }), replicaSet(1), replicaSet(2),
    gpuPod(1, SERVING, 'gpu-1'), gpuPod(2, SERVING, 'gpu-1'),
  );
  expect(assess(WEB, view)).toMatchObject({ phase: 'ready', waitsFor: 'old pod web-1-a to stop' });
});

test('a pod that stops keeps a rollout from being complete', () => {
  const going = gpuPod(2, SERVING, 'gpu-1');
  const metadata = { ...going.metadata, name: 'web-2-b', deletionTimestamp: '2026-11-26T10:00:00Z' };
  const view = viewOf(web(2), replicaSet(2), gpuPod(2, SERVING, 'gpu-1'), { ...going, metadata });
  expect(assess(WEB, view)!.isComplete).toBe(false);
});

test('the pod that is furthest behind tells the phase of several, and where one is missing none is made', () => {
  const named = (pod: Json, name: string) => ({ ...pod, metadata: { ...pod.metadata, name } });
  const phase = (replicas: number, ...pods: Json[]) => assess(WEB, viewOf(
    liveDeployment({ spec: { replicas }, status: { availableReplicas: 0 } }), ...MISSING.slice(1), ...pods,
  ))!.phase;
  const [ready, loading] = [SERVING, container({ running: {} }, { started: false })].map((status, index) =>
    named(livePod(2, status, on), `web-2-${index}`));
  expect([phase(2, ready, loading), phase(3, ready, loading), phase(1, loading)])
    .toEqual(['loading', 'applied', 'loading']);
});

describe('since when a phase goes on is what the cluster says', () => {
  const since = (status: Json, metadata: Json = {}, spec: Json = on.spec) =>
    assess(WEB, viewOf(...MISSING, livePod(2, status, { spec, metadata })))!.since;
  const AT = Date.parse('2026-11-26T09:59:00Z');

  test('in the condition of the phase, the start of its containers, or when it was made', () => {
    expect(since({ conditions: [transition('PodScheduled')] })).toBe(AT);
    expect(since({ conditions: [transition('PodReadyToStartContainers')] })).toBe(AT);
    expect(since({ ...SERVING, conditions: [transition('Ready')] })).toBe(AT);
    expect(since(container({ running: { startedAt: '2026-11-26T09:59:00Z' } }, { started: false }))).toBe(AT);
    expect(since({}, { creationTimestamp: '2026-11-26T09:59:00Z' }, {})).toBe(AT);
    expect(since({})).toBeUndefined();
    expect(since(container({ waiting: {} }, { lastState: { terminated: {} } }))).toBeUndefined();
  });
});

test('the first of the new pods tells when the change was made', () => {
  const made = (name: string, creationTimestamp?: string) =>
    livePod(2, {}, { metadata: { name, creationTimestamp }, spec: on.spec });
  const madeAt = (...pods: Json[]) => assess(WEB, viewOf(...MISSING, ...pods))!.madeAt;
  expect(madeAt(made('a', '2026-11-26T10:00:05Z'), made('b', '2026-11-26T10:00:00Z'), made('c')))
    .toBe(Date.parse('2026-11-26T10:00:00Z'));
  expect(madeAt(made('a'))).toBeUndefined();
});
