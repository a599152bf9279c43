import { Duration } from 'cdk8s';

/**
 * When alerts fire. Times that follow from a workload, such as its startup budget, are not among them.
 */
export interface AlertThresholds {
  /**
   * Share of its startup budget after which a start is slow, 0 to 1.
   *
   * @default 0.8
   */
  readonly slowStart?: number;

  /**
   * Requests that may wait in the queue of a language model for five minutes.
   *
   * @default 10
   */
  readonly waitingRequests?: number;

  /**
   * Share of the KV cache that may be in use while requests wait, 0 to 1.
   *
   * @default 0.95
   */
  readonly kvCache?: number;

  /**
   * Time to the first token, 95th percentile.
   *
   * @default Duration.seconds(5)
   */
  readonly timeToFirstToken?: Duration;

  /**
   * Share of requests that may fail, 0 to 1.
   *
   * @default 0.05
   */
  readonly errorRatio?: number;

  /**
   * Time that a request may wait in the queue of Triton, on average.
   *
   * @default Duration.millis(500)
   */
  readonly queueTime?: Duration;

  /**
   * Share of its memory that a GPU may have in use, 0 to 1. A language model takes nine tenths when it starts.
   *
   * @default 0.97
   */
  readonly gpuMemory?: number;

  /**
   * How long a GPU may be held without any work.
   *
   * @default Duration.hours(2)
   */
  readonly idleGpu?: Duration;

  /**
   * How long a pod may wait for a GPU: longer than a node of the pool takes to join.
   *
   * @default Duration.minutes(10)
   */
  readonly waitForGpu?: Duration;

  /**
   * How long GPU nodes beyond those that the cluster declares may stand empty.
   *
   * @default Duration.hours(1)
   */
  readonly spareNode?: Duration;

  /**
   * How far ahead the end of the room on a claim is foreseen.
   *
   * @default Duration.days(4)
   */
  readonly claimForecast?: Duration;

  /**
   * How long before its end a certificate should have been renewed.
   *
   * @default Duration.days(14)
   */
  readonly certificateExpiry?: Duration;
}
