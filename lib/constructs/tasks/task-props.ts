import { Duration } from 'cdk8s';
import { ContainerResourcesProps } from '../workload/container-resources';
import { WorkloadProps } from '../workload/workload-props';

/**
 * What `ScheduledTask` and `OneOffTask` have in common.
 */
export interface TaskProps extends WorkloadProps {
  /** Image with an exact tag or digest. */
  readonly image: string;

  /** CPU, memory and disk. */
  readonly resources: ContainerResourcesProps;

  /**
   * Role of the task in the architecture, for its labels.
   *
   * @default 'task'
   */
  readonly component?: string;

  /**
   * Command in place of the image's.
   *
   * @default - that of the image
   */
  readonly command?: string[];

  /**
   * Arguments in place of the image's.
   *
   * @default - those of the image
   */
  readonly args?: string[];

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

  /**
   * Directory of Python modules; becomes `PYTHONPATH`.
   *
   * @default - PYTHONPATH is not set
   */
  readonly pythonPath?: string;

  /**
   * User and group that the process runs as; not root.
   *
   * @default 10001
   */
  readonly uid?: number;

  /**
   * Whether the process can write only to `writablePaths` and volumes.
   *
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Directories that are empty at the start and that the process can write to.
   *
   * @default ['/tmp']
   */
  readonly writablePaths?: string[];
}
