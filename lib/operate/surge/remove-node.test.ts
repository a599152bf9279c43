import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { node } from '../../../test/support/surging';
import { NodeGroup } from './node-group';
import { callFailure, removeNode } from './remove-node';
import { SurgeContext } from './surge-context';
import { readSurge, writeSurge } from './surge-state';
import { untilNodes } from './until-nodes';

const NODES = [node('gpu-1'), node('gpu-2')];
const EKS: NodeGroup = { eks: { cluster: 'lab', name: 'gpu' } };
const COMMANDS: NodeGroup = { commands: { add: 'add', remove: 'remove' } };
const END = 'aws autoscaling terminate-instance-in-auto-scaling-group --instance-id i-0abc ' +
  '--should-decrement-desired-capacity';

async function remove(group: NodeGroup, world: ScriptedCluster, victim = 'gpu-1') {
  const context = { group, world, options: { nodeTimeoutSeconds: 60 } } as unknown as SurgeContext;
  return removeNode(context, { step: 'remove', nodes: [], wanted: 3, victim });
}
const instance = (world: ScriptedCluster): ScriptedCluster =>
  world.on('get node gpu-1 --output jsonpath={.spec.providerID}', { stdout: ' aws:///eu-1a/i-0abc\n' });

test('a program of somebody else is told which node goes, and how many are left', async () => {
  const world = new ScriptedCluster(NODES, [NODES, [NODES[1]]]);
  expect(await remove(COMMANDS, world)).toEqual({ end: 'done' });
  expect(world.changes).toEqual(['remove gpu-1 2']);
  expect(world.said('said')).toEqual(['  gpu-1 is still there']);
});

test('a node that is gone is not removed', async () => {
  const world = new ScriptedCluster(NODES);
  expect(await remove(COMMANDS, world, 'gpu-3')).toEqual({ end: 'done' });
  expect(world.changes).toEqual([]);
});

test('what fails is told, and a node that stays', async () => {
  const failing = new ScriptedCluster(NODES).on('remove', { status: 3, stdout: 'no right\n' });
  expect(await remove(COMMANDS, failing)).toEqual({ end: 'failed', why: 'remove ended with 3: no right' });
  expect(await remove(COMMANDS, new ScriptedCluster(NODES)))
    .toEqual({ end: 'failed', why: 'gpu-1 is still there, after 1 min' });
});

test('somebody may end the waiting', async () => {
  expect(await remove(COMMANDS, new ScriptedCluster(NODES, [undefined]))).toEqual({ end: 'stopped' });
});

test('a person is told to remove it, and is not waited for', async () => {
  const world = new ScriptedCluster(NODES);
  expect(await remove({}, world)).toEqual({ end: 'done' });
  expect(world.said('said')).toEqual(['node gpu-1 is empty and cordoned: remove it now']);
});

describe('an instance of EKS', () => {
  test.each(['InService', '', 'Pending'])('that is %j is ended', async (stdout) => {
    const world = instance(new ScriptedCluster(NODES, [[NODES[1]]])).on('describe-auto', { stdout });
    expect(await remove(EKS, world)).toEqual({ end: 'done' });
    expect(world.changes.at(-1)).toBe(END);
  });

  test.each(['Terminating:Wait', 'Terminated', 'None'])('that is %j goes already', async (stdout) => {
    const world = instance(new ScriptedCluster(NODES, [[NODES[1]]])).on('describe-auto', { stdout: ` ${stdout}\n` });
    expect(await remove(EKS, world)).toEqual({ end: 'done' });
    expect(world.changes).not.toContain(END);
    expect(world.said('said')[0]).toBe('  instance i-0abc is on its way out already');
  });

  test('whose state cannot be read is ended', async () => {
    const world = instance(new ScriptedCluster(NODES, [[NODES[1]]]))
      .on('describe-auto', { status: 1, stdout: 'Terminating' });
    await remove(EKS, world);
    expect(world.changes.at(-1)).toBe(END);
  });

  test('whose end fails stays', async () => {
    const world = instance(new ScriptedCluster(NODES)).on('terminate-', { status: 255, stderr: 'denied', stdout: 'x' });
    expect(await remove(EKS, world)).toEqual({ end: 'failed', why: 'aws ended with 255: denied' });
  });
});

test('a program that ends well has no failure', async () => {
  expect(await callFailure(['add', ['2']], new ScriptedCluster([]))).toBeUndefined();
});

describe('waiting for nodes', () => {
  const until = (world: ScriptedCluster, missing: () => string | undefined, seconds = 60) =>
    untilNodes(missing, world, seconds);

  test('ends when nothing is missing, without a pause', async () => {
    const world = new ScriptedCluster(NODES);
    const { millis } = world;
    expect(await until(world, () => undefined)).toBeUndefined();
    expect(world.millis).toBe(millis);
  });

  test('tells what is missing when it changes, and each half minute', async () => {
    const world = new ScriptedCluster(NODES);
    let looks = 0;
    expect(await until(world, () => (looks++ < 2 ? 'one' : 'two'), 45)).toBe('two, after 45 s');
    expect(world.events.map(({ event, text }) => [event, text])).toEqual([
      ['said', '  one'], ['said', '  two'], ['heartbeat', '  still: two'],
    ]);
  });

  test('goes on where the cluster does not answer', async () => {
    const world = new ScriptedCluster(NODES);
    world.lost = 'no route';
    expect(await until(world, () => undefined, 4))
      .toMatch(/^the cluster does not answer: kubectl .*no route, after 4 s$/);
  });
});

describe('how far a surge is', () => {
  const state = { step: 'join' as const, nodes: ['a'], wanted: 2 };

  test('is read of an annotation of the namespace', async () => {
    const asked = 'get namespace ops --output jsonpath={.metadata.annotations.cdk8s-nim/surge}';
    const reading = (stdout: string) => readSurge('ops', new ScriptedCluster([]).on(asked, { stdout }).kubectl);
    expect(await reading(` ${JSON.stringify(state)}\n`)).toEqual(state);
    expect(await reading(' \n')).toBeUndefined();
  });

  test('is written there, and fails when that is not allowed', async () => {
    const world = new ScriptedCluster([]);
    await writeSurge('ops', state, world.kubectl);
    await writeSurge('ops', undefined, world.kubectl);
    expect(world.changes).toEqual([
      `annotate namespace ops cdk8s-nim/surge=${JSON.stringify(state)} --overwrite`,
      'annotate namespace ops cdk8s-nim/surge- --overwrite',
    ]);
    const refusing = new ScriptedCluster([]).on('annotate', { status: 1, stderr: 'Forbidden' });
    await expect(writeSurge('ops', state, refusing.kubectl))
      .rejects.toThrow('namespace ops: cannot be annotated: Forbidden; ask for the right to');
  });
});
