import { join } from 'node:path';
import { ROOT } from '../../support/manifests';
import { availablePods, describePending, isComplete, wantedPods } from '../agreement/outcome';
import { createNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { definitionsFor, distManifests, environment, namespaceOf, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const live = useControlPlane();
const production = environment('production');
const namespace = namespaceOf(production);
const manifests = distManifests('production');
const workloads = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
const nodes = nodesOf(production).map(({ metadata }) => metadata.name as string);

beforeAll(async () => {
  await createNodes(live.plane.api, nodesOf(production));
  for (const definition of definitionsFor(manifests)) {
    await live.plane.api.create(pathOf(definition, { collection: true }), definition);
  }
  const folder = join(ROOT, 'dist', 'production');
  await live.plane.kubectl('apply', '-f', join(folder, '00-namespace.k8s.yaml'));
  expect(await live.plane.kubectl('apply', '-f', folder)).toMatchObject({ status: 0 });
  await live.quiet(namespace);
});

test.each(nodes)('%s drains, and no workload lacks more than the one pod that its budget allows', async (node) => {
  const most = new Map<string, number>();
  const stop = live.view.onChange((collection) => {
    if (collection === 'pods') {
      for (const each of workloads) {
        const { name } = each.metadata;
        most.set(name, Math.max(most.get(name) ?? 0, wantedPods(live.view, each) - availablePods(live.view, each)));
      }
    }
  });
  const drained = await live.plane.kubectl(
    'drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=120s',
  );
  await live.quiet(namespace);
  stop();
  await live.plane.kubectl('uncordon', node);
  expect(drained).toMatchObject({ status: 0 });
  expect([...most].filter(([, missing]) => missing > 1)).toEqual([]);
  expect(
    workloads.filter((each) => !isComplete(live.view, each)).map((each) => describePending(live.view, namespace, each)),
  ).toEqual([]);
});
