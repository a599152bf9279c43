import { ContainerResourcesProps } from './container-resources';

/**
 * The process that the main container of a `StatelessService`, a `Worker` or a task runs: what the image leaves open.
 */
export interface ProcessProps {
  /** Image with an exact tag or digest. */
  readonly image: string;

  /** CPU, memory and disk. */
  readonly resources: ContainerResourcesProps;

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
