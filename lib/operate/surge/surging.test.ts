import { ofRevision, template, web } from '../../../test/support/gpu-rollout';
import { gpuNode, viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { node, RECREATE, wanted } from '../../../test/support/surging';
import { costText } from './surge-context';
import { gpuNodesFor, isUsable, surgingOf, withRollingUpdates } from './surging';

const named = (object: Json, name: string, spec: Json = {}): Json =>
  ({ ...object, metadata: { ...object.metadata, name }, spec: { ...object.spec, ...spec } });
const selecting = (nodeSelector: Json): Json =>
  named(wanted(), 'web', { template: { ...template(2), spec: { ...template(2).spec, nodeSelector } } });
const labelled = (name: string, gpus: number, labels: Json): Json =>
  ({ ...gpuNode(name, gpus), metadata: { name, labels } });

test('Deployments on GPUs that are recreated are updated pod by pod, and no other', () => {
  const cpu = { template: { ...template(2), spec: { containers: [{ name: 'main', image: 'a:1' }] } } };
  expect(surgingOf(modelOf([
    wanted(), named(wanted(), 'rolling', { strategy: { type: 'RollingUpdate' } }), named(wanted(), 'cpu', cpu),
    { ...named(wanted(), 'set'), kind: 'StatefulSet' },
  ])).map(({ manifest }) => manifest.id)).toEqual(['Deployment/web']);
});

test('only they get a rolling update, and stay of their file', () => {
  const model = modelOf([wanted(), named(wanted(), 'other')]);
  const [first, second] = withRollingUpdates(model.manifests, surgingOf(model).slice(0, 1));
  expect(first.json.spec).toMatchObject({
    replicas: 1, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  expect(first.file).toBe(model.manifests[0].file);
  expect(second).toBe(model.manifests[1]);
});

test('GPU nodes for them are those that every one of them may use', () => {
  const { snapshot } = viewOf(
    labelled('a', 1, { pool: 'x' }), labelled('b', 1, { pool: 'y' }), labelled('c', 0, { pool: 'x' }),
    labelled('d', 1, {}),
  );
  const nodes = (...manifests: Json[]) =>
    gpuNodesFor(surgingOf(modelOf(manifests)), snapshot).map(({ name }) => name);
  expect(nodes(selecting({ pool: 'x' }))).toEqual(['a']);
  expect(nodes(wanted())).toEqual(['a', 'b', 'd']);
  expect(nodes(selecting({ pool: 'x' }), named(selecting({ pool: 'y' }), 'other'))).toEqual([]);
  expect(nodes(selecting({ pool: 'x', zone: 'z' }))).toEqual([]);
});

test.each<[Json, boolean]>([
  [{}, true], [{ unschedulable: true }, false],
  [{ taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] }, false],
  [{ taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' }] }, false],
  [{ taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }] }, true],
  [{ taints: [{ key: 'a', effect: 'NoSchedule' }, { key: 'a/not-ready', effect: 'NoSchedule' }] }, false],
])('whether pods may start on a node with %j: %s', (spec, usable) => {
  expect(isUsable(viewOf({ ...gpuNode('a', 1), spec }).snapshot.nodes[0])).toBe(usable);
});

test('what a node more costs is what a label says, else its kind', () => {
  const model = modelOf([wanted()]);
  const cost = (...nodes: Json[]) =>
    costText(surgingOf(model), viewOf(web(1, { spec: RECREATE }), ofRevision(1), ...nodes).snapshot);
  const priced = { ...node('gpu-1'), metadata: { ...node('gpu-1').metadata } };
  expect(cost(node('gpu-1'))).toBe('what a g6.xlarge costs');
  expect(cost(labelled('gpu-1', 1, {}))).toBe('what a node costs');
  expect(cost(labelled('cpu-1', 0, {}))).toBe('what a node costs');
  priced.metadata.labels = { ...priced.metadata.labels, 'cdk8s-nim/cost-per-hour': '0.5' };
  expect(cost(priced)).toBe('0.5 per hour');
});
