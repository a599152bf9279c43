import { Json } from '../cluster/api';
import { Random } from './random';

/** A scenario while it is being made. */
export interface Draft {
  readonly random: Random;
  readonly name: string;
  readonly features: Set<string>;
  readonly nodes: Json[];
  readonly zones: string[];
  readonly context: Json[];
  readonly workloads: Json[];
  /** Fewest pods of workloads that an autoscaler sizes, by name; their most are those that they write. */
  readonly autoscaled: Map<string, number>;
  /** What workloads become in one apply, by name. */
  readonly changes: Map<string, Json>;
  alone: boolean;
}

/** The pod spec of a workload, whatever its kind. */
export function podSpecOf(workload: Json): Json {
  return workload.kind === 'Pod' ? workload.spec : workload.spec.template.spec;
}

/** Copies of its pods on nodes, as written; one for each node of a DaemonSet. */
export function copiesOf({ nodes }: Draft, { kind, spec }: Json): number {
  return kind === 'DaemonSet' ? nodes.length : kind === 'Job' ? spec.parallelism : kind === 'Pod' ? 1 : spec.replicas;
}

export function ofKind({ workloads }: Draft, ...kinds: string[]): Json[] {
  return workloads.filter(({ kind }) => kinds.includes(kind));
}
