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

  /**
   * No PodDisruptionBudget: a drain may take away all pods at once.
   *
   * @param reason such as 'a batch worker, whose queue waits'; it is written into the manifest
   * @throws when there is no reason
   */
  public static none(reason: string): DisruptionBudget {
    checkCall('DisruptionBudget.none', { reason });
    if (reason.trim().length < 5) {
      throw new Error(
        `DisruptionBudget.none has the reason '${reason}'; write why all pods may go at once, such as 'a batch worker, whose queue waits'`,
      );
    }
    return new DisruptionBudget('maxUnavailable', 100, true, reason.trim());
  }

  private constructor(
    private readonly field: 'minAvailable' | 'maxUnavailable',
    private readonly amount: number,
    private readonly percent: boolean,
    /** Why there is no budget; undefined where there is one. */
    public readonly reasonForNone?: string,
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
    return this.reasonForNone !== undefined ? 'none' : `${this.field} ${this.amount}${this.percent ? '%' : ''}`;
  }

  /** @internal */
  public _toKube(): PodDisruptionBudgetSpec {
    const amount = this.percent
      ? `${this.amount}%`
      : this.amount;
    return this.field === 'minAvailable' ? { minAvailable: amount } : { maxUnavailable: amount };
  }
}
