import { Duration } from 'cdk8s';
import { ProcessProps } from '../workload/process-props';
import { WorkloadProps } from '../workload/workload-props';

/**
 * What `ScheduledTask` and `OneOffTask` have in common.
 */
export interface TaskProps extends WorkloadProps, ProcessProps {
  /**
   * Role of the task in the architecture, for its labels.
   *
   * @default 'task'
   */
  readonly component?: string;

  /**
   * How long one run may take, all its attempts and the pull of the image included. Then its pods are killed, and the
   * run has failed.
   *
   * @default Duration.hours(1)
   */
  readonly deadline?: Duration;

  /**
   * Attempts after the first one, each in a new pod.
   *
   * @default 3
   */
  readonly backoffLimit?: number;
}
