import { isComplete, podsRunning } from '../agreement/outcome';
import { idOf, isUpdated } from '../agreement/scenario';
import { ApiError, Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { isClusterWide, pathOf } from '../cluster/objects';
import { ClusterView } from '../cluster/view';
import { mergePatch } from '../support/merge-patch';
import { AskedChange } from './read-case';
import { Outcome, outcomeOf, settle } from './update-once';

/** Applies everything that is asked for at once and deletes what is not; tells of each workload what came of it. */
export async function changeAll(
  plane: ControlPlane, view: ClusterView, before: Json[], { objects: asked }: AskedChange,
): Promise<ReadonlyMap<string, Outcome>> {
  const old = new Map(before.map((object) => [keyOf(object), object]));
  const kept = new Set(asked.map(keyOf));
  const refused = new Map<string, string>();
  const outside = (object: Json) => isClusterWide(object) || !isUpdated(object);
  const write = async (object: Json) => {
    const known = old.get(keyOf(object));
    try {
      await (known ? plane.api.patch(pathOf(object), mergePatch(known, object))
        : plane.api.create(pathOf(object, { collection: true }), object));
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      refused.set(idOf(object), `the API server refuses it: ${error.message}`);
    }
  };
  await Promise.all(asked.filter(outside).map(write));
  await Promise.all([
    ...asked.filter((object) => !outside(object)).map(write),
    ...before.filter((object) => !kept.has(keyOf(object)) && object.kind !== 'Namespace')
      .map((object) => plane.api.delete(pathOf(object), { propagationPolicy: 'Background' })),
  ]);
  const workloads = asked.filter((object) => isUpdated(object));
  const isGood = (object: Json) => !refused.has(idOf(object)) && isComplete(view, object) && podsRunning(view, object);
  for (const namespace of new Set(workloads.map(({ metadata }) => metadata.namespace as string))) {
    await settle(plane, view, namespace, () => workloads.every(isGood));
  }
  return new Map(workloads.map((object) => [idOf(object), refused.has(idOf(object))
    ? { good: false, seen: refused.get(idOf(object))! } : outcomeOf(view, object, isGood(object))]));
}

/** The same for versions of one object. */
export function keyOf({ kind, metadata }: Json): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}
