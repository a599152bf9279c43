import * as k8s from '../../../imports/k8s';

/**
 * Fields of the pod that no property of a construct sets, in the words of the Kubernetes API. What is given here
 * replaces what the construct would have written.
 */
export interface PodSpecOverrides {
  /**
   * Host name of the pod.
   * @default - the pod name
   */
  readonly hostname?: string;
  /**
   * Lines of `/etc/hosts`.
   * @default - none
   */
  readonly hostAliases?: k8s.HostAlias[];
  /**
   * How names are resolved: `ClusterFirst`, `Default`, `ClusterFirstWithHostNet` or `None`.
   * @default - cluster DNS
   */
  readonly dnsPolicy?: string;
  /**
   * Name servers, search domains and options besides those of `dnsPolicy`.
   * @default - none
   */
  readonly dnsConfig?: k8s.PodDnsConfig;
  /**
   * Scheduler that places the pod. What is proven holds for the default one.
   * @default - the default scheduler
   */
  readonly schedulerName?: string;
  /**
   * Whether containers see the processes of each other.
   * @default false
   */
  readonly shareProcessNamespace?: boolean;
  /**
   * Conditions besides its containers that a pod must meet to be ready.
   * @default - none
   */
  readonly readinessGates?: k8s.PodReadinessGate[];
  /**
   * What the pod takes besides its containers.
   * @default - the runtime class's
   */
  readonly overhead?: { readonly [resource: string]: k8s.Quantity };
  /**
   * How pods are spread over nodes and zones.
   * @default - spread over nodes and zones where possible
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];
  /**
   * User, groups and rights of the pod.
   * @default - restricted, with the user of the image
   */
  readonly securityContext?: k8s.PodSecurityContext;
  /**
   * Whether containers get a token for the API server.
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;
  /**
   * Whether the Services of the namespace become environment variables.
   * @default false
   */
  readonly enableServiceLinks?: boolean;
  /**
   * Whether the pod has others of lower priority evicted: `PreemptLowerPriority` or `Never`.
   * @default - PreemptLowerPriority
   */
  readonly preemptionPolicy?: string;
}
