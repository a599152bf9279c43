import { getOrMake } from '../../util/get-or-make';
import { revisionOf } from '../../kubernetes/well-known-labels';
import { keyOf, Manifest } from '../../manifests';
import { asMap, asText } from '../json';
import { isToBeEvicted } from './evicted-pods';
import { leaves, nodeOf } from './leaving-pods';
import { LiveObjects } from './live-objects';
import { makerAmong } from './owners';

/** What is seen of the pods of one object. */
interface Seen {
  readonly onNode: Map<string, number>;
  readonly revisions: Set<string>;
  leaves: boolean;
}

/**
 * On which nodes the pods of objects stand, by the key of the object: pods by node name. Nothing of an object some pod
 * of which will be evicted from its node, nor of one with pods of several revisions, which is being updated. Pods that
 * wait for a node stand nowhere.
 */
export function placesOf(
  snapshot: LiveObjects, objects: readonly Manifest[],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const makerOf = makerAmong(snapshot, objects);
  const seen = new Map<Manifest, Seen>();
  const nodes = new Map(snapshot.nodes.map((each) => [each.name, each]));
  const isLeaving = leaves(snapshot);
  for (const pod of snapshot.pods.filter((each) => !isLeaving(each))) {
    const owner = makerOf(pod);
    if (owner) {
      const of = getOrMake(seen, owner, () =>
        ({ onNode: new Map<string, number>(), revisions: new Set<string>(), leaves: false }));
      const node = nodeOf(pod);
      const labels = asMap(asMap(pod.json.metadata).labels);
      if (node !== '') {
        of.onNode.set(node, (of.onNode.get(node) ?? 0) + 1);
      }
      of.leaves ||= isToBeEvicted(pod, nodes.get(node));
      of.revisions.add(revisionOf((label) => asText(labels[label])));
    }
  }
  return new Map([...seen].filter(([, { leaves, revisions }]) => !leaves && revisions.size === 1)
    .map(([object, { onNode }]) => [keyOf(object), onNode]));
}
