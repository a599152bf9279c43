/**
 * Options for `connectToService` and `connectToDeployment`.
 */
export interface ServiceConnectionOptions {
  /** Environment variable of the caller that holds the URL. */
  readonly env: string;

  /**
   * Port of the Service.
   *
   * @default - its first
   */
  readonly port?: number;

  /**
   * Scheme of the URL, such as `redis`.
   *
   * @default 'http'
   */
  readonly scheme?: string;

  /**
   * Path at the end of the URL, such as `/v1`.
   *
   * @default - none
   */
  readonly path?: string;
}
