import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as k8s from '../../../imports/k8s';
import { NodePool } from '../../cluster';
import { ClaimMount } from './claim-mount';
import { ConfigMount } from './config-mount';
import { DeviceClaim } from './device-claim';
import { Egress } from './egress';
import { EnvSource, EnvValue } from './env-value';
import { NetworkIsolation } from './network-isolation';
import { ImageVolume } from './image-volume';
import { PodResources } from './pod-resources';
import { PodSpecOverrides } from './pod-spec-overrides';
import { SecretMount } from './secret-mount';
import { SecretSource } from './secret-source';

/**
 * What every workload of this library can be given.
 */
export interface WorkloadProps {
  /**
   * Name of the workload: of its Deployment, Service and ServiceAccount, and the prefix of all its other objects.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Environment variables.
   *
   * @default - only those the construct itself needs
   */
  readonly env?: { readonly [name: string]: EnvValue };

  /**
   * ConfigMaps and Secrets whose keys all become environment variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvSource[];

  /**
   * ConfigMaps mounted as directories.
   *
   * @default - none
   */
  readonly configMounts?: ConfigMount[];

  /**
   * Secrets mounted as directories.
   *
   * @default - none
   */
  readonly secretMounts?: SecretMount[];

  /**
   * PersistentVolumeClaims mounted as directories.
   *
   * @default - none
   */
  readonly claimMounts?: ClaimMount[];

  /**
   * A ServiceAccount that somebody else makes: `kplus.ServiceAccount`, or
   * `kplus.ServiceAccount.fromServiceAccountName(scope, id, name)`.
   *
   * @default - one of its own, without a token of the API server
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * Ways out of the cluster. Names can always be resolved; everything else that is neither declared here nor a
   * connection to another workload is blocked.
   *
   * @default - see each construct
   */
  readonly egress?: Egress[];

  /**
   * Whether there is a network policy; `NetworkIsolation.none(reason)` leaves it out.
   *
   * @default NetworkIsolation.POLICY
   */
  readonly networkIsolation?: NetworkIsolation;

  /**
   * Pull secrets of the registry, in the namespace of the workload.
   *
   * @default - see each construct
   */
  readonly imagePullSecrets?: SecretSource[];

  /**
   * Annotations of the ServiceAccount, such as `eks.amazonaws.com/role-arn`: the way to cloud access without keys.
   *
   * @default - none
   */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };

  /**
   * Labels of all objects; a claim template of a StatefulSet, which nobody can change, and pods have none of them.
   *
   * @default - those of the chart, and those the construct itself writes
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Labels of the pods. A change replaces them.
   *
   * @default - those of the chart, and those the construct itself writes
   */
  readonly podLabels?: { readonly [key: string]: string };

  /**
   * Annotations of all objects, but not of the pods; those that a property gives to one object take their place.
   *
   * @default - only those the construct itself writes
   */
  readonly objectAnnotations?: { readonly [key: string]: string };

  /**
   * Annotations of the Deployment, StatefulSet, CronJob or Job.
   *
   * @default - only those the construct itself writes
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Annotations of the pods. A change replaces them.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };

  /**
   * Nodes that the pods run on: its labels become the node selector, its taints are accepted.
   *
   * @default - any node
   */
  readonly nodePool?: NodePool;

  /**
   * Labels a node must have, besides those of the pool.
   *
   * @default - none
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * Taints of nodes that the pods accept, besides those of the pool.
   *
   * @default - see each construct
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Placement rules.
   *
   * @default - none
   */
  readonly affinity?: k8s.Affinity;

  /**
   * Name of the PriorityClass.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Name of the RuntimeClass, such as `nvidia` where it is not the node's default.
   *
   * @default - the node's default
   */
  readonly runtimeClassName?: string;

  /**
   * Volumes of the pod besides those of the construct.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Where those volumes are mounted in the main container.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Images mounted as directories, such as the weights of a model. Kubernetes 1.35 has them.
   *
   * @default - none
   */
  readonly imageVolumes?: ImageVolume[];

  /**
   * What all containers of a pod ask for and may use together. Kubernetes 1.34 has it.
   *
   * @default - what each container asks for
   */
  readonly podResources?: PodResources;

  /**
   * Devices by dynamic resource allocation, for the main container. Kubernetes 1.34 has them.
   *
   * @default - none
   */
  readonly deviceClaims?: DeviceClaim[];

  /**
   * Containers that run before the main container; one with `restartPolicy: 'Always'` starts before it and runs beside
   * it until it ends, also in a Job.
   *
   * @default - none
   */
  readonly initContainers?: k8s.Container[];

  /**
   * Containers that run beside the main container.
   *
   * @default - none
   */
  readonly sidecars?: k8s.Container[];

  /**
   * How long a pod may take to stop, its `preStopDelay` included, until it is killed.
   *
   * @default - see each construct
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Fields of the pod that no other property sets.
   *
   * @default - none
   */
  readonly podSpecOverrides?: PodSpecOverrides;
}
