import { Cluster } from '../../../cluster';
import { Workload } from '../../../manifests';
import { Admission } from '../../admission';
import { Capacity } from '../../placement';
import { ChangeVerdicts } from './change-verdict';
import { PlayOuts } from './played-out';

export interface PlanRolloutOptions {
  /** Asked once for each way in which the API server may admit the pods. */
  readonly changes?: (admission: Admission, cluster?: Cluster, capacity?: Capacity) => ChangeVerdicts;
  /** What is asked where nothing else decides. */
  readonly playOut?: PlayOuts;
  /**
   * The workloads that are judged: what all pods take counts all the same, and the verdicts of the others are unknown.
   *
   * @default - all
   */
  readonly only?: (workload: Workload) => boolean;
  /**
   * Workloads of which room and drains are judged only, so that verdicts on their updates say nothing.
   *
   * @default - none
   */
  readonly drainsOnly?: (workload: Workload) => boolean;
  /**
   * Workloads of which only proofs are asked for: an update that may block is not shown to do so, and may come back
   * unknown.
   *
   * @default - none
   */
  readonly provesOnly?: (workload: Workload) => boolean;
  /**
   * Whether new pods of a workload are sure to be made, where it wants any.
   *
   * @default - of those whose pods an update replaces
   */
  readonly isReplaced?: (workload: Workload) => boolean;
}
