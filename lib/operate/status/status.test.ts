import { COMPLETE, gpuPod, HANGING, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { gpuNode, WEB } from '../../../test/support/operate';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED } from '../exit-code';
import { status, watchStatus, workloadsIn } from './status';
import { readView } from '../read-view';

const OF = { namespaces: ['research-ops'] };
const HELD = 'gpu-1: 1 nvidia.com/gpu, held by research-ops/web-2-a';

test('a complete workload is one line, with who holds the GPUs', async () => {
  const cluster = new ScriptedCluster(COMPLETE);
  expect(await status(OF, cluster)).toBe(EXIT_DONE);
  expect(cluster.text.split('\n')).toEqual([
    'WORKLOAD  PHASE     PODS  TIME  WAITS FOR', 'web       complete  1/1', HELD,
  ]);
  expect(cluster.events[1]).toMatchObject({ event: 'done', workload: 'research-ops/Deployment/web' });
  expect(cluster.changes).toEqual([]);
});

test('one that waits says for what, what the cluster says of it, and who is not there', async () => {
  const cluster = new ScriptedCluster([...HANGING, gpuNode('gpu-2', 0)]);
  expect(await status({ ...OF, workloads: [WEB, { ...WEB, name: 'gone' }] }, cluster)).toBe(EXIT_FAILED);
  expect(cluster.text.split('\n')).toEqual([
    'WORKLOAD  PHASE    PODS  TIME           WAITS FOR',
    'web       applied  1/1   0 s of 10 min  no node takes the pod; 2 nodes with 1 nvidia.com/gpu, held by',
    '                                        research-ops/web-1-a',
    'gone: not in the cluster',
    'web: PodScheduled False: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu.',
    'web: old pod web-1-a keeps what it holds until the new one is ready',
    'gpu-1: 1 nvidia.com/gpu, held by research-ops/web-1-a',
  ]);
  expect(cluster.events.map(({ event }) => event)).toEqual([
    'said', 'phase', 'said', 'failed', 'evidence', 'evidence', 'said',
  ]);
  expect(cluster.events.filter(({ event }) => event === 'evidence').map(({ code }) => code))
    .toEqual(['unschedulable', 'unschedulable']);
});

test('one that is missing fails, and so does one that is not complete', async () => {
  expect(await status({ ...OF, workloads: [{ ...WEB, name: 'gone' }] }, new ScriptedCluster(COMPLETE)))
    .toBe(EXIT_FAILED);
  expect(await status(OF, new ScriptedCluster(HANGING))).toBe(EXIT_FAILED);
});

test('an empty namespace has no table', async () => {
  const cluster = new ScriptedCluster([]);
  expect(await status({ namespaces: ['a', 'b'] }, cluster)).toBe(EXIT_DONE);
  expect(cluster.text).toBe('gpu-1: 1 nvidia.com/gpu, free\nno workload in namespace a, b');
});

test('Jobs are no workloads of a namespace, since they come and go', async () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once', namespace: 'research-ops' } };
  const view = await readView(new ScriptedCluster([...COMPLETE, job]).kubectl, ['research-ops']);
  expect(workloadsIn(view)).toEqual([WEB]);
});

test.each([
  [5, undefined], [6, 'the clock of the cluster is at least 6 s ahead of this machine\'s: times are too short by that'],
])('a clock that is %d s ahead is told from five seconds on', async (seconds, text) => {
  const creationTimestamp = new Date(Date.parse('2026-11-26T10:00:00Z') + seconds * 1000).toISOString();
  const old = web(2, { metadata: { creationTimestamp: '2026-11-20T10:00:00Z' } });
  const pod = gpuPod(2, SERVING, 'gpu-1');
  const cluster = new ScriptedCluster([
    old, ofRevision(2), { ...pod, metadata: { ...pod.metadata, creationTimestamp } },
  ]);
  await status(OF, cluster);
  expect(cluster.said('said').find((line) => line.startsWith('the clock'))).toBe(text);
});

test('the time since a pod was made is that which the cluster tells', async () => {
  const made = (objects: any[]) => objects.map((each) => ({
    ...each, metadata: { ...each.metadata, creationTimestamp: '2026-11-26T09:59:00Z' },
  }));
  const cluster = new ScriptedCluster(made(HANGING));
  await status(OF, cluster);
  expect(cluster.events.find(({ event }) => event === 'phase')).toMatchObject({ elapsedSeconds: 60 });
});

test('watching goes on after all is complete, until somebody ends it', async () => {
  const cluster = new ScriptedCluster(HANGING, [COMPLETE, COMPLETE, undefined]);
  expect(await watchStatus(OF, cluster)).toBe(EXIT_INTERRUPTED);
  expect(cluster.events.map(({ event }) => event)).toEqual(['obstacle', 'done']);
});
