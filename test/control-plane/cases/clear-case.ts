import { Json } from '../cluster/api';
import { BASICS } from '../cluster/basics';
import { ControlPlane } from '../cluster/control-plane';
import { deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';

/** Namespaces that every cluster has. */
const OF_THE_CLUSTER = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Takes everything of a case away again, and waits until it is gone. */
export async function clearCase(
  plane: ControlPlane, namespaces: string[], objects: Json[], nodes: Json[],
): Promise<void> {
  const gone = (path: string, options = {}) => plane.api.delete(path, options).catch(() => undefined);
  const own = namespaces.filter((name) => !OF_THE_CLUSTER.includes(name));
  const kept = objects.filter(({ kind }) => kind !== 'Namespace');
  await Promise.all(kept.map((object) => gone(pathOf(object), { propagationPolicy: 'Background' })));
  await Promise.all(own.map((name) => gone(`/api/v1/namespaces/${name}`)));
  await Promise.all(namespaces.filter((name) => !own.includes(name)).map((name) =>
    gone(`/api/v1/namespaces/${name}/pods`, { gracePeriodSeconds: 0 })));
  for (const name of own) {
    const isThere = () => plane.api.get(`/api/v1/namespaces/${name}`).then(() => true, () => false);
    for (const start = Date.now(); Date.now() - start < 60_000 && (await isThere());) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await deleteNodes(plane.api, nodes.map(({ metadata }) => metadata.name));
  const taken = new Set(kept.map((object) => pathOf(object)));
  // A case may have classes of its own in the place of those that every cluster here has.
  await Promise.all(BASICS.filter((object) => taken.has(pathOf(object))).map((object) =>
    plane.api.create(pathOf(object, { collection: true }), object)));
}
