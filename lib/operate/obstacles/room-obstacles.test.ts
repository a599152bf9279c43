import { eventAbout, gpuNode, livePod, unschedulable, viewOf } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { holdersOf } from './holders';
import { roomObstacles } from './room-obstacles';

const POD = { kind: 'Pod', namespace: 'research-ops', name: 'web-2-a' };
const going = { deletionTimestamp: '2026-11-26T10:00:00Z' };
const GPU = '0/1 nodes are available: 1 Insufficient nvidia.com/gpu.';

/** What the scheduler keeps a pod of revision 2 waiting for, beside old pods by name. */
function waiting(message: string | undefined, objects: Json[] = [], old: string[] = []) {
  const view = viewOf(livePod(2, unschedulable(message as string)), ...objects);
  const olds = view.pods.filter(({ name }) => old.includes(name));
  return roomObstacles(view.find(POD)!, olds, view)[0];
}
const said = (reason: string, message: string, at = '0'): Json =>
  ({ ...eventAbout('Pod', 'web-2-a', reason, message), lastTimestamp: `2026-11-26T10:0${at}:00Z` });
const oldPod = (name: string, metadata: Json = {}) => livePod(1, {}, { metadata: { name, ...metadata } });

test('only what the scheduler says is an obstacle', () => {
  const of = (status: Json) => {
    const view = viewOf(livePod(2, status));
    return roomObstacles(view.find(POD)!, [], view);
  };
  expect(of({})).toEqual([]);
  expect(of({ conditions: [{ type: 'PodScheduled', status: 'True', message: GPU }] })).toEqual([]);
});

test('what is lacking is told with who holds it, once, and only of extended resources', () => {
  expect(waiting('0/1: 1 Insufficient cpu, 1 Insufficient nvidia.com/gpu. 1 Insufficient nvidia.com/gpu.')).toEqual({
    code: 'unschedulable', healing: 'from outside',
    cause: 'no node takes the pod; 1 node with 1 nvidia.com/gpu, held by nobody',
    evidence: ['PodScheduled False: 0/1: 1 Insufficient cpu, 1 Insufficient nvidia.com/gpu. ' +
      '1 Insufficient nvidia.com/gpu.'],
    next: ['--namespace', 'research-ops', 'describe', 'pod', 'web-2-a'],
  });
  expect(waiting('0/1: 1 Insufficient cpu.')).toMatchObject({ cause: 'no node takes the pod' });
  expect(waiting(undefined)).toMatchObject({ evidence: ['PodScheduled False: no reason given'] });
});

test('what an autoscaler said last counts', () => {
  const coming = said('TriggeredScaleUp', 'yes', '2');
  expect(waiting(GPU, [coming, said('NotTriggerScaleUp', 'no', '1')])).toMatchObject({
    healing: 'by itself', evidence: [expect.any(String), 'TriggeredScaleUp: yes'],
  });
  expect(waiting(GPU, [coming, said('FailedScaleUp', 'no', '3')])).toMatchObject({
    healing: 'from outside', evidence: [expect.any(String), 'FailedScaleUp: no'],
  });
  expect(waiting(GPU, [said('NotTriggerScaleUp', 'no')]).healing).toBe('from outside');
  expect(waiting(GPU, [coming, said('FailedScheduling', 'x', '4')]).healing).toBe('by itself');
  expect(['Nominated', 'ScaleUp'].map((reason) => waiting(GPU, [said(reason, 'x')]).healing))
    .toEqual(['by itself', 'by itself']);
  expect(waiting(GPU, [said('NotNominated', 'x')]))
    .toMatchObject({ healing: 'from outside', evidence: [expect.any(String)] });
});

test('a claim that is made when somebody wants it is waited for, and so is a node that joins', () => {
  expect(waiting('pod has unbound immediate PersistentVolumeClaims.').healing).toBe('by itself');
  const tainted = (key: string) => ({ ...gpuNode('gpu-2', 1), spec: { taints: [{ key, effect: 'NoSchedule' }] } });
  expect(waiting(GPU, [tainted('node.kubernetes.io/not-ready')]).healing).toBe('by itself');
  expect(waiting(GPU, [tainted('example.com/kept')]).healing).toBe('from outside');
});

test('old pods that stay keep what they hold, where something is lacking', () => {
  const olds = [oldPod('web-1-a'), oldPod('web-1-b')];
  const stay = 'old pod web-1-a, web-1-b keeps what it holds until the new one is ready';
  expect(waiting(GPU, olds, ['web-1-a', 'web-1-b']).evidence.at(-1)).toBe(stay);
  expect(waiting('0/1: 1 Insufficient cpu.', olds, ['web-1-a', 'web-1-b']).evidence.at(-1)).toBe(stay);
  expect(waiting('0/1: 1 node(s) had untolerated taint.', olds, ['web-1-a']).evidence).toHaveLength(1);
  expect(waiting(GPU, [oldPod('web-1-a', going)], ['web-1-a'])).toMatchObject({
    evidence: [expect.any(String)], healing: 'by itself',
  });
});

test('a node without the resource holds none of it, whoever asks there', () => {
  const cpuNode = { ...gpuNode('cpu-1', 0), status: { allocatable: { cpu: '4', memory: '8Gi', pods: '9' } } };
  expect(holdersOf('nvidia.com/gpu', viewOf(cpuNode, gpuNode('gpu-1', 1))))
    .toEqual([{ node: 'gpu-1', offered: 1, pods: [] }]);
});
