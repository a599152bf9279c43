import { Manifest } from '../../manifests';
import { NOT_READY_TAINT } from '../../kubernetes/well-known-labels';
import { asList, asMap, asText } from '../json';
import { ClusterNode } from '../cluster-node';
import { Taint } from '../taint';

/** Of a node with one of these that keeps new pods off, the controller writes the evicting one next. */
const NODE_DOWN: ReadonlySet<string> = new Set([NOT_READY_TAINT, 'node.kubernetes.io/unreachable']);

/**
 * Whether the pod will be removed from its node: a taint there evicts what does not tolerate it for ever, after five
 * minutes where the API server wrote the toleration (kubernetes pkg/controller/tainteviction/taint_eviction.go
 * `processPodOnNode`, plugin/pkg/admission/defaulttolerationseconds); the node controller writes such a taint where the
 * kubelet does not answer.
 */
export function isToBeEvicted(pod: Manifest, node: ClusterNode | undefined): boolean {
  const tolerations = asList(asMap(pod.json.spec).tolerations).map(asMap);
  const evicting = node?.taints.filter(({ effect, key }) => effect === 'NoExecute' || NODE_DOWN.has(key)) ?? [];
  return evicting.some((taint) => !tolerations.some((toleration) => stays(toleration, taint)));
}

/** kubernetes staging/src/k8s.io/api/core/v1/toleration.go `ToleratesTaint`. */
function stays(toleration: { readonly [key: string]: unknown }, { key, value }: Taint): boolean {
  const { tolerationSeconds } = toleration;
  const [ownKey, ownEffect, ownValue] = ['key', 'effect', 'value'].map((field) => asText(toleration[field]));
  return (tolerationSeconds === undefined || tolerationSeconds === null)
    && (ownKey === '' || ownKey === key) && (ownEffect === '' || ownEffect === 'NoExecute')
    && (toleration.operator === 'Exists' || ownValue === value);
}
