import {
  CONTROLLER_REVISION_LABEL, DEPLOYMENT_REVISION_LABEL, ROLLOUT_REVISION_LABEL,
} from '../kubernetes/well-known-labels';
import { LabelSelector, matches } from './label-selector';
import { Workload } from './workload';

/** Labels that a controller puts on pods and that differ between revisions, by the controller's kind. */
const REVISION_LABELS: { readonly [kind: string]: readonly string[] } = {
  // kubernetes pkg/controller/daemon/util/daemonset_util.go `CreatePodTemplate`
  DaemonSet: [CONTROLLER_REVISION_LABEL, 'pod-template-generation'],
  // pkg/controller/statefulset/stateful_set_utils.go `newVersionedStatefulSetPod`
  StatefulSet: [CONTROLLER_REVISION_LABEL],
  // argo-rollouts rollout/sync.go `getNewReplicaSet`, its `DefaultRolloutUniqueLabelKey`
  Rollout: [ROLLOUT_REVISION_LABEL],
};

/** A rule between pods that selects them by their labels. */
interface Selection {
  readonly selector?: LabelSelector;
  readonly matchLabelKeys: string[];
  readonly mismatchLabelKeys?: string[];
  readonly namespaces?: string[];
  readonly namespaceSelector?: LabelSelector;
}

/**
 * Whether some of the keys differ between revisions of pods that a controller of this kind makes. Other keys that pods
 * lack are ignored (kubernetes pkg/registry/core/pod/strategy.go `applyMatchLabelKeysAndMismatchLabelKeys`).
 */
export function tellsRevisionsApart(kind: string, keys: readonly string[]): boolean {
  return (REVISION_LABELS[kind] ?? [DEPLOYMENT_REVISION_LABEL]).some((key) => keys.includes(key));
}

/** Whether a rule between pods certainly means those of its own namespace. */
export function meansNamespace(
  { namespaces, namespaceSelector }: Pick<Selection, 'namespaces' | 'namespaceSelector'>, namespace: string,
): boolean {
  return namespaces === undefined || namespaces.includes(namespace) || namespaceSelector?.requirements.length === 0;
}

/** Whether a rule between pods holds between old and new pods of the same workload. */
export function holdsAcrossRevisions({ pod, kind, namespace }: Workload, term: Selection): boolean {
  const { selector, matchLabelKeys, mismatchLabelKeys = [] } = term;
  return selector !== undefined && matches(selector, pod.labels)
    && !tellsRevisionsApart(kind, matchLabelKeys) && !mismatchLabelKeys.some((key) => pod.labels.has(key))
    && meansNamespace(term, namespace);
}
