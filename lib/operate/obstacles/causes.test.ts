import {
  container, eventAbout, gpuNode, liveDeployment, livePod, replicaSet, viewOf, WEB,
} from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { rolloutState } from '../watch/rollout-state';
import { obstacleOf } from '.';
import { holdersOf, holdersText } from './holders';
import { Obstacle, worstOf } from './obstacle';

const MISSING = liveDeployment({ status: { availableReplicas: 0 } });

/** What hinders a workload, and a new pod of it, beside what was said of them. */
function hindering(objects: Json[], { workload = MISSING, isWaitedFor = false } = {}) {
  const view = viewOf(workload, replicaSet(1), replicaSet(2), ...objects);
  const found = view.find({ ...WEB, kind: workload.kind })!;
  return obstacleOf(found, rolloutState(found), view, isWaitedFor);
}
const NEXT = ['--namespace', 'research-ops', 'describe', 'pod', 'web-2-a'];
const placed = { spec: { nodeName: 'gpu-1', containers: [{ name: 'main', image: 'web:2' }] } };
const waiting = (reason: string, message?: string, more: Json = {}, events: Json[] = []) =>
  hindering([livePod(2, container({ waiting: { reason, message } }, more), placed), ...events]);
const said = (reason: string, message: string): Json => eventAbout('Pod', 'web-2-a', reason, message);

test.each<[string, string, Json, string]>([
  ['ImagePullBackOff', 'not found', {}, 'web:2 is not in its registry'],
  ['ErrImagePull', 'manifest unknown', {}, 'web:2 is not in its registry'],
  ['ErrImagePull', '403 Forbidden', {}, 'the registry does not give web:2 to this pull secret'],
  ['ErrImagePull', 'no basic auth credentials', {}, 'the registry does not give web:2 to this pull secret'],
  ['ErrImagePull', 'i/o timeout after 4010 ms', {}, 'web:2 could not be pulled yet'],
  ['InvalidImageName', 'x', {}, 'web:2 is no name of an image'],
  ['ErrImageNeverPull', 'x', {}, 'web:2 is not on the node, and imagePullPolicy is Never'],
  ['CreateContainerConfigError', 'secret "a" not found', {}, 'container main cannot be made: secret "a" not found'],
  ['CreateContainerError', 'no such device', {}, 'container main cannot be made: no such device'],
  ['RunContainerError', 'exec: "x": not found', {}, 'container main cannot be made: exec: "x": not found'],
  ['CrashLoopBackOff', 'x', { restartCount: 4, lastState: { terminated: { exitCode: 7 } } },
    'container main ends with exit code 7 again and again, 4 times restarted'],
  ['CrashLoopBackOff', 'x', { restartCount: 2, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } },
    'container main was ended for taking more memory than its limit, 2 times restarted'],
  ['CrashLoopBackOff', 'x', { lastState: { terminated: { reason: 'ContainerCannotRun' } } },
    'container main: its program cannot be started (ContainerCannotRun)'],
])('%s (%s) has a cause in one sentence', (reason, message, more, cause) => {
  expect(waiting(reason, message, more)).toMatchObject({ cause, next: NEXT });
});

test('what the events of the pod say counts, but for those of a start that goes as it should', () => {
  const usual = ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started', 'SuccessfulAttachVolume'];
  expect(waiting('ImagePullBackOff', 'Back-off', {}, [
    ...usual.map((reason) => said(reason, 'x')), said('Failed', 'pull access denied'),
  ])).toMatchObject({
    code: 'image-unauthorized', evidence: ['main: ImagePullBackOff: Back-off', 'Failed: pull access denied'],
  });
  expect(waiting('ImagePullBackOff', 'Back-off', {}, [said('Other', 'denied')])).toMatchObject({ code: 'image-pull' });
  const exec = said('BackOff', 'exec /bin/a: exec format error');
  expect(waiting('CrashLoopBackOff', 'x', {}, [exec])).toMatchObject({
    code: 'exec-format', healing: 'never',
    cause: 'container main: its program is of another processor architecture than the node',
  });
});

