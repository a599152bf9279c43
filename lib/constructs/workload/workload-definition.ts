import * as k8s from '../../../imports/k8s';
import { Volume } from '../../../imports/kubernetes';
import { Autoscaling } from './autoscaling';
import { ClaimSpec } from './claim-spec';
import { ContainerResources, DiskDefaults } from './container-resources';
import { DisruptionBudget } from './disruption-budget';
import { Egress } from './egress';
import { HealthCheck } from './health-check';
import { MetricsEndpoint } from './metrics-endpoint';
import { NetworkPeer } from './network-peer';
import { RolloutStrategy } from './rollout-strategy';
import { SecretSource } from './secret-source';
import { ServiceType } from './service-type';
import { StartupBudget } from './startup-budget';
import { WorkloadController } from './workload-controller';
import { WorkloadPort } from './workload-port';

/**
 * What a construct says about its pods; all else is the same for every workload.
 */
export interface PodDefinition {
  /** Image of the main container, with an exact tag or digest. */
  readonly image: string;

  /** CPU, memory, disk and devices of the main container. */
  readonly resources: ContainerResources;

  /** Role in the architecture, such as `vector-store`, for labels. */
  readonly component: string;

  /**
   * What runs in it, such as `qdrant`, for labels.
   *
   * @default - the name of the workload
   */
  readonly application?: string;

  /**
   * Ports that the main container listens on. The first is the one that health checks and callers mean when they name
   * none; those with a `servicePort` are on the Service.
   *
   * @default - none, and no Service
   */
  readonly ports?: WorkloadPort[];

  /**
   * Where it shows its Prometheus metrics.
   *
   * @default - it has none
   */
  readonly metrics?: MetricsEndpoint;

  /**
   * Annotations of the Deployment, StatefulSet, CronJob or Job that the construct writes itself.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Name of the main container.
   *
   * @default - the name of the workload
   */
  readonly containerName?: string;

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
   * User that the pod runs as; not root.
   *
   * @default 10001
   */
  readonly uid?: number;

  /**
   * Group that the pod runs as, and that owns its volumes.
   *
   * @default - uid
   */
  readonly gid?: number;

  /**
   * Whether the main container can write only to volumes.
   *
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Volumes of the construct.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Where the main container has them.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * A PersistentVolumeClaim to render beside the pods; a volume must name it.
   *
   * @default - none
   */
  readonly claim?: ClaimSpec;

  /**
   * Ways out of the cluster when `egress` is not given.
   *
   * @default - none
   */
  readonly egress?: Egress[];

  /**
   * Pull secrets when `imagePullSecrets` is not given.
   *
   * @default - none
   */
  readonly imagePullSecrets?: SecretSource[];

  /**
   * Taints that the pods accept when `tolerations` is not given.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Disk of the main container when `resources` says nothing about it.
   *
   * @default - 256Mi, and a limit of 2Gi
   */
  readonly disk?: DiskDefaults;

  /**
   * How long a pod may take to stop when `terminationGracePeriod` is not given.
   *
   * @default - 30 seconds after the pause before its process is told to stop
   */
  readonly terminationGraceSeconds?: number;
}

/** Volumes in the types of what is rendered, in those of users. @internal */
export function volumesOf(volumes: Volume[]): k8s.Volume[] {
  return volumes as unknown as k8s.Volume[];
}

/**
 * What a construct of replicas says about its objects.
 */
export interface WorkloadDefinition extends PodDefinition {
  /**
   * Number of pods.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Who decides the number of pods in place of `replicas`.
   *
   * @default - nobody
   */
  readonly autoscaling?: Autoscaling;

  /**
   * What makes the pods.
   *
   * @default WorkloadController.deployment()
   */
  readonly controller?: WorkloadController;

  /**
   * How pods are replaced.
   *
   * @default RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 })
   */
  readonly rollout?: RolloutStrategy;

  /**
   * How long a pod may take to start.
   *
   * @default StartupBudget.of(Duration.minutes(2))
   */
  readonly startupBudget?: StartupBudget;

  /**
   * How to see that a pod can serve; whoever is on a Service must say, or write `HealthCheck.none(reason)`.
   *
   * @default - a pod is ready from the moment its containers run
   */
  readonly readiness?: HealthCheck;

  /**
   * How to see that a process must be restarted.
   *
   * @default - it is restarted only when it exits
   */
  readonly liveness?: HealthCheck;

  /**
   * How to see that a process has started. Its times come from the startup budget.
   *
   * @default - `liveness`, when there is one
   */
  readonly startup?: HealthCheck;

  /**
   * Seconds a new pod must have been ready before an old one is stopped.
   *
   * @default 0
   */
  readonly minReadySeconds?: number;

  /**
   * How the Service is reached.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;

  /**
   * Who is let in by the network policy; needed for a Service that is reached from outside.
   *
   * @default - nobody but those that are connected
   */
  readonly clients?: NetworkPeer[];

  /**
   * Labels of those pods that the Service leads to, besides `app`: of a StatefulSet,
   * `{ 'statefulset.kubernetes.io/pod-name': 'cache-0' }` is its first pod.
   *
   * @default - all pods
   */
  readonly serviceSelector?: { readonly [key: string]: string };

  /**
   * How many pods a drain may take away when `disruptionBudget` is not given.
   *
   * @default DisruptionBudget.minAvailable(1)
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * Whether a pod that is not ready may always be evicted. Not where it may be recovering the only other copy of data.
   *
   * @default true
   */
  readonly evictUnreadyPods?: boolean;

  /**
   * Pause before the process is told to stop when `preStopDelay` is not given.
   *
   * @default - 10 with a Service, in which load balancers learn that the pod is going; otherwise 0
   */
  readonly preStopDelaySeconds?: number;
}
