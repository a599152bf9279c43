import { Duration } from 'cdk8s';
import { ContainerResourcesProps } from '../workload/container-resources';
import { SecretKey } from '../workload/secret-source';
import { ReplicatedWorkloadProps } from '../workload/replicated-workload-props';
import { VectorStoreTopology } from './vector-store-topology';

/**
 * Properties of `VectorStore`.
 */
export interface VectorStoreProps extends ReplicatedWorkloadProps {
  /**
   * CPU, memory and disk of each node. Memory is about vectors x dimensions x 4 bytes x 1.5:
   * https://qdrant.tech/documentation/capacity-planning/
   */
  readonly resources: ContainerResourcesProps;

  /**
   * Qdrant image with an exact tag or digest, running as user 1000. Do not skip a minor version when you raise it:
   * https://qdrant.tech/documentation/upgrades/
   *
   * @default 'qdrant/qdrant:v1.19.0-unprivileged'
   */
  readonly image?: string;

  /**
   * One node or several.
   *
   * @default VectorStoreTopology.singleNode()
   */
  readonly topology?: VectorStoreTopology;

  /**
   * Size of the volume of each node, for the data and its snapshots.
   *
   * @default '10Gi'
   */
  readonly storageSize?: string;

  /**
   * StorageClass of the volumes; block storage, since Qdrant does not run on NFS or object stores.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * Whether Argo CD, Flux and Helm leave the claims alone when they are no longer rendered, and a StatefulSet keeps
   * them when it is deleted or scaled down.
   *
   * @default true
   */
  readonly retainStorage?: boolean;

  /**
   * API key that callers must send, a Secret in the namespace of the workload.
   *
   * @default - none: whoever the network policy lets in can read and write
   */
  readonly apiKey?: SecretKey;

  /**
   * API key that only reads.
   *
   * @default - none
   */
  readonly readOnlyApiKey?: SecretKey;

  /**
   * How long a node may take to load its collections until it serves.
   *
   * @default Duration.minutes(10)
   */
  readonly startupBudget?: Duration;

  /**
   * How long a node that has never seen the image may take to pull it.
   *
   * @default Duration.minutes(2)
   */
  readonly imagePullBudget?: Duration;
}
