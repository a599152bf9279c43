import { web } from '../../../test/support/gpu-rollout';
import { viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { wanted } from '../../../test/support/deploying';
import { applyAll, applyChanged, applyCommands, changedCommand, refusals } from './apply';

const APPLY = 'apply --server-side --field-manager cdk8s-nim';
const WAIT = 'wait --for condition=established crd/as.example.com';
const { snapshot } = viewOf(web(1));
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'a' } };
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'as.example.com' },
};
const manifestsOf = (...objects: Json[]) => modelOf(objects).manifests;
const CONFLICT = 'error: Apply failed with 1 conflict: conflict with "other" using v1: .data';

describe('what the API server refuses by dry run', () => {
  const refused = async (stderr: string, ...objects: Json[]) => {
    const { kubectl } = new ScriptedCluster([]).on('apply', { status: 1, stderr });
    return refusals(manifestsOf(...objects), snapshot, false, kubectl);
  };

  test('is told, but for what is there once all is applied', async () => {
    const missing = 'Error from server (NotFound): namespaces "a" not found';
    expect(await refused(missing, namespace, config)).toEqual([]);
    expect(await refused(missing, config)).toEqual([missing]);
    expect(await refused(missing, { ...config, metadata: { name: 'a', namespace: 'a' } })).toEqual([missing]);
    const kind = 'error: no matches for kind "A" in version "example.com/v1"';
    expect(await refused(kind, definition, config)).toEqual([]);
    expect(await refused(kind, config)).toEqual([kind]);
    expect(await refused(`${missing}\n${kind}`, namespace, config)).toEqual([kind]);
  });

  test('may be fields that others own, and not our own', async () => {
    expect(await refused(CONFLICT, config)).toEqual([`${CONFLICT}; --force-conflicts takes the fields over`]);
    expect(await refused(CONFLICT.replace('other', 'kubectl'), config)).toEqual([]);
  });

  test('is asked file by file', async () => {
    const world = new ScriptedCluster([]);
    expect(await refusals(manifestsOf(config), snapshot, true, world.kubectl)).toEqual([]);
    expect(world.changes).toEqual([`${APPLY} --dry-run=server --force-conflicts --filename app.yaml`]);
  });
});

test('the commands switch first, and wait for what was defined', () => {
  const recreated = wanted({ strategy: { type: 'Recreate' } });
  expect(applyCommands(manifestsOf(definition, recreated), snapshot, true).map((args) => args.join(' '))).toEqual([
    expect.stringMatching(/^--namespace research-ops patch deployment web /),
    `${APPLY} --force-conflicts --filename app.yaml`, WAIT,
  ]);
  expect(applyCommands(manifestsOf(config), snapshot, false).map((args) => args.join(' ')))
    .toEqual([`${APPLY} --filename app.yaml`]);
  expect(changedCommand(manifestsOf(config), false).join(' ')).toBe(`${APPLY} --filename -`);
  expect(changedCommand(manifestsOf(config), true).join(' ')).toBe(`${APPLY} --force-conflicts --filename -`);
});

describe('applying', () => {
  const applied = (world: ScriptedCluster, ...objects: Json[]) =>
    applyAll(manifestsOf(...objects), snapshot, false, world);

  test('tells what was taken, and waits for what was defined', async () => {
    const world = new ScriptedCluster([]).on('apply', { stdout: 'crd/as serverside-applied\nwarning\n' });
    expect(await applied(world, definition)).toEqual({ taken: ['crd/as'], errors: [] });
    expect(world.changes).toEqual([`${APPLY} --filename app.yaml`, WAIT]);
  });

  test('waits for nothing where it fails', async () => {
    const stdout = 'a/b serverside-applied';
    const world = new ScriptedCluster([]).on('apply', { status: 1, stderr: 'error: no', stdout });
    expect(await applied(world, definition))
      .toEqual({ taken: ['a/b'], errors: [{ text: 'error: no', managers: [] }] });
    expect(world.changes).toHaveLength(1);
  });

  test('takes no notice of warnings where it ends well', async () => {
    const world = new ScriptedCluster([]).on('apply', { stderr: 'error: a word' });
    expect((await applied(world, config)).errors).toEqual([]);
  });

  test('takes over what is our own, and not what is of others besides', async () => {
    const own = CONFLICT.replace('other', 'kubectl');
    const world = new ScriptedCluster([]).on('--force-conflicts', {}).on('apply', { status: 1, stderr: own });
    expect((await applied(world, config)).errors).toEqual([]);
    expect(world.changes).toHaveLength(2);
    const mixed = new ScriptedCluster([]).on('apply', { status: 1, stderr: `${own}\n${CONFLICT}` });
    expect((await applied(mixed, config)).errors.map(({ managers }) => managers)).toEqual([['kubectl'], ['other']]);
    expect(mixed.changes).toHaveLength(1);
  });

  test('gives objects that no file has on standard input', async () => {
    const world = new ScriptedCluster([]).on('apply', { stdout: 'configmap/c serverside-applied' });
    expect(await applyChanged(manifestsOf(config), false, world)).toEqual({ taken: ['configmap/c'], errors: [] });
    expect(JSON.parse(world.inputs.get(`${APPLY} --filename -`)!))
      .toEqual({ apiVersion: 'v1', kind: 'List', items: [config] });
  });
});
