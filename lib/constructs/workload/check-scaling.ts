import { DisruptionBudget } from './disruption-budget';
import { ReplicatedWorkloadProps } from './replicated-workload-props';
import { WorkloadSpec } from './workload-spec';

/**
 * Refuses what an autoscaler contradicts.
 *
 * @throws when its user has written `replicas` too, or a budget keeps a pod that is to go
 */
export function checkScaling(
  { autoscaling }: WorkloadSpec, props: ReplicatedWorkloadProps, budget: DisruptionBudget,
): void {
  if (!autoscaling) {
    return;
  }
  // Each construct takes `replicas` with a default of its own; only a number that its user wrote contradicts.
  const { replicas } = props as { readonly replicas?: number };
  if (replicas !== undefined) {
    throw new Error(
      `replicas ${replicas} stands beside autoscaling from ${autoscaling.minReplicas} to ${autoscaling.maxReplicas}, ` +
      'which every apply would undo; leave replicas out',
    );
  }
  if (autoscaling.minReplicas === 0 && budget.allowedDisruptions(1) === 0) {
    throw new Error(
      `disruptionBudget ${budget} keeps a pod that minReplicas 0 lets go; write DisruptionBudget.maxUnavailable(1)`,
    );
  }
}
