import { Workload } from '../../manifests';

/** Pods keep apart: at most one of the two kinds in each domain of a topology key. */
export interface Repulsion {
  readonly other: Task;
  readonly topologyKey: string;
}

/** The pods of one workload, as the scheduler sees them. */
export interface Task {
  readonly index: number;
  readonly workload: Workload;
  /** Pods when autoscalers rest and no job runs. */
  readonly least: number;
  /** Pods at the largest steady state: autoscalers at their maximum, jobs running. */
  readonly most: number;
  /** By resource index of the capacity; index 0 counts pods. */
  readonly requests: Float64Array;
  /** By node group: whether the node-only filters let the pod in. */
  readonly eligible: boolean[];
  /** Tasks whose pods must not share a domain with this one's; never itself. */
  readonly repulsions: Repulsion[];
  /** Topology key inside which two pods of this task must not meet; undefined when they may. */
  readonly apart?: { readonly topologyKey: string; readonly perRevision: boolean };
  /** What the model cannot decide for this task, in words; empty when it can. */
  readonly unmodelled: string[];
}

export { HOSTNAME_LABEL as HOSTNAME } from '../../kubernetes/well-known-labels';
