import { SecretKey } from './secret-source';
import { MetricsKind } from './workload-metrics';

/**
 * What a construct says about its Prometheus metrics.
 */
export interface MetricsEndpoint {
  /** Name of the port. */
  readonly port: string;

  /**
   * Path.
   *
   * @default '/metrics'
   */
  readonly path?: string;

  /**
   * Whose metrics they are.
   *
   * @default MetricsKind.OTHER
   */
  readonly kind?: MetricsKind;

  /**
   * Bearer token that the endpoint asks for.
   *
   * @default - none
   */
  readonly credential?: SecretKey;
}
