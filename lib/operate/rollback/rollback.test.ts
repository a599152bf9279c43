import {
  BACK, COMPLETE, gpuPod, HANGING, ofRevision, SERVING, template, web,
} from '../../../test/support/gpu-rollout';
import { gpuNode, WEB } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { rollback } from './rollback';

const UNDO = '--namespace research-ops rollout undo deployment/web --to-revision 1';
/** The controller sees the change at once. */
const undoing = (objects: Json[], ...looks: (Json[] | undefined)[]): ScriptedCluster =>
  new ScriptedCluster(objects, looks).on('rollout undo', (_args, _input, cluster) => {
    cluster.objects = cluster.objects.map((each) => each.kind === 'Deployment' || each.kind === 'StatefulSet'
      ? { ...each, metadata: { ...each.metadata, generation: 3 } } : each);
  });

test('in the middle of an update that is stuck the old pod serves, so that the way back is proven', async () => {
  const world = undoing(HANGING, BACK);
  expect(await rollback(WEB, world, {})).toBe(EXIT_DONE);
  expect(world.changes).toEqual([UNDO]);
  expect(world.said('plan')).toEqual([expect.stringMatching(/^plan {4}web back to revision 1: proven/)]);
  expect(world.events[0]).toMatchObject({ workload: 'research-ops/Deployment/web', ok: true });
  expect(world.said('result')).toEqual(['web runs as in revision 1; the next deploy takes it forward again']);
});

test('after an update the way back is an update as any other', async () => {
  const complete = [...COMPLETE, gpuNode('gpu-1', 2)];
  const world = undoing(complete, [...BACK, gpuNode('gpu-1', 2)]);
  expect(await rollback(WEB, world, {})).toBe(EXIT_DONE);
  expect(world.said('said')).toEqual(['web is updated pod by pod: at least 1 of them serves all the time']);
});

test('a way back that cannot finish is refused, unless it is wanted', async () => {
  const world = undoing(COMPLETE, BACK);
  expect(await rollback(WEB, world, {})).toBe(EXIT_REFUSED);
  expect(world.said('plan')[0]).toMatch(/^plan {4}web back to revision 1: impossible: .*nvidia\.com\/gpu/);
  expect(world.events[0].ok).toBe(false);
  expect(world.said('result')).toEqual([
    'the way back cannot finish (--even-if-impossible applies it all the same); nothing was changed',
  ]);
  expect(world.changes).toEqual([]);
  expect(await rollback(WEB, undoing(COMPLETE, BACK), { evenIfImpossible: true })).toBe(EXIT_DONE);
});

test('a dry run says the command and changes nothing', async () => {
  const world = undoing(HANGING);
  expect(await rollback(WEB, world, { dryRun: true })).toBe(EXIT_DONE);
  expect(world.said('command')).toEqual([`  kubectl ${UNDO}`]);
  expect(world.said('result')).toEqual(['nothing was changed']);
  expect(world.changes).toEqual([]);
});

test('what kubectl refuses is told', async () => {
  const world = new ScriptedCluster(HANGING).on('rollout undo', { status: 1, stderr: 'error: no\n' });
  expect(await rollback(WEB, world, {})).toBe(EXIT_FAILED);
  expect(world.said('result')).toEqual(['kubectl: no']);
});

test('a rollout that is still stuck afterwards is not called done', async () => {
  const world = undoing(HANGING, HANGING, undefined);
  expect(await rollback(WEB, world, {})).toBe(130);
  expect(world.said('result')).toEqual(['the watching ends, the rollout goes on: web; status shows it']);
});

test.each<[string, Json[]]>([
  ['has no other revision', [web(2), ofRevision(2), gpuPod(2, SERVING, 'gpu-1')]],
  ['is not there', []],
  ['is at its oldest revision', [web(1), ofRevision(1), ofRevision(2, 0)]],
])('fails when the workload %s', async (_, objects) => {
  const world = new ScriptedCluster(objects);
  expect(await rollback(WEB, world, {})).toBe(EXIT_REFUSED);
  expect(world.said('result')).toEqual(['web has no revision before the present one']);
});

test('fails when its kind keeps no history', async () => {
  const world = new ScriptedCluster([]);
  expect(await rollback({ ...WEB, kind: 'Job' }, world, {})).toBe(EXIT_REFUSED);
  expect(world.said('result')).toEqual(['job/web: a Job has no history to go back in']);
});

describe('a StatefulSet', () => {
  const REF = { ...WEB, kind: 'StatefulSet' };
  const owned = { ownerReferences: [{ kind: 'StatefulSet', name: 'web', controller: true }] };
  const set = (revision: number, status: Json): Json => ({
    apiVersion: 'apps/v1', kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'research-ops', generation: 2 },
    spec: { replicas: 1, serviceName: 'web', selector: { matchLabels: { app: 'web' } }, template: template(revision) },
    status: { observedGeneration: 2, replicas: 1, availableReplicas: 1, ...status },
  });
  const kept = (revision: number, image: number, owner: Json = owned): Json => ({
    apiVersion: 'apps/v1', kind: 'ControllerRevision', revision,
    metadata: { name: `web-${revision}`, namespace: 'research-ops', ...owner },
    data: { spec: { template: { $patch: 'replace', ...template(image) } } },
  });
  const pod = (revision: number, status: Json): Json => ({
    ...gpuPod(revision, status, 'gpu-1'),
    metadata: {
      name: 'web-0', namespace: 'research-ops', ...owned,
      labels: { 'app': 'web', 'controller-revision-hash': `web-${revision}` },
    },
  });
  const stuck = [
    set(2, { currentRevision: 'web-1', updateRevision: 'web-2', updatedReplicas: 1, availableReplicas: 0 }),
    pod(2, {}),
  ];
  const back = [set(1, { currentRevision: 'web-1', updateRevision: 'web-1' }), pod(1, SERVING)];

  test('goes back by its ControllerRevisions, and a pod that is not ready is deleted, which its controller waits for', async () => {
    const world = undoing([...stuck, kept(1, 1), kept(2, 2), kept(9, 9, {})], back);
    expect(await rollback(REF, world, {})).toBe(EXIT_DONE);
    expect(world.changes).toEqual([
      '--namespace research-ops rollout undo statefulset/web --to-revision 1',
      '--namespace research-ops delete pod web-0',
    ]);
  });

  test('keeps a pod that is ready', async () => {
    const complete = [set(2, { currentRevision: 'web-2', updateRevision: 'web-2' }), pod(2, SERVING)];
    const world = undoing([...complete, kept(1, 1), kept(2, 2)], back);
    await rollback(REF, world, {});
    expect(world.changes).toEqual(['--namespace research-ops rollout undo statefulset/web --to-revision 1']);
  });

  test('has no way back without a revision of its own before', async () => {
    expect(await rollback(REF, undoing([...stuck, kept(2, 2), kept(1, 1, {})]), {})).toBe(EXIT_REFUSED);
  });
});
