import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { Manifest } from './manifest';
import type { ServerAnswers } from './server-answer';
import { VerticalBound } from './vertical-autoscaler';
import { Workload } from './workload';

/** What is to be known of an input beside its manifests. */
export interface ModelOptions {
  /** Version of the cluster; the newest when absent. */
  readonly kubernetes?: KubernetesVersion;
  /** Kinds that make no pods, as `Kafka` or `Kafka.kafka.strimzi.io`. */
  readonly ignoredKinds?: readonly string[];
  /** Objects of the cluster that the manifests may refer to; where both have an object, the manifest counts. */
  readonly live?: readonly Manifest[];
  /** Kinds of which all objects of the cluster are in `live`, if there are any. */
  readonly asked?: ReadonlySet<string>;
  /**
   * The size that VerticalPodAutoscalers are taken to choose, of those that they may.
   * @default - not known
   */
  readonly verticalBound?: VerticalBound;
  /**
   * Whether volumes of whose place the input tells nothing are taken to stay on the node of their first pod.
   * @default - every node reaches them
   */
  readonly keepsVolumes?: boolean;
  /** What the API server of the cluster said of these manifests; nothing when it was not asked. */
  readonly answers?: ServerAnswers;
  /** Puts another workload in the place of one that was read, before the API server sees it: how a change would go. */
  readonly adjust?: (workload: Workload) => Workload;
}
