import { Field, Manifest, readTolerations, tolerates } from '../../manifests';
import { NOT_READY_TAINT } from '../../kubernetes/well-known-labels';
import { ClusterNode } from '../cluster-node';

/** Of a node with one of these that keeps new pods off, the controller writes the evicting one next. */
const NODE_DOWN: ReadonlySet<string> = new Set([NOT_READY_TAINT, 'node.kubernetes.io/unreachable']);

/**
 * Whether the pod will be removed from its node: a taint there evicts what does not tolerate it for ever, after five
 * minutes where the API server wrote the toleration (kubernetes pkg/controller/tainteviction/taint_eviction.go
 * `processPodOnNode`, plugin/pkg/admission/defaulttolerationseconds); the node controller writes such a taint where the
 * kubelet does not answer.
 */
export function isToBeEvicted(pod: Manifest, node: ClusterNode | undefined): boolean {
  const evicting = node?.taints.filter(({ effect, key }) => effect === 'NoExecute' || NODE_DOWN.has(key)) ?? [];
  if (evicting.length === 0) {
    return false;
  }
  const forEver = readTolerations(Field.of(pod, []).get('spec', 'tolerations'))
    .filter(({ seconds }) => seconds === undefined);
  return evicting.some(({ key, value }) => !tolerates(forEver, { key, value, effect: 'NoExecute' }));
}
