import { append, keyOf, Manifest } from '../../manifests';
import { OwnPod } from '../own-pod';
import { leavesOrIsEvicted, nodeOf } from './leaving-pods';
import { LiveObjects } from './live-objects';
import { makerAmong } from './owners';

/** The pods of objects, by the key of the object (`keyOf`). */
export function ownPods(
  snapshot: LiveObjects, objects: readonly Manifest[],
): ReadonlyMap<string, readonly OwnPod[]> {
  const makerOf = makerAmong(snapshot, objects);
  const isLeaving = leavesOrIsEvicted(snapshot);
  const found = new Map<string, OwnPod[]>();
  for (const manifest of snapshot.pods) {
    const maker = makerOf(manifest);
    if (maker) {
      const node = nodeOf(manifest);
      append(found, keyOf(maker), { manifest, node, isLeaving: isLeaving(manifest) });
    }
  }
  return found;
}
