import { Json } from '../cluster/api';

/** One workload before and after the change that is judged. */
export interface WorkloadChange {
  readonly from: Json;
  /** The same object where one apply does not change it. */
  readonly to: Json;
  /** Fewest pods, where an autoscaler sizes it; the most are those that it writes. */
  readonly least?: number;
}

/**
 * Nodes, what stands around the workloads, and the workloads. Nothing outside its namespace and its nodes takes part.
 */
export interface Scenario {
  readonly seed: number;
  readonly namespace: string;
  /** What is in it, by the name that the table shows. */
  readonly features: string[];
  /** As `kubectl get nodes -o json` shows them. */
  readonly nodes: Json[];
  /** Namespace, quotas, limits, budgets and claims, in the order in which they are applied. */
  readonly context: Json[];
  readonly workloads: WorkloadChange[];
  /** Whether all are updated at once too. */
  readonly joint: boolean;
  /** Its pods look at nodes of other scenarios, so that none may be there. */
  readonly alone: boolean;
}

/** `Deployment/w0`, as a plan names it within the namespace. */
export function idOf({ kind, metadata }: Json): string {
  return `${kind}/${metadata.name}`;
}

/** Controllers whose pods are replaced by an update. */
export function isUpdated({ kind }: Json): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet';
}
