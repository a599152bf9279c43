import { isBeingDeleted, Manifest } from '../../manifests';
import { daemonNodeOf } from '../daemon-node';
import { asMap, asText } from '../json';
import { isToBeEvicted } from './evicted-pods';
import { LiveObjects } from './live-objects';

/**
 * Whether a pod is taken to be gone: it is being deleted, or its node is gone, so that the garbage collector of pods
 * deletes it and nothing waits for a kubelet (kubernetes pkg/controller/podgc/gc_controller.go `gcOrphaned`); one of a
 * DaemonSet that waits for such a node is deleted when its controller looks next, which it does not do when a node goes
 * (pkg/controller/daemon/daemon_controller.go `getUnscheduledPodsWithoutNode`).
 */
export function leaves({ nodes, leftOut }: LiveObjects): (pod: Manifest) => boolean {
  const known = new Set(nodes.map(({ name }) => name));
  // A node that could not be read is there.
  const isOrphaned = (node: string) => node !== '' && leftOut.length === 0 && !known.has(node);
  return (pod) => isBeingDeleted(pod) || isOrphaned(nodeOf(pod) || daemonNodeOf(pod));
}

/** The same with those that a taint evicts from their node. */
export function leavesOrIsEvicted(snapshot: LiveObjects): (pod: Manifest) => boolean {
  const isLeaving = leaves(snapshot);
  const nodes = new Map(snapshot.nodes.map((node) => [node.name, node]));
  return (pod) => isLeaving(pod) || isToBeEvicted(pod, nodes.get(nodeOf(pod)));
}

/** The name of the node of a pod; empty where it waits for one. */
export function nodeOf(pod: Manifest): string {
  return asText(asMap(pod.json.spec).nodeName);
}
