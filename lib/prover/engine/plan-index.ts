import { Capacity } from '../placement';
import { Manifest, Workload } from '../../manifests';
import { planRestart, planTransition } from '../transition';
import { RolloutPlan, WorkloadPlan } from '../updates';
import { RuleContext } from './rule-context';

/** The verdicts of all workloads, by the manifest that describes them. */
export interface PlanIndex {
  readonly plan: RolloutPlan;
  readonly byManifest: ReadonlyMap<Manifest, WorkloadPlan>;
  /** Workloads that fit alone, but not all together; the first stands for all of them. */
  readonly firstCrowdedOut?: WorkloadPlan;
}

/** What the prover says about a workload. Only asked for by rules that need the cluster. */
export function planOf(workload: Workload, context: RuleContext): WorkloadPlan | undefined {
  return planIndex(context).byManifest.get(workload.manifest);
}

/** The verdicts of all workloads on the cluster of the context. */
export function planIndex(context: RuleContext): PlanIndex {
  return context.once(computePlan);
}

function computePlan({ model, cluster, from, plan: known }: RuleContext): PlanIndex {
  const plan = known ?? (from ? planTransition(model, from, cluster) : planRestart(model, cluster));
  const [reason] = plan.steadyState.witness;
  const isCrowded =
    plan.steadyState.verdict === 'impossible' && !plan.workloads.some(({ fits }) => fits.verdict === 'impossible');
  return {
    plan,
    byManifest: new Map(model.workloads.map(({ manifest }, index) => [manifest, plan.workloads[index]])),
    firstCrowdedOut: isCrowded
      ? plan.workloads.find(({ fits }) => fits.verdict === 'possible' && fits.witness[0] === reason)
      : undefined,
  };
}

/** The nodes and pods of the context; undefined without a cluster. */
export function capacityOf(context: RuleContext): Capacity | undefined {
  return context.once(computeCapacity);
}

function computeCapacity({ model, cluster }: RuleContext): Capacity | undefined {
  return cluster && new Capacity(model, cluster);
}

/**
 * Whether the prover looked at the nodes and found an answer: rules that only guess from the manifest then have nothing
 * to add.
 */
export function isDecidedOnCluster(workload: Workload, context: RuleContext): boolean {
  return context.cluster !== undefined && (planOf(workload, context)?.verdict ?? 'unknown') !== 'unknown';
}
