import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Warnings } from '../../synthesis';
import { DisruptionBudget } from './disruption-budget';

/**
 * Warns of a budget that never lets a pod be evicted.
 *
 * @param replicas the fewest pods that there may be
 */
export function warnAboutDrains(
  workload: IConstruct, budget: ApiObject, disruptionBudget: DisruptionBudget, replicas: number,
): void {
  if (disruptionBudget.allowedDisruptions(replicas) === 0) {
    const pods = replicas === 1 ? 'the only pod' : `one of the ${replicas} pods`;
    Warnings._addFinding(
      workload,
      budget,
      'disruption-budget-never-allows-eviction',
      `(${disruptionBudget}) never lets ${pods} be evicted: kubectl drain and node upgrades wait for ever. ` +
        `Write DisruptionBudget.maxUnavailable(1), or run ${replicas + 1} replicas where volumes and GPUs allow it, ` +
        'or delete the pod by hand before a drain',
    );
  }
}
