import { IntOrPercent, scaledValue } from './int-or-percent';

/** What a PodDisruptionBudget keeps: one of the two. */
export interface BudgetLimits {
  readonly minAvailable?: IntOrPercent;
  readonly maxUnavailable?: IntOrPercent;
}

/**
 * Evictions a budget allows while all `replicas` pods are healthy. Percentages of both kinds round up. A budget with
 * neither field allows none: nothing fills in a default, and the controller then expects no pod (kubernetes
 * pkg/controller/disruption/disruption.go `getExpectedPodCount`, `updatePdbStatus`).
 */
export function disruptionsAllowed({ minAvailable, maxUnavailable }: BudgetLimits, replicas: number): number {
  if (maxUnavailable !== undefined) {
    return Math.min(replicas, scaledValue(maxUnavailable, replicas, 'up'));
  }
  return minAvailable === undefined ? 0 : Math.max(0, replicas - scaledValue(minAvailable, replicas, 'up'));
}
