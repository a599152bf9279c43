import { Duration } from 'cdk8s';

/**
 * How often a health check is asked, and how many answers count.
 */
export interface HealthCheckTiming {
  /**
   * Time between two questions.
   *
   * @default - Duration.seconds(10) for readiness, Duration.seconds(30) for liveness
   */
  readonly period?: Duration;

  /**
   * Time for one answer.
   *
   * @default - Duration.seconds(5) for readiness, Duration.seconds(10) for liveness
   */
  readonly timeout?: Duration;

  /**
   * Failures in a row after which a pod gets no more traffic, or its container is restarted.
   *
   * @default - 3 for readiness, 5 for liveness
   */
  readonly failureThreshold?: number;

  /**
   * Successes in a row after which a pod gets traffic; liveness needs one.
   *
   * @default 1
   */
  readonly successThreshold?: number;
}
