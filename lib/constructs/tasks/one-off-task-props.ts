import { Duration } from 'cdk8s';
import { TaskProps } from './task-props';

/**
 * Properties of `OneOffTask`.
 */
export interface OneOffTaskProps extends TaskProps {
  /**
   * Pods that must end well.
   *
   * @default 1
   */
  readonly completions?: number;

  /**
   * Pods that run at a time.
   *
   * @default 1
   */
  readonly parallelism?: number;

  /**
   * How long the Job stays after its end, with its pods and logs. Not with Argo CD or Flux: they make a Job again that
   * is gone, and it runs a second time.
   *
   * @default - until it is deleted or pruned
   */
  readonly keepFor?: Duration;
}
