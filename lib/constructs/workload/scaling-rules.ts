import { Duration } from 'cdk8s';
import { ScalingPolicy } from './scaling-policy';

/**
 * How fast an autoscaler follows its metrics in one direction.
 */
export interface ScalingRules {
  /**
   * How long it looks back for a reason not to follow.
   *
   * @default - none upwards; downwards as long as a pod takes to start, from 5 minutes to an hour
   */
  readonly stabilizationWindow?: Duration;

  /**
   * How much it may change at once.
   *
   * @default - four pods or as many as there are each 15 seconds upwards; all of them downwards
   */
  readonly policies?: ScalingPolicy[];
}
