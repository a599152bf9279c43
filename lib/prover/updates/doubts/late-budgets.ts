import { Model, Workload } from '../../../manifests';
import { nameOf } from '../words/wording';

/**
 * Budgets of a workload that select pods of others as well which have a second budget: when such a pod becomes ready,
 * the disruption controller looks at one of its budgets, whichever that is, and the other one may go on refusing
 * evictions by an old count (kubernetes pkg/controller/disruption/disruption.go `getPdbForPod`, `updatePod`).
 */
export function lateBudgets(model: Model, workload: Workload): string[] {
  const ofOne = (each: Workload) => [...model.budgetsOf(each), ...model.budgetsOfSome(each)];
  return ofOne(workload).flatMap(({ manifest, selector }) => {
    const shared = model.selectPods(manifest.namespace, selector)
      .find((other) => other !== workload && ofOne(other).length > 1);
    return shared ? [`${manifest.id} selects pods of ${nameOf(shared)}, which have another budget too: the disruption ` +
      'controller counts pods with two budgets for one of them, and may refuse evictions by an old count'] : [];
  });
}
