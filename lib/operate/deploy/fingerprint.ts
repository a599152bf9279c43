import { createHash } from 'node:crypto';
import { Snapshot } from '../../cluster/snapshot';
import { Manifest } from '../../manifests';
import { fieldOf } from '../view';

/**
 * A short name for what a plan rests on: the manifests, the nodes, the generation of what runs of them, and where pods
 * are. It differs when the cluster has moved.
 */
export function fingerprint(manifests: readonly Manifest[], snapshot: Snapshot): string {
  const nodes = snapshot.nodes.map(({ name, free, unschedulable, taints }) =>
    [name, [...free].sort(), unschedulable, taints.map(({ key, value, effect }) => [key, value, effect])]);
  const objects = snapshot.described(manifests)
    .map((object) => [object.kind, object.namespace, object.name, fieldOf(object).get('metadata', 'generation').value]);
  const pods = snapshot.pods.map((pod) => [pod.namespace, pod.name, fieldOf(pod).get('spec', 'nodeName').value]);
  const parts = [manifests.map(({ json }) => json), nodes.sort(), objects.sort(), pods.sort()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
