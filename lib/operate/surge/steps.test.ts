import { gpuPod, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { gpuNode } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { before, node, RECREATE, updated, wanted } from '../../../test/support/surging';
import { NodeGroup } from './node-group';
import { SurgeContext } from './surge-context';
import { SurgeState, SurgeStep } from './surge-state';
import { STEPS } from './surge-steps';
import { surgingOf } from './surging';

const STATE = { nodes: ['gpu-1'], wanted: 2 };

const COMMANDS: NodeGroup = { commands: { add: 'add', remove: 'remove' } };

function step(
  name: SurgeStep, world: ScriptedCluster, options: Json = {}, more: Partial<SurgeState> = {}, group = COMMANDS,
) {
  const model = modelOf([wanted()]);
  const context: SurgeContext = {
    manifests: model.manifests, model, surging: surgingOf(model), namespace: 'research-ops', world,
    group, options: { nodeTimeoutSeconds: 60, ...options },
  };
  return STEPS[name](context, { ...STATE, step: name, ...more });
}
const budget = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'research-ops' },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
};
const held = [
  web(2, { spec: RECREATE }), ofRevision(2), gpuPod(2, SERVING, 'gpu-1'), budget, node('gpu-1'), node('gpu-2'),
];

test('a node of the group is chosen, which goes next', async () => {
  expect(await step('choose', new ScriptedCluster(updated(RECREATE))))
    .toEqual({ end: 'done', next: { ...STATE, step: 'drain', victim: 'gpu-1' } });
});

test('none is chosen where there is none, or where a budget holds each', async () => {
  expect(await step('choose', new ScriptedCluster([gpuNode('cpu-1', 0)])))
    .toEqual({ end: 'failed', why: 'there is no GPU node to take away' });
  const only = new ScriptedCluster(held.filter(({ metadata }) => metadata.name !== 'gpu-2'));
  const why = 'the best node to take away is gpu-1, and web is not proven to find room on another node; ' +
    '--even-if-impossible drains all the same';
  expect(await step('choose', only)).toEqual({ end: 'failed', why });
});

test('the only node of a group whose pod a budget holds goes where a downtime is allowed', async () => {
  const spare = { ...node('gpu-2'), metadata: { name: 'gpu-2', labels: { 'eks.amazonaws.com/nodegroup': 'spare' } } };
  const world = new ScriptedCluster([...held.slice(0, -1), spare]);
  const chosen = (allowDowntime: boolean) =>
    step('choose', world, { allowDowntime }, {}, { eks: { cluster: 'lab', name: 'gpu' } });
  expect(await chosen(true)).toMatchObject({ end: 'done', next: { victim: 'gpu-1' } });
  expect(await chosen(false)).toMatchObject({
    end: 'failed', why: expect.stringMatching(/^the best node to take away is gpu-1, and web is held: /),
  });
});

test('a pod that a budget holds, or that nobody makes again, keeps its node', async () => {
  const lone = [...held, { ...gpuPod(2, SERVING, 'gpu-2'), metadata: {
    name: 'other', namespace: 'lab', ownerReferences: [],
  } }];
  expect(await step('drain', new ScriptedCluster(held), {}, { victim: 'gpu-1' })).toEqual({
    end: 'failed', why: 'web is held: PodDisruptionBudget/web allows no eviction: 1 of 1 has to be available; ' +
      '--allow-downtime deletes its pod, and it is down for one start',
  });
  expect(await step('drain', new ScriptedCluster(lone), {}, { victim: 'gpu-2' })).toMatchObject({
    end: 'failed', why: 'other is a pod that nobody makes again; --force deletes it',
  });
});

test('a node that cannot be emptied stays', async () => {
  const world = new ScriptedCluster(updated(RECREATE)).on('cordon', { status: 1, stderr: 'no' });
  expect(await step('drain', world, {}, { victim: 'gpu-1' }))
    .toEqual({ end: 'failed', why: 'gpu-1 could not be emptied' });
});

test('an update that has no room is not begun', async () => {
  const world = new ScriptedCluster(before);
  expect(await step('update', world)).toMatchObject({
    end: 'failed', why: expect.stringMatching(/^a rolling update of web is impossible: \S/),
  });
  expect(world.changes).toEqual([]);
});

test('what is not taken, or cannot be switched back, is told', async () => {
  const refusing = new ScriptedCluster([...before, node('gpu-2')])
    .on('apply', { status: 1, stderr: 'error: one\nerror: two' });
  expect(await step('update', refusing)).toEqual({ end: 'failed', why: 'not taken: error: one; error: two' });
  expect(await step('switch back', new ScriptedCluster(updated()).on('patch', { status: 1, stderr: 'no' })))
    .toEqual({ end: 'failed', why: 'kubectl: no' });
  expect(await step('switch back', new ScriptedCluster(updated())))
    .toEqual({ end: 'failed', why: 'not all is as the manifests have it' });
  expect(await step('switch back', new ScriptedCluster(updated(RECREATE))))
    .toEqual({ end: 'done', next: { ...STATE, step: 'choose' } });
});

test('a node joins when it is ready and offers a GPU to these pods', async () => {
  expect(await step('join', new ScriptedCluster([...before, node('gpu-2')])))
    .toEqual({ end: 'done', next: { ...STATE, step: 'update' } });
  expect(await step('join', new ScriptedCluster(before)))
    .toEqual({ end: 'failed', why: 'no further node has joined yet, after 1 min' });
  expect(await step('join', new ScriptedCluster(before, [undefined]))).toEqual({ end: 'stopped' });
});
