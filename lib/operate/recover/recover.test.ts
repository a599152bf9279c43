import { BACK, COMPLETE, gpuPod, HANGING, LACKING, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { container, gpuNode, WEB } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { recover, RecoverOptions } from './recover';

const UNDO = '--namespace research-ops rollout undo deployment/web --to-revision 1';
const yes = { agrees: () => Promise.resolve(true) };
const run = async (world: ScriptedCluster, options: RecoverOptions = yes) => ({
  code: await recover([WEB], world, options), result: world.said('result'), changes: world.changes,
});
/** Every change makes the controllers begin anew. */
const changing = (objects: Json[], ...looks: (Json[] | undefined)[]): ScriptedCluster => {
  const seen = (_args: string[], _input: string | undefined, world: ScriptedCluster): void => {
    world.objects = world.objects.map((each) => each.kind === 'Deployment'
      ? { ...each, metadata: { ...each.metadata, generation: 3 } } : each);
  };
  return new ScriptedCluster(objects, looks).on('rollout undo', seen).on('patch', seen);
};

test('what holds a rollout, and what each action would come to, is told before the smallest is done', async () => {
  const asked: string[] = [];
  const world = changing(HANGING, BACK);
  const agrees = (question: string) => (asked.push(question), Promise.resolve(true));
  expect(await run(world, { agrees })).toEqual({ code: EXIT_DONE, result: ['recovered'], changes: [UNDO] });
  expect(asked).toEqual(['back to revision 1, whose pods serve: do it?']);
  expect(world.events.filter(({ event }) => ['obstacle', 'evidence', 'plan'].includes(event)).slice(0, 5)
    .map(({ text, workload, ok }) => [text, workload, ok])).toEqual([
    ['web is stuck: no node takes the pod; 1 node with 1 nvidia.com/gpu, held by research-ops/web-1-a',
      'research-ops/Deployment/web', undefined],
    ['  PodScheduled False: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu.',
      'research-ops/Deployment/web', undefined],
    ['  old pod web-1-a keeps what it holds until the new one is ready', 'research-ops/Deployment/web', undefined],
    ['undo        proven: back to revision 1, whose pods serve (no downtime; the update is not made)',
      'research-ops/Deployment/web', true],
    [expect.stringMatching(/^recreate {4}proven: stop the old pod first, by strategy Recreate \(the update is made, /),
      'research-ops/Deployment/web', true],
  ]);
});

test('another action may be wanted', async () => {
  const { code, changes } = await run(changing(HANGING, COMPLETE), { ...yes, action: 'recreate' });
  expect(code).toBe(EXIT_DONE);
  expect(changes).toEqual([expect.stringMatching(/^--namespace research-ops patch deployment web /)]);
});

test('a dry run says the commands', async () => {
  const world = changing(HANGING);
  expect(await run(world, { dryRun: true })).toEqual({ code: EXIT_DONE, result: ['nothing was changed'], changes: [] });
  expect(world.said('command')).toEqual([`  kubectl ${UNDO}`]);
});

test.each<[string, RecoverOptions, string]>([
  ['nobody is there to agree', {}, 'nobody is there to agree: --yes does it; nothing was changed'],
  ['somebody does not agree', { agrees: () => Promise.resolve(false) }, 'not agreed; nothing was changed'],
  ['there is no such action', { ...yes, action: 'scale-down' },
    'there is no action scale-down for it; nothing was changed'],
  ['the action is not done by commands', { ...yes, action: 'add-node' },
    'add-node is not done by this command; nothing was changed'],
])('nothing is changed when %s', async (_, options, text) => {
  expect(await run(changing(HANGING), options)).toEqual({ code: EXIT_REFUSED, result: [text], changes: [] });
});

test('what would be taken back by a controller is to be changed where it reads it', async () => {
  const [, ...rest] = HANGING;
  const owned = web(2, {
    status: { replicas: 2 },
    metadata: {
      annotations: {
        'deployment.kubernetes.io/revision': '2',
        'argocd.argoproj.io/tracking-id': 'app:apps/Deployment:research-ops/web',
      },
    },
  });
  const { code, result } = await run(changing([owned, ...rest]));
  expect(code).toBe(EXIT_REFUSED);
  expect(result[0]).toMatch(/would take it back: make the change in Git; nothing was changed$/);
});

test('what kubectl refuses is told', async () => {
  const world = new ScriptedCluster(HANGING).on('rollout undo', { status: 1, stderr: 'error: no' });
  expect(await run(world)).toMatchObject({ code: EXIT_FAILED, result: ['kubectl: no'] });
});

test('old ReplicaSets beyond the history go too, but for the one that is gone back to', async () => {
  const limited = web(4, { status: { replicas: 2 }, spec: { revisionHistoryLimit: 1 } });
  const world = changing([
    limited, ofRevision(1), ...[2, 3].map((revision) => ofRevision(revision, 0)), ofRevision(4),
    gpuPod(1, SERVING, 'gpu-1'), gpuPod(4, LACKING), gpuNode('gpu-1', 1),
  ], BACK);
  expect((await run(world)).changes)
    .toEqual([UNDO, '--namespace research-ops delete replicaset web-2 --ignore-not-found']);
});

describe('nothing is stuck', () => {
  test('where all is complete', async () => {
    const world = changing(COMPLETE);
    expect(await run(world)).toEqual({ code: EXIT_DONE, result: ['nothing is stuck'], changes: [] });
    expect(world.events).toHaveLength(1);
  });

  test('where it goes on by itself, and it is said what it waits for', async () => {
    const world = changing([
      web(2, { status: { replicas: 2 } }), ofRevision(1), ofRevision(2), gpuPod(1, SERVING, 'gpu-1'),
      gpuPod(2, container({ running: {} }, { started: false }), 'gpu-2'), gpuNode('gpu-1', 1), gpuNode('gpu-2', 1),
    ]);
    expect((await run(world)).result).toEqual(['nothing is stuck']);
    expect(world.said('said')).toEqual(['web goes on by itself: it waits for its startup probe on gpu-2']);
  });

  test('where it is not there', async () => {
    expect((await run(changing([]))).result).toEqual(['nothing is stuck']);
  });
});
