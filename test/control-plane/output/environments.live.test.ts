import { join } from 'node:path';
import { Environment } from '../../../app/environments';
import { Manifest, ROOT } from '../../support/manifests';
import { describePending, isComplete } from '../agreement/outcome';
import { Json } from '../cluster/api';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { definitionsFor, distManifests, ENVIRONMENTS, namespaceOf, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const live = useControlPlane();

const isWorkload = ({ kind }: Manifest) => kind === 'Deployment' || kind === 'StatefulSet';

async function apply(environment: Environment): Promise<Json> {
  const folder = join(ROOT, 'dist', environment.name);
  const namespace = await live.plane.kubectl('apply', '-f', join(folder, '00-namespace.k8s.yaml'));
  const rest = await live.plane.kubectl('apply', '-f', folder);
  return { status: [namespace.status, rest.status], stderr: namespace.stderr + rest.stderr };
}

async function resourceVersions(manifests: Manifest[]): Promise<Map<string, string>> {
  const entries = await Promise.all(manifests.map(async (each) => {
    const { metadata } = await live.plane.api.get(pathOf(each));
    return [`${each.kind}/${each.metadata.name}`, metadata.resourceVersion as string] as const;
  }));
  return new Map(entries);
}

describe.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))(
  '%s',
  (name, environment) => {
    const manifests = distManifests(name);
    const namespace = namespaceOf(environment);
    const workloads = manifests.filter(isWorkload);
    const incomplete = () =>
      workloads
        .filter((each) => !isComplete(live.view, each))
        .map((each) => describePending(live.view, namespace, each));

    beforeAll(async () => {
      await createNodes(live.plane.api, nodesOf(environment));
      for (const definition of definitionsFor(manifests)) {
        await live.plane.api.create(pathOf(definition, { collection: true }), definition).catch(() => undefined);
      }
    });

    afterAll(async () => {
      await live.plane.api.delete(`/api/v1/namespaces/${namespace}`);
      await deleteNodes(
        live.plane.api,
        nodesOf(environment).map(({ metadata }) => metadata.name),
      );
    });

    test('applies without refusal or warning, and every pod runs', async () => {
      expect(await apply(environment)).toEqual({ status: [0, 0], stderr: '' });
      await live.quiet(namespace);
      expect(incomplete()).toEqual([]);
    });

    test('a second apply changes nothing, and kubectl diff is empty', async () => {
      const before = await resourceVersions(manifests);
      expect(await apply(environment)).toMatchObject({ status: [0, 0] });
      await live.quiet(namespace);
      const after = await resourceVersions(manifests);
      expect([...before].filter(([id, version]) => after.get(id) !== version).map(([id]) => id)).toEqual([]);
      const { stdout } = await live.plane.kubectl('diff', '-f', join(ROOT, 'dist', name));
      const differing = [...stdout.matchAll(/^\+\+\+ \S+\/\S*\.(\w+)\.([\w-]+)\.([\w-]+)\t/gm)].map(
        ([, kind, , object]) => `${kind}/${object}`,
      );
      expect(differing).toEqual([]);
    });

    test('every service updates', async () => {
      for (const { kind, metadata } of workloads) {
        expect(
          await live.plane.kubectl('-n', namespace, 'rollout', 'restart', `${kind}/${metadata.name}`),
        ).toMatchObject({ status: 0 });
        await live.quiet(namespace);
        expect(incomplete()).toEqual([]);
      }
    });
  },
);
