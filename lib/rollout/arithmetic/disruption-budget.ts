import { DisruptionBudget } from '../model';
import { scaledValue } from './rolling-update';

/**
 * Evictions a budget allows while all `replicas` pods are healthy. Percentages of both kinds round up
 * (kubernetes pkg/controller/disruption/disruption.go).
 */
export function disruptionsAllowed({ minAvailable, maxUnavailable }: DisruptionBudget, replicas: number): number {
  if (maxUnavailable !== undefined) {
    return Math.min(replicas, scaledValue(maxUnavailable, replicas, 'up'));
  }
  return Math.max(0, replicas - scaledValue(minAvailable ?? 1, replicas, 'up'));
}
