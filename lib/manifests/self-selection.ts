import { LabelSelector, matches } from './label-selector';
import { Workload } from './workload';

/** Added by the Deployment controller to the pods of one revision. */
const REVISION_LABEL = 'pod-template-hash';

/** Whether a rule between pods holds between old and new pods of the same Deployment. */
export function holdsAcrossRevisions(
  workload: Workload,
  term: { readonly selector?: LabelSelector; readonly matchLabelKeys: string[]; readonly namespaces?: string[] },
): boolean {
  return (
    term.selector !== undefined &&
    matches(term.selector, workload.pod.labels) &&
    !term.matchLabelKeys.includes(REVISION_LABEL) &&
    (term.namespaces?.includes(workload.namespace) ?? true)
  );
}
