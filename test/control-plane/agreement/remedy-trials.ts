import { admit } from '../../../lib/prover/admission';
import { fixOf, plan, PlanReport } from '../../../lib/prover/plan';
import { Cure, Fix, isAppliedAlone, Remedy } from '../../../lib/prover/remedies';
import { stepBetween } from '../../../lib/prover/remedies/step-between';
import { planTransition } from '../../../lib/prover/transition';
import { RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { clusterOf, modelOf } from './prover';
import { Random } from './random';
import { Scenario } from './scenario';

/** One remedy that is to be carried out. */
export interface RemedyTrial {
  /** Of the table: what is cured, and by which moves, without the names of pools. */
  readonly id: string;
  readonly cure: Cure;
  /** Of a change from what runs, and not of a restart. */
  readonly isTransition: boolean;
  /** Before anything else changes. */
  readonly isAlone: boolean;
  /** The workload that is cured. */
  readonly target: WorkloadPlan;
  readonly remedy: Remedy;
  /** The remedy and nothing else. */
  readonly fix: Fix;
  /** What is said of the rest of a release, once the cured workload was applied by itself. */
  readonly rest?: RolloutPlan;
  readonly spareNodes: Json[];
}

/**
 * Remedies of a scenario, so many at most: the best one of each thing that is wrong, in an order of chance, and then
 * those that remain.
 */
export function trialsOf(scenario: Scenario, minor: string, most: number): RemedyTrial[] {
  if (most === 0) {
    return [];
  }
  const random = new Random(scenario.seed + 9_000_000);
  const isChanged = scenario.workloads.some(({ from, to }) => from !== to);
  const offered = [false, true].filter((isTransition) => isChanged || !isTransition)
    .flatMap((isTransition) => offersOf(scenario, minor, isTransition));
  const [best, others] = [true, false].map((isBest) =>
    random.shuffle(offered.filter((each) => each.isBest === isBest)));
  return [...best, ...others].slice(0, most).map(({ trial }) => trial());
}

function offersOf(
  scenario: Scenario, minor: string, isTransition: boolean,
): { readonly isBest: boolean; readonly trial: () => RemedyTrial }[] {
  const written = modelOf(scenario, isTransition ? 'to' : 'from', minor);
  const from = isTransition ? { model: modelOf(scenario, 'from', minor), prune: false, name: 'what runs' } : undefined;
  const report = plan(written, { cluster: clusterOf(scenario), from });
  return [...report.remedies.byWorkload].flatMap(([target, { remedies }]) => remedies.map((remedy) => ({
    isBest: remedies.find(({ cures }) => cures === remedy.cures) === remedy,
    trial: () => {
      const cures = [remedy.cures];
      const fix = fixOf(only(report, target, remedy), written, { from }, { cures, mayLeaveBlanks: true });
      if (!fix) {
        throw new Error(`${target.workload}: remedy ${remedy.id} does not hold when it is chosen`);
      }
      const isAlone = isAppliedAlone(remedy);
      return {
        id: idOf(remedy), cure: remedy.cures, isTransition, isAlone, target, remedy, fix,
        spareNodes: (remedy.nodes?.names ?? []).map((name) => spareNode(scenario, remedy.nodes!.pool, name)),
        rest: from && isAlone ? restOf(from, fix, report.workloads.indexOf(target)) : undefined,
      };
    },
  })));
}

function only(report: PlanReport, target: WorkloadPlan, remedy: Remedy): PlanReport {
  const byWorkload = new Map([[target, { remedies: [remedy], refuted: [] }]]);
  return { ...report, remedies: { byWorkload, untried: [] } };
}

/** `update: recreate+more-nodes`. */
function idOf({ cures, id }: Remedy): string {
  return `${cures}: ${id.replace(/more-nodes-\d+-[^+]*/, 'more-nodes')}`;
}

/** Each node is a pool of its own. */
function spareNode({ nodes }: Scenario, pool: string, name: string): Json {
  const alike = structuredClone(nodes.find(({ metadata }) => metadata.name === pool)!);
  alike.metadata.name = name;
  alike.metadata.labels['kubernetes.io/hostname'] = name;
  delete alike.spec.unschedulable;
  return alike;
}

function restOf(
  from: { readonly model: ReturnType<typeof modelOf>; readonly prune: boolean; readonly name: string }, fix: Fix,
  index: number,
): RolloutPlan {
  const { model, cluster } = fix.input;
  const step = stepBetween(admit(from.model, cluster).model, model, new Set(), model.workloads[index].manifest);
  return planTransition(model, { ...from, model: step.after }, cluster);
}