test('the last three events are told, each once, and a message only where there is one', () => {
  const events = ['one', 'two', 'three', 'four', 'four'].map((message, index) => said(`Failed${index}`, message));
  expect(waiting('ImagePullBackOff', undefined, {}, events)!.evidence)
    .toEqual(['main: ImagePullBackOff', 'Failed2: three', 'Failed3: four', 'Failed4: four']);
});

test('a container that has run before has a log that tells more', () => {
  const ran = { lastState: { terminated: { exitCode: 1 } } };
  expect(waiting('CrashLoopBackOff', 'x', ran)!.logOf)
    .toEqual({ pod: { kind: 'Pod', namespace: 'research-ops', name: 'web-2-a' }, container: 'main' });
  expect(waiting('CrashLoopBackOff', 'x')!.logOf).toBeUndefined();
});

test('init containers are looked at too, and named', () => {
  const init = livePod(2, {
    initContainerStatuses: [{ name: 'model', state: { waiting: { reason: 'InvalidImageName' } } }],
  }, { spec: { nodeName: 'gpu-1', initContainers: [{ name: 'model', image: 'model:A' }], containers: [] } });
  expect(hindering([init])!.cause).toBe('model:A is no name of an image');
});

test.each([
  ['FailedMount', 'MountVolume.SetUp failed for volume "a" : secret "cert" not found',
    'a volume needs secret "cert", which does not exist', 'from outside'],
  ['FailedMount', 'configmap "settings" not found', 'a volume needs configmap "settings", which does not exist',
    'from outside'],
  ['FailedAttachVolume', 'Multi-Attach error for volume "a"',
    'a ReadWriteOnce volume of the pod is attached to another node', 'by itself'],
  ['FailedMapVolume', 'timed out', 'a volume of the pod cannot be attached or mounted yet', 'by itself'],
])('%s (%s) is a volume that keeps the pod waiting', (reason, message, cause, healing) => {
  const pod = livePod(2, { conditions: [{ type: 'PodScheduled', status: 'True' }] }, placed);
  expect(hindering([pod, said(reason, message)])).toMatchObject({
    code: 'volume', cause, healing, evidence: [`${reason}: ${message}`], next: NEXT,
  });
});

test('only what ends again and again may wait for what it calls', () => {
  const pod = (reason: string) =>
    livePod(2, container({ waiting: { reason, message: 'x' } }, { restartCount: 9 }), placed);
  expect(hindering([pod('CrashLoopBackOff')], { isWaitedFor: true })).toMatchObject({
    healing: 'by itself', cause: expect.stringMatching(/; what it calls is not ready yet$/),
  });
  expect(hindering([pod('InvalidImageName')], { isWaitedFor: true })).toMatchObject({
    healing: 'never', cause: 'web:2 is no name of an image',
  });
});

