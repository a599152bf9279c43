import { SecretKey } from './secret-source';

/**
 * Properties of `ExternalEndpoint.inCluster`.
 */
export interface InClusterEndpointProps {
  /** Name of the Service. */
  readonly service: string;

  /** Namespace of the Service. */
  readonly namespace: string;

  /** Port of the Service. */
  readonly port: number;

  /**
   * Port of the pods behind it, which is what network policies see.
   *
   * @default - that of the Service
   */
  readonly containerPort?: number;

  /**
   * Labels of the pods behind it, so that the way leads to them alone.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { readonly [key: string]: string };

  /**
   * Scheme of the URL, such as `postgresql`.
   *
   * @default 'http'
   */
  readonly scheme?: string;

  /**
   * Path at the end of the URL, such as `/v1` or the name of a database.
   *
   * @default - none
   */
  readonly path?: string;

  /**
   * API key or password that callers must send, a Secret in their namespace.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
}
