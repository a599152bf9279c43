/**
 * An HTTP request whose answer shows that a workload serves.
 */
export interface HealthRequest {
  /** Name of the port. */
  readonly port: string;

  /** Path, such as `/v1/models`. */
  readonly path: string;
}
