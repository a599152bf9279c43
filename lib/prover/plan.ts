import { Cluster } from '../cluster';
import { Before, Model, Workload } from '../manifests';
import { admit } from './admission';
import { Connections, findConnections } from './connections';
import { findRemedies, NO_REMEDIES, Prover, RemedyReport } from './remedies';
import { planTransition } from './transition';
import { planRollout, RolloutPlan, WorkloadPlan } from './updates';

export interface PlanOptions {
  /**
   * The nodes; without them no verdict that depends on room is given.
   *
   * @default - unknown
   */
  readonly cluster?: Cluster;
  /**
   * What runs now. Without it every workload is restarted as it is written.
   *
   * @default - unknown
   */
  readonly from?: Before;
}

/** All that is to be said about the rollouts of one input: what every output format shows. */
export interface PlanReport extends RolloutPlan {
  /** What ran before, in words; absent where every workload is restarted as it is written. */
  readonly from?: string;
  /** The nodes it was made for. */
  readonly cluster?: Cluster;
  /** The plan of each workload, in the order of the manifests. */
  readonly byWorkload: ReadonlyMap<Workload, WorkloadPlan>;
  /** What would make verdicts better, each change proven. */
  readonly remedies: RemedyReport;
  /** Who calls whom. */
  readonly connections: Connections;
}

/** Decides for every workload whether an update of it can finish, what it costs, and what would make it better. */
export function plan(written: Model, { cluster: described, from }: PlanOptions = {}): PlanReport {
  // Admitted once: what follows admits the result as it is.
  const { model } = admit(written);
  const cluster = described?._withKarpenter(model);
  const prover: Prover = (asked, nodes, options) =>
    from ? planTransition(asked, from, nodes, options) : planRollout(asked, nodes, options);
  const rollout = prover(model, cluster);
  const remedies = cluster ? findRemedies({ model, cluster }, rollout, prover) : NO_REMEDIES;
  return {
    ...rollout,
    from: from?.name,
    cluster,
    byWorkload: new Map(model.workloads.map((workload, index) => [workload, rollout.workloads[index]])),
    remedies,
    connections: findConnections(model),
    notLookedAt: [...rollout.notLookedAt, ...remedies.untried],
  };
}
