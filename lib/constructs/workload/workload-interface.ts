import { IConstruct } from 'constructs';
import { EnvValue } from './env-value';
import { SecretKey } from './secret-source';
import { WorkloadPort } from './workload-port';

/**
 * What a connection must know of the workloads at its two ends.
 */
export interface IWorkload extends IConstruct {
  /** Name of the workload, and of its Service. */
  readonly name: string;

  /** Namespace of the chart; undefined when the chart has none. */
  readonly namespace?: string;

  /** Ports, those on the Service and those of the pod only. */
  readonly ports: WorkloadPort[];

  /** The API key that callers need; undefined when the workload asks for none. */
  readonly credential?: SecretKey;

  /**
   * URL of a port inside the cluster, by way of the Service.
   *
   * @param port one of `ports`, with a port on the Service
   */
  url(port: WorkloadPort): string;

  /**
   * Sets an environment variable.
   *
   * @throws when it is set already, the name is not valid, or a secret is given as a literal
   */
  addEnv(name: string, value: EnvValue): void;
}
