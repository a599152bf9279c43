import { Before } from '../../../lib/manifests';
import { admit } from '../../../lib/prover/admission';
import { fixOf, plan, PlanReport } from '../../../lib/prover/plan';
import { Fix, isAppliedAlone, Remedy } from '../../../lib/prover/remedies';
import { stepBetween } from '../../../lib/prover/remedies/step-between';
import { planTransition } from '../../../lib/prover/transition';
import { RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { clusterOf, modelOf } from './prover';
import { Random } from './random';
import { Scenario } from './scenario';

/** Remedies that are to be carried out at once, mostly one. */
export interface RemedyTrial {
  /** Of the table: what is cured, and by which moves, without the names of pools. */
  readonly id: string;
  /** Of a change from what runs, and not of a restart. */
  readonly isTransition: boolean;
  /** Before anything else changes. */
  readonly isAlone: boolean;
  readonly fix: Fix;
  /** What is said of the rest of a release, once the cured workload was applied by itself. */
  readonly rest?: RolloutPlan;
  readonly spareNodes: Json[];
}

/** One trial of several, made where it is wanted. */
interface Offer {
  /** What `plan` says first, or what `--fix-out` writes of all. */
  readonly isBest: boolean;
  readonly trial: () => RemedyTrial;
}

/**
 * Remedies of a scenario, so many at most: the best one of each thing that is wrong, and all that hold together, in an
 * order of chance, and then those that remain.
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

function offersOf(scenario: Scenario, minor: string, isTransition: boolean): Offer[] {
  const written = modelOf(scenario, isTransition ? 'to' : 'from', minor);
  const from = isTransition ? { model: modelOf(scenario, 'from', minor), prune: false, name: 'what runs' } : undefined;
  const report = plan(written, { cluster: clusterOf(scenario), from });
  const trialOf = (id: string, fix: Fix): RemedyTrial => {
    const isAlone = fix.chosen.some(({ remedy }) => isAppliedAlone(remedy));
    return {
      id, isTransition, isAlone, fix, spareNodes: spareNodes(scenario, fix),
      rest: from && isAlone ? restOf(from, fix, report.workloads.indexOf(fix.chosen[0].workload)) : undefined,
    };
  };
  const all = fixOf(report, written, { from });
  const areTogether = all && all.chosen.length > 1 && !all.chosen.some(({ remedy }) => isAppliedAlone(remedy));
  const singles = [...report.remedies.byWorkload].flatMap(([target, { remedies }]) => remedies.map((remedy): Offer => ({
    isBest: remedies.find(({ cures }) => cures === remedy.cures) === remedy,
    trial: () => {
      const options = { cures: [remedy.cures], mayLeaveBlanks: true };
      const fix = fixOf(only(report, target, remedy), written, { from }, options);
      if (!fix) {
        throw new Error(`${target.workload}: remedy ${remedy.id} does not hold when it is chosen`);
      }
      return trialOf(idOf(remedy), fix);
    },
  })));
  return [...areTogether ? [{ isBest: true, trial: () => trialOf('several at once', all) }] : [], ...singles];
}

function only(report: PlanReport, target: WorkloadPlan, remedy: Remedy): PlanReport {
  const byWorkload = new Map([[target, { remedies: [remedy], refuted: [] }]]);
  return { ...report, remedies: { byWorkload, untried: [] } };
}

/** `update: recreate+more-nodes`. */
function idOf({ cures, id }: Remedy): string {
  return `${cures}: ${id.replace(/more-nodes-\d+-[^+]*/, 'more-nodes')}`;
}

/** Nodes that do not exist yet; each of those that do is a pool of its own. */
function spareNodes({ nodes }: Scenario, { input: { cluster } }: Fix): Json[] {
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  return cluster._nodes.filter(({ name }) => !names.has(name)).map(({ name, pool }) => {
    const alike = structuredClone(nodes.find(({ metadata }) => metadata.name === pool)!);
    alike.metadata.name = name;
    alike.metadata.labels['kubernetes.io/hostname'] = name;
    delete alike.spec.unschedulable;
    return alike;
  });
}

function restOf(from: Before, fix: Fix, index: number): RolloutPlan {
  const { model, cluster } = fix.input;
  const step = stepBetween(admit(from.model, cluster).model, model, new Set(), model.workloads[index].manifest);
  return planTransition(model, { ...from, model: step.after }, cluster);
}
