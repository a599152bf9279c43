import * as k8s from '../../../imports/k8s';

/**
 * Fields of the pod that no property of a construct sets, in the words of the Kubernetes API. What is given here
 * replaces what the construct would have written.
 */
export interface PodSpecOverrides {
  /** @default - the pod name */
  readonly hostname?: string;
  /** @default - none */
  readonly hostAliases?: k8s.HostAlias[];
  /** @default - cluster DNS */
  readonly dnsPolicy?: string;
  /** @default - none */
  readonly dnsConfig?: k8s.PodDnsConfig;
  /** @default - the default scheduler */
  readonly schedulerName?: string;
  /** @default false */
  readonly shareProcessNamespace?: boolean;
  /** @default - none */
  readonly readinessGates?: k8s.PodReadinessGate[];
  /** @default - the runtime class's */
  readonly overhead?: { readonly [resource: string]: k8s.Quantity };
  /** @default - spread over nodes and zones where possible */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];
  /** @default - restricted, with the user of the image */
  readonly securityContext?: k8s.PodSecurityContext;
  /** @default false */
  readonly automountServiceAccountToken?: boolean;
  /** @default false */
  readonly enableServiceLinks?: boolean;
  /** @default - PreemptLowerPriority */
  readonly preemptionPolicy?: string;
}
