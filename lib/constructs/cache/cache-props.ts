import { Duration } from 'cdk8s';
import { ContainerResourcesProps } from '../workload/container-resources';
import { ReplicatedWorkloadProps } from '../workload/replicated-workload-props';
import { SecretKey } from '../workload/secret-source';
import { CacheTopology } from './cache-topology';
import { EvictionPolicy } from './eviction-policy';

/**
 * Properties of `Cache`.
 */
export interface CacheProps extends ReplicatedWorkloadProps {
  /** CPU, memory and disk of each pod; three quarters of the memory limit are for the data. */
  readonly resources: ContainerResourcesProps;

  /**
   * Image of Valkey, or of Redis 7 or newer, with an exact tag or digest and a shell.
   *
   * @default 'valkey/valkey:8.1.11' (https://valkey.io/download/releases/v8-1-11/)
   */
  readonly image?: string;

  /**
   * One pod, or one with copies.
   *
   * @default CacheTopology.single()
   */
  readonly topology?: CacheTopology;

  /**
   * Password that callers must send, a Secret in the namespace of the workload.
   *
   * @default - none: whoever the network policy lets in can read and write
   */
  readonly password?: SecretKey;

  /**
   * What is thrown out when the memory is full.
   *
   * @default EvictionPolicy.ALL_KEYS_LRU
   */
  readonly eviction?: EvictionPolicy;

  /**
   * Size of the volume of each pod, in which every write is kept.
   *
   * @default - no volume: a pod that starts is empty
   */
  readonly storageSize?: string;

  /**
   * StorageClass of the volumes.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * Whether Argo CD, Flux and Helm leave the claims alone when they are no longer rendered, and the StatefulSet keeps
   * them when it is deleted or scaled down.
   *
   * @default true
   */
  readonly retainStorage?: boolean;

  /**
   * Image of the Prometheus exporter beside each pod, with an exact tag or digest.
   *
   * @default - no exporter, and no metrics
   */
  readonly exporterImage?: string;

  /**
   * How long a pod may take to load its data until it serves.
   *
   * @default Duration.minutes(2)
   */
  readonly startupBudget?: Duration;

  /**
   * How long a node that has never seen the image may take to pull it.
   *
   * @default Duration.minutes(2)
   */
  readonly imagePullBudget?: Duration;
}
