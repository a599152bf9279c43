import { podsRunning } from '../agreement/outcome';
import { isUpdated } from '../agreement/scenario';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { ClusterView } from '../cluster/view';
import { settle } from './update-once';

/** On an object of half-way.yaml: it is deleted, with this propagation policy. */
const DELETED = 'half-way/delete';

/** Applies what comes between the manifest and the change, and waits until nothing moves any more. */
export async function goHalfWay(
  plane: ControlPlane, view: ClusterView, halfWay: readonly Json[], namespaces: readonly string[],
): Promise<void> {
  const applied = halfWay.filter((object) => !isDeletedHalfWay(object));
  const text = applied.map((object) => JSON.stringify(object)).join('\n---\n');
  const { status, stderr } = applied.length === 0 ? { status: 0, stderr: '' }
    : await plane.kubectlWith(text, 'apply', '--server-side', '--force-conflicts', '-f', '-');
  if (status !== 0) {
    throw new Error(`half-way.yaml: ${stderr.trim()}`);
  }
  for (const object of halfWay.filter(isDeletedHalfWay)) {
    await plane.api.delete(pathOf(object), { propagationPolicy: object.metadata.annotations[DELETED] });
  }
  const workloads = applied.filter(isUpdated);
  for (const namespace of namespaces) {
    await settle(plane, view, namespace, () => workloads.every((object) => podsRunning(view, object)));
  }
}

/** Whether an object is not applied but deleted before the snapshot is taken. */
export function isDeletedHalfWay({ metadata }: Json): boolean {
  return metadata.annotations?.[DELETED] !== undefined;
}
