import {
  container, eventAbout, gpuNode, liveDeployment, livePod, replicaSet, unschedulable, viewOf, WEB,
} from '../../../test/support/operate';
import { rolloutState } from '../watch/rollout-state';
import { obstacleOf } from '.';

const WAITING = { availableReplicas: 0 };

/** What hinders a Deployment whose new pod is not available. */
function hindering(
  objects: object[],
  { status = WAITING, isWaitedFor = false }: { status?: object; isWaitedFor?: boolean } = {},
) {
  const view = viewOf(liveDeployment({ status }), replicaSet(1), replicaSet(2), ...objects);
  const workload = view.find(WEB)!;
  return obstacleOf(workload, rolloutState(workload), view, isWaitedFor);
}
const waiting = (reason: string, message: string, more: object = {}) => hindering([
  livePod(2, container({ waiting: { reason, message } }, more), { spec: { nodeName: 'gpu-1' } }),
]);
const ended = (more: object) => ({ lastState: { terminated: { exitCode: 1, reason: 'Error', ...more } } });

test.each([
  ['ImagePullBackOff', 'rpc error: web:2: not found', 'image-not-found', 'never'],
  ['ErrImagePull', 'unexpected status: 401 Unauthorized', 'image-unauthorized', 'never'],
  ['ErrImagePull', 'pull access denied, repository does not exist', 'image-unauthorized', 'never'],
  ['ImagePullBackOff', 'dial tcp: i/o timeout', 'image-pull', 'by itself'],
  ['InvalidImageName', 'couldn\'t parse image reference', 'image-not-found', 'never'],
  ['CreateContainerConfigError', 'secret "token" not found', 'config-error', 'never'],
])('%s (%s) is %s, and heals %s', (reason, message, code, healing) => {
  expect(waiting(reason, message)).toMatchObject({ code, healing });
});

test('a kubelet that has not heard of a Secret yet is no obstacle, and a pod that is being made neither', () => {
  expect(waiting('CreateContainerConfigError', 'failed to sync secret cache: timed out')).toBeUndefined();
  expect(waiting('ContainerCreating', '')).toBeUndefined();
});

describe('a container that ends again and again', () => {
  test.each<[number, object, string, string]>([
    [1, {}, 'crash-loop', 'by itself'],
    [3, {}, 'crash-loop', 'never'],
    [3, { exitCode: 137, reason: 'OOMKilled' }, 'out-of-memory', 'never'],
    [1, { exitCode: 128, reason: 'StartError' }, 'exec-format', 'never'],
  ])('%s times with %j is %s, and heals %s', (restartCount, last, code, healing) => {
    expect(waiting('CrashLoopBackOff', 'back-off', { restartCount, ...ended(last) })).toMatchObject({ code, healing });
  });

  test('may become ready while something that it calls is missing', () => {
    const pod = livePod(2, container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 9, ...ended({}) }));
    expect(hindering([pod], { isWaitedFor: true })).toMatchObject({ healing: 'by itself' });
    expect(hindering([pod])).toMatchObject({ healing: 'never', logOf: { container: 'main' } });
  });
});

test('a startup probe that fails is no obstacle', () => {
  expect(hindering([
    livePod(2, container({ running: {} }, { started: false }), { spec: { nodeName: 'gpu-1' } }),
    eventAbout('Pod', 'web-2-a', 'Unhealthy', 'Startup probe failed: connection refused'),
  ])).toBeUndefined();
});

describe('a pod that the API server does not take', () => {
  const refusedFor = (message: string, ...more: object[]) => hindering(more, {
    status: { updatedReplicas: 0, conditions: [{ type: 'ReplicaFailure', status: 'True', message }] },
  });
  const quota = 'pods "web-2-a" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1';

  test.each([
    ['violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false', 'pod-refused', 'never'],
    ['no PriorityClass with name high was found', 'pod-refused', 'never'],
    ['error looking up service account a/b: serviceaccount "b" not found', 'pod-refused', 'from outside'],
    [quota, 'quota', 'from outside'],
  ])('for %s: %s heals %s', (message, code, healing) => {
    expect(refusedFor(message)).toMatchObject({ code, healing });
  });

  test('for a quota heals by itself while a pod stops', () => {
    expect(
      refusedFor(quota, livePod(1, {}, { metadata: { deletionTimestamp: '2026-11-26T10:00:00Z' } })),
    ).toMatchObject({
      code: 'quota',
      healing: 'by itself',
      next: ['--namespace', 'research-ops', 'describe', 'resourcequota', 'few'],
    });
  });
});

describe('a pod without a node', () => {
  const pending = livePod(2, unschedulable('0/1 nodes are available: 1 Insufficient nvidia.com/gpu.'));
  const holder = livePod(1, { phase: 'Running' }, {
    spec: { nodeName: 'gpu-1', containers: [{ name: 'main', resources: { limits: { 'nvidia.com/gpu': '1' } } }] },
  });

  test('waits for what the old pod holds, which keeps it: nothing heals that', () => {
    expect(hindering([pending, holder])).toMatchObject({
      code: 'unschedulable', healing: 'from outside',
      cause: 'no node takes the pod; 1 node with 1 nvidia.com/gpu, held by research-ops/web-1-a',
      evidence: [expect.any(String), 'old pod web-1-a keeps what it holds until the new one is ready'],
    });
  });

  test.each<[string, object[]]>([
    ['a pod stops', [{ ...holder, metadata: { ...holder.metadata, deletionTimestamp: '2026-11-26T10:00:00Z' } }]],
    [
      'an autoscaler starts a node',
      [holder, eventAbout('Pod', 'web-2-a', 'TriggeredScaleUp', 'pod triggered scale-up')],
    ],
    [
      'a node joins',
      [holder, gpuNode('gpu-1', 1), gpuNode('gpu-2', 1, { conditions: [{ type: 'Ready', status: 'False' }] })],
    ],
  ])('may get one while %s', (_, more) => {
    expect(hindering([pending, ...more])).toMatchObject({ healing: 'by itself' });
  });

  test('gets none where no node offers the resource', () => {
    expect(hindering([pending, gpuNode('gpu-1', 0)])!.cause).toContain('no node offers nvidia.com/gpu');
  });
});

test.each([
  'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) web-1-a',
  'Waiting for detach for volume "pvc-1" Volume is already used by pod(s) web-1-a',
])('a volume that the old pod keeps on another node is not waited for (%s)', (message) => {
  const pod = livePod(2, {}, { spec: { nodeName: 'gpu-2' } });
  const said = eventAbout('Pod', 'web-2-a', 'FailedAttachVolume', message);
  const old = livePod(1, { phase: 'Running' }, { spec: { nodeName: 'gpu-1' } });
  expect(hindering([pod, said, old])).toMatchObject({ code: 'volume', healing: 'from outside' });
  expect(hindering([pod, said])).toMatchObject({ code: 'volume', healing: 'by itself' });
  const later = eventAbout('Pod', 'web-2-a', 'FailedMount', 'Unable to attach or mount volumes: timed out');
  expect(hindering([pod, said, later, old])?.cause).toMatch(/attached to another node, where old pod web-1-a/);
});
