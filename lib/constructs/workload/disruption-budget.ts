import { PodDisruptionBudgetSpec } from '../../../imports/kubernetes';
import { disruptionsAllowed } from '../../kubernetes/arithmetic';
import { isCount } from '../../kubernetes/count';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * How many pods a node drain may take away at a time.
 *
 * Rollouts do not look at it: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class DisruptionBudget {
  /** Keep at least so many pods available. With as many as there are replicas, no drain ever succeeds. */
  public static minAvailable(pods: number): DisruptionBudget {
    checkCall('DisruptionBudget.minAvailable', { pods });
    return new DisruptionBudget('minAvailable', pods, false);
  }

  /** Keep at least this percentage of the pods available, rounded up. */
  public static minAvailablePercent(percent: number): DisruptionBudget {
    checkCall('DisruptionBudget.minAvailablePercent', { percent });
    return new DisruptionBudget('minAvailable', percent, true);
  }

  /** Let at most so many pods be unavailable. */
  public static maxUnavailable(pods: number): DisruptionBudget {
    checkCall('DisruptionBudget.maxUnavailable', { pods });
    return new DisruptionBudget('maxUnavailable', pods, false);
  }

  /** Let at most this percentage of the pods be unavailable, rounded up. */
  public static maxUnavailablePercent(percent: number): DisruptionBudget {
    checkCall('DisruptionBudget.maxUnavailablePercent', { percent });
    return new DisruptionBudget('maxUnavailable', percent, true);
  }

  private constructor(
    private readonly field: 'minAvailable' | 'maxUnavailable',
    private readonly amount: number,
    private readonly percent: boolean,
  ) {
    if (!isCount(amount, 0) || (percent && amount > 100)) {
      throw new Error(
        `${this} is not a valid disruption budget; write a whole number of pods from 0, or a percentage from 0 to 100`,
      );
    }
  }

  /**
   * Pods of so many healthy ones that may be evicted at once; percentages of both kinds round up, as the disruption
   * controller does.
   */
  public allowedDisruptions(replicas: number): number {
    return disruptionsAllowed({ [this.field]: this.percent ? `${this.amount}%` : this.amount }, replicas);
  }

  /** In words, for messages. */
  public toString(): string {
    return `${this.field} ${this.amount}${this.percent ? '%' : ''}`;
  }

  /** @internal */
  public _toKube(): PodDisruptionBudgetSpec {
    const amount = this.percent
      ? `${this.amount}%`
      : this.amount;
    return this.field === 'minAvailable' ? { minAvailable: amount } : { maxUnavailable: amount };
  }
}
