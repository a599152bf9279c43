import { CONTROLLER_REVISION_LABEL, DEPLOYMENT_REVISION_LABEL } from '../kubernetes/well-known-labels';
import { LabelSelector, matches } from './label-selector';
import { Workload } from './workload';

/** Labels that a controller puts on pods and that differ between revisions, by the controller's kind. */
const REVISION_LABELS: { readonly [kind: string]: readonly string[] } = {
  // kubernetes pkg/controller/daemon/util/daemonset_util.go `CreatePodTemplate`
  DaemonSet: [CONTROLLER_REVISION_LABEL, 'pod-template-generation'],
};

/** Whether a rule between pods holds between old and new pods of the same Deployment, or DaemonSet. */
export function holdsAcrossRevisions(
  workload: Workload,
  term: { readonly selector?: LabelSelector; readonly matchLabelKeys: string[]; readonly namespaces?: string[] },
): boolean {
  return (
    term.selector !== undefined
    && matches(term.selector, workload.pod.labels)
    && !(REVISION_LABELS[workload.kind] ?? [DEPLOYMENT_REVISION_LABEL]).some((key) => term.matchLabelKeys.includes(key))
    && (term.namespaces?.includes(workload.namespace) ?? true)
  );
}
