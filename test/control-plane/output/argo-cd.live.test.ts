import { Manifest } from '../../support/manifests';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { argo, outOfSync } from '../support/argo';
import { definitionsFor, distManifests, ENVIRONMENTS, namespaceOf, nodesOf } from '../support/environments';
import { useControlPlane } from '../support/live';

const live = useControlPlane();

/** Argo CD waits for the address of an Ingress, which its controller writes: this writes it in its place. */
async function asIngressController<T>(ingresses: Manifest[], work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  while (!isOver && ingresses.length > 0) {
    const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
    for (const ingress of ingresses) {
      await live.plane.api.patch(`${pathOf(ingress)}/status`, { status }).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return over;
}

const isHook = ({ metadata }: Manifest) => metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined;

describe.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))(
  '%s',
  (name, environment) => {
    const manifests = distManifests(name);
    const objects = manifests.filter((manifest) => !isHook(manifest));

    beforeAll(async () => {
      await createNodes(live.plane.api, nodesOf(environment));
      for (const definition of definitionsFor(manifests)) {
        await live.plane.api.create(pathOf(definition, { collection: true }), definition).catch(() => undefined);
      }
    });

    afterAll(async () => {
      await live.plane.api.delete(`/api/v1/namespaces/${namespaceOf(environment)}`);
      await deleteNodes(live.plane.api, nodesOf(environment).map(({ metadata }) => metadata.name));
    });

    test('Argo CD syncs every object, waits for each wave, and its smoke test passes', async () => {
      const ingresses = manifests.filter(({ kind }) => kind === 'Ingress');
      const entries = await asIngressController(ingresses, argo(live.plane, 'sync server-side', manifests));
      expect(entries.filter(({ status }) => !/^(Synced|Succeeded)$/.test(status))).toEqual([]);
      expect(entries).toHaveLength(manifests.length);
    });

    test.each(['structured', 'server-side'])('nothing is OutOfSync by the %s comparison of Argo CD', async (how) => {
      expect(await outOfSync(live.plane, how, objects)).toEqual([]);
    });

    test('a second sync leaves nothing OutOfSync either', async () => {
      await argo(live.plane, 'sync server-side', objects);
      expect(await outOfSync(live.plane, 'structured', objects)).toEqual([]);
    });
  },
);
