import { DEPLOYMENT_REVISION_LABEL } from '../kubernetes/well-known-labels';
import { LabelSelector, matches } from './label-selector';
import { Workload } from './workload';

/** Whether a rule between pods holds between old and new pods of the same Deployment. */
export function holdsAcrossRevisions(
  workload: Workload,
  term: { readonly selector?: LabelSelector; readonly matchLabelKeys: string[]; readonly namespaces?: string[] },
): boolean {
  return (
    term.selector !== undefined
    && matches(term.selector, workload.pod.labels)
    && !term.matchLabelKeys.includes(DEPLOYMENT_REVISION_LABEL)
    && (term.namespaces?.includes(workload.namespace) ?? true)
  );
}
