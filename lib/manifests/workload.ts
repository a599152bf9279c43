import { IntOrPercent, UpdateBounds, UpdateLimits } from '../kubernetes/arithmetic';
import { Field } from './field';
import { LabelSelector } from './label-selector';
import { Manifest } from './manifest';
import { PodTemplate } from './pod-template';

/** How the disruption controller learns how many pods there should be; `none` makes a budget refuse every eviction. */
export type Scale = 'known' | 'none' | 'unmanaged';

/**
 * The update strategy, `RollingUpdate` where the manifest names none, other absent fields left absent: the defaults
 * depend on the kind.
 */
export interface UpdateStrategy extends UpdateLimits {
  readonly partition?: number;
  /** JSON pointer of the strategy. */
  readonly pointer: string;
}

/** A claim a StatefulSet makes for each of its pods. */
export interface ClaimTemplate {
  readonly name: string;
}

/** An object that produces pods, as the adapter of its kind reads it. */
export interface Workload {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /**
   * Pods: `spec.replicas`, or what stands for it: parallelism of a Job, one for a Pod, zero for a DaemonSet (one for
   * each node).
   */
  readonly replicas: number;
  /** Pods that are there all the time: none of a Job, which ends, or of pods that wait for admission. */
  readonly least: number;
  readonly hasReplicas: boolean;
  /** Pods of one replica: the size of a group, one for most kinds. An autoscaler counts replicas. */
  readonly groupSize: number;
  readonly selector?: LabelSelector;
  readonly pod: PodTemplate;
  /** The object that has the template of the pods, where it is another one: as it runs. */
  readonly podManifest?: Manifest;
  readonly strategy: UpdateStrategy;
  readonly paused: boolean;
  readonly podManagementPolicy: string;
  readonly minReadySeconds: number;
  readonly progressDeadlineSeconds?: number;
  readonly claimTemplates: ClaimTemplate[];
  /** How an update of so many pods goes; undefined for kinds whose pods are never replaced. */
  readonly bounds: (replicas: number) => UpdateBounds | undefined;
  /** What its other pods are called, where one object has pods of several templates: `workers`. */
  readonly role?: string;
  /** The object's pods of other templates. */
  readonly companions: Workload[];
  /** An update replaces pods of all templates together, as one group. */
  readonly isGang: boolean;
  /** Why an update waits for a person or another tool, however much room there is. */
  readonly waitsFor?: string;
  /**
   * Until then no pod is replaced, and further ones are of the template that runs (`old`) or of the new one. Undefined
   * where some are replaced, or where that is not known.
   */
  readonly holds?: 'old' | 'new';
  /** Why the API server of this version refuses the object. */
  readonly refusal?: string;
  /** The lowest priority that its pods were given when they were made, where their class means another by now. */
  readonly priority?: number;
  /** The highest of theirs. */
  readonly highestPriority?: number;
  /** What decides over these pods besides room, in words: their own verdict is unknown. */
  readonly undecided: string[];
  /** What the input does not say of these pods' number or size: every verdict that depends on their room is unknown. */
  readonly unread: string[];
  /** A strategy of the cluster that an apply may keep in place of the defaults. */
  readonly keptStrategy?: string;
  /** The VerticalPodAutoscaler that chooses the requests of its pods. */
  readonly resizedBy?: Manifest;
  /**
   * When the pods of a hook of Helm or Argo CD run: in no update, apart from it, before or behind, or for a while
   * beside one. Undefined for pods that are no hook's.
   */
  readonly hook?: 'never' | 'apart' | 'sometimes';
  /** How a disruption budget counts these pods. */
  readonly scale: Scale;
}

/** A whole number or a percentage such as `25%`; anything else is reported. */
export function readIntOrPercent(field: Field): IntOrPercent | undefined {
  if (typeof field.value === 'string') {
    if (/^\d{1,6}%$/.test(field.value)) {
      return field.value;
    }
    field.report(`must be a whole number or a percentage such as 25%, is '${field.value.slice(0, 60)}'`);
    return undefined;
  }
  return field.integer();
}
