import { DeploymentStrategy, IntOrString } from '../../../imports/kubernetes';
import { deploymentBounds, UpdateBounds } from '../../kubernetes/arithmetic';
import { isCount } from '../../kubernetes/count';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * How many pods a rolling update may add and take away at a time.
 *
 * Both numbers are required: what the API server would put in (25 % and 25 %) resolves to one extra pod and none
 * missing up to three replicas, which never finishes when there is no room for the extra pod.
 */
export interface RollingUpdateOptions {
  /** Pods above the replica count that may exist during the update. */
  readonly maxSurge: number;
  /** Pods below the replica count that may be unavailable during the update. */
  readonly maxUnavailable: number;
}

/**
 * The same as percentages of the replica count.
 */
export interface RollingUpdatePercentOptions {
  /** Percent of the replica count, rounded up to whole pods. */
  readonly maxSurge: number;
  /** Percent of the replica count, rounded down to whole pods. */
  readonly maxUnavailable: number;
}

/**
 * How the pods of a workload are replaced by pods of a new revision.
 */
export class RolloutStrategy {
  /**
   * Stop all old pods, then start the new ones: needs no spare capacity, costs downtime of one start.
   */
  public static recreate(): RolloutStrategy {
    return new RolloutStrategy(true, 0, 0, false);
  }

  /**
   * Replace pods step by step.
   *
   * @throws when a number is negative or fractional, or both are zero
   */
  public static rollingUpdate(options: RollingUpdateOptions): RolloutStrategy {
    checkCall('RolloutStrategy.rollingUpdate', { options });
    return new RolloutStrategy(false, options.maxSurge, options.maxUnavailable, false);
  }

  /**
   * Replace pods step by step, in percentages of the replica count.
   *
   * @throws when a percentage is outside 0 to 100 or fractional, or both are zero
   */
  public static rollingUpdatePercent(options: RollingUpdatePercentOptions): RolloutStrategy {
    checkCall('RolloutStrategy.rollingUpdatePercent', { options });
    return new RolloutStrategy(false, options.maxSurge, options.maxUnavailable, true);
  }

  /**
   * A rolling update with one pod more and none missing where it is proven to finish on the cluster of the app, and
   * Recreate otherwise: two nodes for two GPUs give Recreate, a third one an update without downtime, when the cache is
   * one that two nodes can attach.
   *
   * The cluster is the one given to `RolloutProof.attach`; without one, it is Recreate.
   */
  public static auto(): RolloutStrategy {
    return new RolloutStrategy(false, 1, 0, false, true);
  }

  private constructor(
    /** Whether all old pods stop before a new one starts. */
    public readonly isRecreate: boolean,
    private readonly maxSurge: number,
    private readonly maxUnavailable: number,
    private readonly percent: boolean,
    /**
     * Whether the cluster decides when the app is synthesized; until then the numbers are those of the rolling update.
     */
    public readonly isAuto: boolean = false,
  ) {
    if (isRecreate) {
      return;
    }
    for (const [name, value] of Object.entries({ maxSurge, maxUnavailable })) {
      if (!isCount(value, 0) || (percent && value > 100)) {
        throw new Error(
          `${name} ${value}${percent ? '%' : ''} is not a valid number of pods; write a whole number from 0${percent ? ' to 100' : ''}`,
        );
      }
    }
    if (maxSurge === 0 && maxUnavailable === 0) {
      throw new Error(
        'maxSurge 0 and maxUnavailable 0 can replace no pod; write maxUnavailable 1 to replace in place, or maxSurge 1 to keep all pods serving',
      );
    }
  }

  /** Extra pods during an update of so many replicas; rounds up as the Deployment controller does. */
  public surgePods(replicas: number): number {
    return this._bounds(replicas).maxSurge;
  }

  /**
   * Pods that may be missing during an update of so many replicas; rounds down, and becomes one when both numbers
   * round to zero, as the Deployment controller does.
   */
  public unavailablePods(replicas: number): number {
    return this._bounds(replicas).maxUnavailable;
  }

  /** @internal */
  public _bounds(replicas: number): UpdateBounds {
    const [maxSurge, maxUnavailable] = [this.maxSurge, this.maxUnavailable].map((value) =>
      this.percent ? `${value}%` : value,
    );
    return deploymentBounds(
      { type: this.isRecreate ? 'Recreate' : 'RollingUpdate', maxSurge, maxUnavailable },
      replicas,
    );
  }

  /** In words, for messages. */
  public toString(): string {
    const unit = this.percent ? '%' : '';
    if (this.isAuto) {
      return 'auto';
    }
    return this.isRecreate
      ? 'recreate'
      : `rollingUpdate with maxSurge ${this.maxSurge}${unit} and maxUnavailable ${this.maxUnavailable}${unit}`;
  }

  /** @internal */
  public _toKube(): DeploymentStrategy {
    if (this.isRecreate) {
      return { type: 'Recreate' };
    }
    return {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: this.count(this.maxSurge), maxUnavailable: this.count(this.maxUnavailable) },
    };
  }

  private count(value: number): IntOrString {
    return this.percent ? `${value}%` : value;
  }
}
