import { Duration } from 'cdk8s';
import { KedaTrigger } from './keda-trigger';
import { ScalingMetric } from './scaling-metric';
import { ScalingRules } from './scaling-rules';

/**
 * What every autoscaler is told.
 */
export interface AutoscalingLimits {
  /**
   * Number of pods when there is little to do.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /** Number of pods when there is much to do. The proof of the app sees whether the cluster has room for them. */
  readonly maxReplicas: number;

  /**
   * How fast pods are added.
   *
   * @default - at once: four, or as many as there are, each 15 seconds
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How fast pods are taken away.
   *
   * @default - once there was no reason for them for as long as a pod takes to start, from 5 minutes to an hour
   */
  readonly scaleDown?: ScalingRules;
}

/**
 * Properties of `Autoscaling.horizontal`.
 */
export interface HorizontalAutoscalingProps extends AutoscalingLimits {
  /** What is followed; that which wants most pods counts. */
  readonly metrics: ScalingMetric[];
}

/**
 * Properties of `Autoscaling.keda`.
 */
export interface KedaAutoscalingProps extends AutoscalingLimits {
  /** What is followed; that which wants most pods counts. `minReplicas` 0 needs one that tells of work without pods. */
  readonly triggers: KedaTrigger[];

  /**
   * How often the triggers are asked.
   *
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;

  /**
   * How long nothing must have been to do until the last pod goes, with `minReplicas` 0.
   *
   * @default Duration.minutes(5)
   */
  readonly cooldown?: Duration;
}
