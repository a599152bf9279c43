import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const severalDisruptionBudgets: Rule = {
  id: 'several-disruption-budgets',
  title: 'Several PodDisruptionBudgets on one pod',
  severity: 'error',
  explanation:
    'The eviction API answers with an internal error when more than one budget selects a pod, so a drain never gets past it.',
  remediation: 'Keep one PodDisruptionBudget for the pods and narrow or delete the others.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/core/pod/storage/eviction.go',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const budgets = workload ? context.model.budgetsOf(workload) : [];
    if (!workload || budgets.length === 0) {
      return NOT_APPLICABLE;
    }
    const names = budgets.map(({ manifest }) => manifest.name).join(', ');
    return budgets.length === 1
      ? []
      : [{
          pointer: '/metadata/labels',
          message: `${budgets.length} PodDisruptionBudgets select its pods: ${names}; the eviction API refuses to choose`,
        }];
  },
};
