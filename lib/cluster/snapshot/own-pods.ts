import { keyOf, Manifest } from '../../manifests';
import { asMap, asText } from '../json';
import { OwnPod } from '../own-pod';
import { LiveObjects } from './live-objects';
import { isLeaving } from './outside-pods';
import { lineOf, nameIn } from './owners';

/** The pods of objects, by the key of the object (`keyOf`). */
export function ownPods(
  snapshot: LiveObjects, objects: readonly Manifest[],
): ReadonlyMap<string, readonly OwnPod[]> {
  const described = new Map(objects.map((object) => [nameIn(object), object]));
  const found = new Map<string, OwnPod[]>();
  for (const manifest of snapshot.pods) {
    const node = asText(asMap(manifest.json.spec).nodeName);
    const owner = lineOf(snapshot, manifest).flatMap((name) => described.get(name) ?? []).at(-1);
    if (owner) {
      const key = keyOf(owner);
      found.set(key, found.get(key) ?? []);
      found.get(key)!.push({ manifest, node, isLeaving: isLeaving(manifest) });
    }
  }
  return found;
}
