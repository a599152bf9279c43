import { Cluster } from '../cluster';
import { Before, Model, Workload } from '../manifests';
import { admit } from './admission';
import { Connections, findConnections } from './connections';
import { deliveredElsewhere } from './delivered-elsewhere';
import {
  CuredChange, curedChange, findRemedies, Fix, fixAll, FixOptions, NO_REMEDIES, Order, Prover, RemedyReport,
  restartProver, updateOrder,
} from './remedies';
import { planTransition } from './transition';
import { RolloutPlan, WorkloadPlan } from './updates';

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
  /**
   * Whether to find the order of updates, one after the other, with the least downtime.
   *
   * @default false
   */
  readonly order?: boolean;
  /**
   * Whether to look for changes that would make verdicts better, which takes most of the time.
   *
   * @default true
   */
  readonly remedies?: boolean;
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
  /** How the change goes with the best remedies, where it is said what runs and something is to be mended. */
  readonly curedChange?: () => CuredChange | undefined;
  /** The updates in the order of least downtime, where it was asked for and the nodes are known. */
  readonly order?: Order;
  /** Who calls whom. */
  readonly connections: Connections;
  /** Fields that could not be read, so that verdicts are unknown: `Deployment/web: /spec/replicas must be …`. */
  readonly unread: readonly string[];
}

/**
 * One remedy for each update that may not finish and each drain that does not, so that all of them hold together.
 *
 * @param report what `plan` said of the same manifests with the same options; undefined is returned where nothing is
 *   to be mended, or nothing helps
 */
export function fixOf(
  report: PlanReport, written: Model, { from }: PlanOptions = {}, options: FixOptions = {},
): Fix | undefined {
  const { cluster, remedies } = report;
  const { model } = admit(written, cluster);
  const fix = cluster && fixAll({ model, cluster }, report, remedies, proverOf(model, from), options);
  return fix && fix.chosen.length > 0 ? fix : undefined;
}

/** The prover for a restart as written, or for the change from what runs. */
function proverOf(written: Model, from: Before | undefined): Prover {
  return from ? (model, cluster, options) => planTransition(model, from, cluster, options) : restartProver(written);
}

/** Decides for every workload whether an update of it can finish, what it costs, and what would make it better. */
export function plan(written: Model, { cluster: described, from, order, ...options }: PlanOptions = {}): PlanReport {
  // Admitted once: what follows admits the result as it is.
  const { model } = admit(written, described);
  const cluster = described?._withKarpenter(model);
  const prover = proverOf(model, from);
  const rollout = prover(model, cluster);
  const isHelpSought = cluster !== undefined && options.remedies !== false;
  const remedies = isHelpSought ? findRemedies({ model, cluster }, rollout, prover, undefined, from) : NO_REMEDIES;
  return {
    ...rollout,
    from: from?.name,
    cluster,
    byWorkload: new Map(model.workloads.map((workload, index) => [workload, rollout.workloads[index]])),
    remedies,
    curedChange: from && isHelpSought
      ? () => curedChange({ model, cluster }, rollout, remedies, from, prover) : undefined,
    order: order && cluster ? updateOrder({ model, cluster, from, plan: rollout }) : undefined,
    connections: findConnections(model),
    unread: model.problems.map(({ manifest, pointer, message }) => `${manifest.id}: ${pointer} ${message}`),
    notLookedAt: [...rollout.notLookedAt, ...remedies.untried, ...deliveredElsewhere(model)],
  };
}
