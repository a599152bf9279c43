import { Duration } from 'cdk8s';
import { ConcurrencyPolicy } from './concurrency-policy';
import { TaskProps } from './task-props';

/**
 * Properties of `ScheduledTask`.
 */
export interface ScheduledTaskProps extends TaskProps {
  /** When it runs, as cron writes it: minute, hour, day, month, weekday, such as `0 3 * * *`; or `@daily`. */
  readonly schedule: string;

  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   *
   * @default 'Etc/UTC' where Kubernetes would take that of the control plane
   */
  readonly timeZone?: string;

  /**
   * What happens when a run is due while the last one has not ended.
   *
   * @default ConcurrencyPolicy.FORBID
   */
  readonly concurrency?: ConcurrencyPolicy;

  /**
   * How late a run may start, after the control plane was away. At least 10 seconds, between which it looks.
   *
   * @default Duration.minutes(10)
   */
  readonly startingDeadline?: Duration;

  /**
   * Successful runs whose pods and logs stay.
   *
   * @default 3
   */
  readonly successfulRunsKept?: number;

  /**
   * Failed runs whose pods and logs stay.
   *
   * @default 3
   */
  readonly failedRunsKept?: number;

  /**
   * Whether it does not run until this is taken back.
   *
   * @default false
   */
  readonly suspend?: boolean;
}
