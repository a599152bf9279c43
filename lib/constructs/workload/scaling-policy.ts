import { Duration } from 'cdk8s';
import { HPAScalingPolicy } from '../../../imports/kubernetes';
import { isCount } from '../../kubernetes/count';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { wholeSeconds } from './startup-budget';

/** The API server takes no longer one: pkg/apis/autoscaling/validation/validation.go. */
const LONGEST_PERIOD_SECONDS = 1800;

/**
 * How many pods an autoscaler may add or take away in a time. Of several, the one that allows most counts.
 */
export class ScalingPolicy {
  /** So many pods in each period. */
  public static pods(count: number, period: Duration): ScalingPolicy {
    checkCall('ScalingPolicy.pods', { count, period });
    return new ScalingPolicy('Pods', count, period);
  }

  /** So many percent of the pods in each period. */
  public static percent(percent: number, period: Duration): ScalingPolicy {
    checkCall('ScalingPolicy.percent', { percent, period });
    return new ScalingPolicy('Percent', percent, period);
  }

  private constructor(
    private readonly type: string,
    private readonly value: number,
    private readonly period: Duration,
  ) {
    if (!isCount(value, 1)) {
      throw new Error(
        `scaling policy of ${value} is not a whole number from 1; write for example ScalingPolicy.pods(1, …)`,
      );
    }
    const seconds = wholeSeconds('scaling period', period);
    if (seconds > LONGEST_PERIOD_SECONDS) {
      throw new Error(`scaling period ${seconds} s is longer than half an hour; write at most Duration.minutes(30)`);
    }
  }

  /** @internal */
  public _toKube(): HPAScalingPolicy {
    return { type: this.type, value: this.value, periodSeconds: wholeSeconds('scaling period', this.period) };
  }
}
