import { Cluster } from '../../../lib/cluster';
import { Model } from '../../../lib/manifests';
import { planRollout } from '../../../lib/prover/updates';
import { describePending, isComplete } from '../agreement/outcome';
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

  const model = Model.load([
    { file: 'naive.json', text: JSON.stringify({ kind: 'List', apiVersion: 'v1', items: naive }) },
  ]);
  const plan = planRollout(model, Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes.map(wholeNode) })));
  expect(plan.workloads.find(({ name }) => name === 'reasoning-nim')).toMatchObject({ verdict: 'impossible' });
});

test('replacing the old pod first finishes on the same nodes', async () => {
  const recreate = { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } };
  await live.plane.api.patch(pathOf(nim), recreate);
  await live.quiet(namespace);
  expect(isComplete(live.view, nim)).toBe(true);
});