describe('a pod that is not made', () => {
  const refused = (message: string, status: Json = {}) => hindering([], {
    workload: liveDeployment({
      status: {
        updatedReplicas: 0, availableReplicas: 0,
        conditions: [{ type: 'ReplicaFailure', status: 'True', message }], ...status,
      },
    }),
  });

  test.each([
    ['violates PodSecurity "restricted:latest": a',
      'Pod Security restricted:latest of namespace research-ops refuses the pod'],
    ['no PriorityClass with name high was found', 'PriorityClass high does not exist'],
    ['admission webhook "a" denied the request', 'the API server refuses the pod'],
    ['exceeded quota: few, requested: pods=1, used: pods=1', 'ResourceQuota/few has no room for the pod'],
  ])('for %s has a cause', (message, cause) => {
    expect(refused(message)).toMatchObject({ cause, evidence: [`FailedCreate: ${message}`] });
  });

  test('is shown by whoever makes it', () => {
    expect(refused('no')!.next).toEqual(['--namespace', 'research-ops', 'describe', 'replicaset', 'web-2']);
  });

  test('is told by the condition while it is true, and not by events that stay', () => {
    const event = eventAbout('ReplicaSet', 'web-2', 'FailedCreate', 'old news');
    const workload = (conditions: Json[]) =>
      liveDeployment({ status: { updatedReplicas: 0, availableReplicas: 0, conditions } });
    expect(hindering([event], { workload: workload([]) })).toBeUndefined();
    expect(hindering([event], { workload: workload([{ type: 'ReplicaFailure', status: 'False', message: 'x' }]) }))
      .toBeUndefined();
  });

  test('of another kind is told by its last event', () => {
    const spec = { replicas: 2 };
    const workload = { ...liveDeployment({ spec, status: { availableReplicas: 0 } }), kind: 'StatefulSet' };
    const failed = (message: string, at: string, reason = 'FailedCreate') =>
      ({ ...eventAbout('StatefulSet', 'web', reason, message), lastTimestamp: `2026-11-26T10:0${at}:00Z` });
    const told = [failed('first', '1'), failed('last', '3'), failed('other', '4', 'SuccessfulCreate')];
    expect(hindering(told, { workload })).toMatchObject({
      evidence: ['FailedCreate: last'], next: ['--namespace', 'research-ops', 'describe', 'statefulset', 'web'],
    });
    expect(hindering([], { workload })).toBeUndefined();
  });

  test('is not asked for where all that are wanted are there', () => {
    const workload = { ...liveDeployment({ status: { availableReplicas: 0 } }), kind: 'StatefulSet' };
    const pod = livePod(2, {}, {
      metadata: { ownerReferences: [{ kind: 'StatefulSet', name: 'web', controller: true }] },
    });
    const event = eventAbout('StatefulSet', 'web', 'FailedCreate', 'old news');
    expect(hindering([pod, event], { workload })).toBeUndefined();
  });
});

test('a controller that has given up is an obstacle, which a Deployment overcomes and a Job does not', () => {
  const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'late' }];
  expect(hindering([], { workload: liveDeployment({ status: { availableReplicas: 0, conditions } }) })).toEqual({
    code: 'given-up', cause: 'its controller has given up: late', evidence: ['late'], healing: 'by itself',
    next: ['--namespace', 'research-ops', 'describe', 'deployment', 'web'],
  });
  const failed = { type: 'Failed', status: 'True', message: 'too often' };
  expect(hindering([], { workload: { ...liveDeployment({ status: { conditions: [failed] } }), kind: 'Job' } }))
    .toMatchObject({ code: 'given-up', healing: 'never' });
});

test('what waiting does not help comes before what somebody has to free, and that before what goes on', () => {
  const of = (healing: Obstacle['healing'], cause: string) => ({ healing, cause }) as Obstacle;
  const [never, outside, itself] = [of('never', 'a'), of('from outside', 'b'), of('by itself', 'c')];
  expect(worstOf([itself, outside, never])).toBe(never);
  expect(worstOf([itself, outside])).toBe(outside);
  expect(worstOf([])).toBeUndefined();
  expect(worstOf([of('never', 'first'), never])!.cause).toBe('first');
});

test('who holds a resource is told node by node', () => {
  const holding = (name: string, nodeName: string, gpus: string) => livePod(1, { phase: 'Running' }, {
    metadata: { name },
    spec: { nodeName, containers: [{ name: 'a', resources: { limits: { 'nvidia.com/gpu': gpus } } }] },
  });
  const view = viewOf(
    gpuNode('n1', 2), gpuNode('n2', 1), holding('b', 'n1', '1'), holding('a', 'n2', '1'), holding('c', 'n1', '0'),
  );
  expect(holdersOf('nvidia.com/gpu', view)).toEqual([
    { node: 'n1', offered: 2, pods: ['research-ops/b'] }, { node: 'n2', offered: 1, pods: ['research-ops/a'] },
  ]);
  expect(holdersText('nvidia.com/gpu', view))
    .toEqual(['2 nodes with 3 nvidia.com/gpu, held by research-ops/a, research-ops/b']);
  expect(holdersText('nvidia.com/gpu', viewOf(gpuNode('n1', 2))))
    .toEqual(['1 node with 2 nvidia.com/gpu, held by nobody']);
  expect(holdersText('amd.com/gpu', view)).toEqual(['no node offers amd.com/gpu: is its device plugin running?']);
});
