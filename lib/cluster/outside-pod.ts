import { Workload } from '../manifests';

/** Why a pod takes no room in the end that is not started again: its name stays taken. */
export const ENDS_BY_ITSELF = 'ends by itself';

/** A pod that runs, or waits, on a live cluster and that the manifests do not describe. */
export interface OutsidePod {
  /** The pod as its manifest says: labels, requests, host ports, affinity, claims, priority class. */
  readonly workload: Workload;
  /** What made it, as `DaemonSet/kube-proxy`; the pod itself where nobody owns it. */
  readonly owner: string;
  /**
   * Kind of the controller that makes it again, which may belong to its owner.
   * @default - nobody makes it again
   */
  readonly maker?: string;
  /**
   * Why it may take no room in the end: it ends by itself, or is yet to be made.
   * @default - it stays
   */
  readonly passing?: string;
  /** Another one in the place of one that stands, and is told too. */
  readonly isAgain?: boolean;
}
