import { append, keyOf, Manifest } from '../../manifests';
import { asMap, asText } from '../json';
import { OwnPod } from '../own-pod';
import { leavesOrIsEvicted } from './leaving-pods';
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
      const node = asText(asMap(manifest.json.spec).nodeName);
      append(found, keyOf(maker), { manifest, node, isLeaving: isLeaving(manifest) });
    }
  }
  return found;
}
