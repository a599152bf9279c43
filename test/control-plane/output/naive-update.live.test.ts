import { Cluster } from '../../../lib/cluster';
import { liveChunks } from '../../../lib/input/live-cluster';
import { Snapshot } from '../../../lib/cluster/snapshot';
import { Model, ModelOptions } from '../../../lib/manifests';
import { planTransition } from '../../../lib/prover/transition';
import { planRollout } from '../../../lib/prover/updates';
import { describePending, isComplete } from '../agreement/outcome';
import { Json } from '../cluster/api';
import { createNodes, wholeNode } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { distManifests, environment, namespaceOf, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const live = useControlPlane();
const researchOps = environment('research-ops');
const namespace = namespaceOf(researchOps);
const manifests = distManifests('research-ops');

/** The system of the incident, with the update that was taken for the safe one. */
const naive = manifests.map((each) =>
  each.kind === 'Deployment' && each.metadata.name.endsWith('-nim')
    ? {
        ...each,
        spec: { ...each.spec, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      }
    : each,
);
const nim = naive.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'reasoning-nim')!;

const modelOf = (items: Json[], options?: ModelOptions) => Model.load([
  { file: 'naive.json', text: JSON.stringify({ kind: 'List', apiVersion: 'v1', items }) },
], undefined, options);

test('a rolling update of a NIM on two GPUs hangs, as the prover says', async () => {
  const nodes = nodesOf(researchOps);
  await createNodes(live.plane.api, nodes);
  for (const object of naive) {
    await live.plane.api.create(pathOf(object, { collection: true }), object);
  }
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(true);

  await live.plane.kubectl('-n', namespace, 'rollout', 'restart', 'deployment/reasoning-nim');
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(false);
  expect(describePending(live.view, namespace)).toContain('2 Insufficient nvidia.com/gpu');

  const cluster = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes.map(wholeNode) }));
  const plan = planRollout(modelOf(naive), cluster);
  expect(plan.workloads.find(({ name }) => name === 'reasoning-nim')).toMatchObject({ verdict: 'impossible' });
});

/** What is said of manifests on the cluster as it is now, in the middle of an update. */
function verdictNow(asked: Json[]): string | undefined {
  const chunks = liveChunks({ kubeconfig: live.plane.kubeconfig }, () => undefined);
  const snapshot = Snapshot.read('the cluster', chunks, { keepsLiterals: true });
  const options = { live: snapshot.objects, asked: snapshot.asked };
  const model = modelOf(asked, options);
  const before = snapshot.described(model.manifests);
  const from = { model: new Model(before, options), name: 'what runs', prune: false, isLive: true,
    places: snapshot.placesOf(before) };
  const { workloads } = planTransition(model, from, snapshot.clusterFor(model, before));
  return workloads.find(({ name }) => name === 'reasoning-nim')?.verdict;
}

const withTemplate = (change: (template: Json) => Json) => naive.map((each) =>
  each === nim ? { ...each, spec: { ...each.spec, template: change(each.spec.template) } } : each);

test('a snapshot of the hang says that it goes on, that another image hangs as well, and what ends it', async () => {
  const restarted = await live.plane.api.get(pathOf(nim));
  const same = withTemplate(() => restarted.spec.template);
  const another = withTemplate(({ metadata, spec }) => ({
    metadata, spec: { ...spec, containers: [{ ...spec.containers[0], image: 'registry.example.com/other:1' }] },
  }));
  const isIt = ({ kind, metadata }: Json) => kind === nim.kind && metadata.name === nim.metadata.name;
  const recreate = same.map((each) =>
    isIt(each) ? { ...each, spec: { ...each.spec, strategy: { type: 'Recreate' } } } : each);
  expect([same, another, recreate].map(verdictNow)).toEqual(['impossible', 'impossible', 'proven']);

  await live.plane.kubectl('-n', namespace, 'rollout', 'undo', 'deployment/reasoning-nim');
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(true);
});

test('the way back finishes at once, as the pod of the former image still runs', async () => {
  const image = (name: string) => ({
    spec: { template: { spec: { containers: [{ ...nim.spec.template.spec.containers[0], image: name }] } } },
  });
  await live.plane.api.patch(pathOf(nim), image('registry.example.com/other:2'));
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(false);
  expect(verdictNow(naive)).toBe('proven');
  await live.plane.api.patch(pathOf(nim), image(nim.spec.template.spec.containers[0].image));
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(true);

  await live.plane.kubectl('-n', namespace, 'rollout', 'restart', 'deployment/reasoning-nim');
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(false);
});

test('replacing the old pod first finishes on the same nodes', async () => {
  const recreate = { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } };
  await live.plane.api.patch(pathOf(nim), recreate);
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(true);
});
