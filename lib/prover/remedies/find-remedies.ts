import { Workload } from '../../manifests';
import { planRollout, RolloutPlan, WorkloadPlan } from '../updates';
import { idOf, remedyOf, titleOf } from './build-remedy';
import { changedInput, joined, NO_CHANGE, PlannedInput } from './change';
import { combinations } from './combinations';
import { isComplete, Move, movesFor } from './moves';
import { ranked } from './rank';
import { APPLY_ALONE, Cure, Refuted, Remedy, WorkloadRemedies } from './remedy';
import { SearchBudget } from './search-budget';
import { Trials } from './trials';
import { isCured, isNowhereWorse, isWorse, neededCures, Prover } from './verify';

/** Remedies of one cure of one workload that are listed. */
const MOST_LISTED = 5;

/** What was found for every workload in need. */
export interface RemedyReport {
  readonly byWorkload: ReadonlyMap<WorkloadPlan, WorkloadRemedies>;
  /** What was not tried, in words. */
  readonly untried: readonly string[];
}

export const NO_REMEDIES: RemedyReport = { byWorkload: new Map(), untried: [] };

/** One thing that is wrong with one workload. */
interface Need {
  readonly workload: Workload;
  readonly index: number;
  readonly plan: WorkloadPlan;
  readonly cure: Cure;
}

/**
 * Changes that make an update proven which may not finish, a drain which may not, and an update that finishes while
 * nobody serves free of downtime: for each workload of a plan, the best first (`ranked`). Each is verified: the prover
 * judges the changed input and says *proven* of what was wrong, and of no other workload, drain or steady state
 * anything worse than before.
 *
 * In a large input (`SearchBudget`) a change is judged for its workload alone, and the best ones of all workloads are
 * judged once together: only what holds there is listed.
 */
export function findRemedies(
  input: PlannedInput, plan: RolloutPlan, prover: Prover = planRollout,
): RemedyReport {
  return new Search(input, plan, prover).run();
}

class Search {
  private readonly budget: SearchBudget;
  private readonly trials: Trials;
  /** What helped a workload of the same kind, by what makes it alike. */
  private readonly helped = new Map<string, string>();

  constructor(
    private readonly input: PlannedInput, private readonly before: RolloutPlan, private readonly prover: Prover,
  ) {
    this.budget = new SearchBudget(before);
    this.trials = new Trials(input, before, prover, this.budget);
  }

  public run(): RemedyReport {
    const found = new Map<Need, WorkloadRemedies>();
    let untried = 0;
    for (const need of this.needs()) {
      if (this.budget.isSpent) {
        untried++;
      } else {
        found.set(need, this.remediesOf(need));
      }
    }
    const byWorkload = new Map<WorkloadPlan, WorkloadRemedies>();
    (this.budget.judgesAll ? found : this.keptTogether(found)).forEach((each, { plan }) => {
      const { remedies, refuted } = byWorkload.get(plan) ?? { remedies: [], refuted: [] };
      byWorkload.set(plan, {
        remedies: ranked([...remedies, ...each.remedies]), refuted: [...refuted, ...each.refuted],
      });
    });
    const left = `remedies of ${untried} more updates and drains, because there are too many to try`;
    return { byWorkload, untried: untried === 0 ? [] : [left] };
  }

  /** Updates that may not finish come first. */
  private needs(): Need[] {
    const { workloads } = this.input.model;
    const order: readonly Cure[] = ['update', 'drain', 'downtime'];
    return this.before.workloads
      .flatMap((plan, index) => neededCures(plan).map((cure) => ({ workload: workloads[index], index, plan, cure })))
      .sort((one, two) => order.indexOf(one.cure) - order.indexOf(two.cure));
  }

  private remediesOf(need: Need): WorkloadRemedies {
    const { cure, plan, workload, index } = need;
    const remedies = cure === 'update' && plan.alone.verdict === 'proven' ? [applyAlone(need)] : [];
    const refuted: Refuted[] = [];
    const cures = new Set<string>();
    for (const set of this.sets(need, (each) => cures.has(idOf(each)))) {
      const { changed, after } = this.trials.of(index, set);
      const helps = after !== undefined && isCured(cure, after) && !isWorse(plan, after);
      if (helps && this.trials.isHarmless(index, set)) {
        cures.add(idOf(set));
        this.helped.set(likeness(need), idOf(set));
        remedies.push(remedyOf(workload, this.input, this.before, { cure, moves: set, changed, after }));
      } else if (after && set.length === 1) {
        refuted.push({ id: idOf(set), title: titleOf(set), after, spareNodes: changed.spareNodes });
      }
      if (remedies.length === MOST_LISTED || this.budget.isSpent) {
        break;
      }
    }
    return { remedies: ranked(remedies), refuted };
  }

  /** What is tried: in a large input only what helped a workload that is alike, where one was helped. */
  private *sets(need: Need, isCure: (set: readonly Move[]) => boolean): Generator<readonly Move[]> {
    const { cure, plan, workload } = need;
    const known = this.budget.judgesAll ? undefined : this.helped.get(likeness(need));
    let left = this.budget.mostForOne;
    for (const set of combinations(movesFor(cure, { ...this.input, workload, plan }), isCure)) {
      if (left === 0) {
        return;
      }
      if (isComplete(set, cure, plan) && (known === undefined || idOf(set) === known)) {
        left--;
        yield set;
      }
    }
  }

  /** Of remedies that were judged for their workload alone, the best ones that hold when all are made at once. */
  private keptTogether(found: ReadonlyMap<Need, WorkloadRemedies>): Map<Need, WorkloadRemedies> {
    const best = [...found].flatMap(([{ cure }, { remedies }]) => cure === 'downtime' ? [] : remedies.slice(0, 1));
    const { model, cluster } = changedInput(this.input, joined(best.map(({ change }) => change)));
    const after = this.prover(model, cluster);
    const holds = isNowhereWorse(this.before, after);
    return new Map([...found].map(([need, { remedies, refuted }]) => {
      const kept = remedies.slice(0, 1).filter(({ id }) =>
        holds && (id === APPLY_ALONE || isCured(need.cure, after.workloads[need.index])));
      return [need, { remedies: kept, refuted }];
    }));
  }
}

/** An update that only what changes beside it may keep from finishing. */
function applyAlone({ plan }: Need): Remedy {
  return {
    id: APPLY_ALONE,
    cures: 'update',
    title: 'apply it by itself: wait until it has finished before anything else changes',
    change: NO_CHANGE,
    after: { ...plan, ...plan.alone },
    verdict: plan.alone.verdict,
    downtimeSeconds: plan.downtimeSeconds,
    costPerHour: 0,
    toFill: [],
    notes: [],
    props: [],
  };
}

/** Workloads with equal text are likely to be cured by equal changes; each is verified all the same. */
function likeness({ workload: { kind, pod }, plan, cure }: Need): string {
  return JSON.stringify([
    cure, kind, plan.verdict, plan.drain.verdict, plan.drain.evictionBlockedBy.length, plan.strategy, plan.maxSurge,
    plan.maxUnavailable, plan.replicas > 1, [...pod.requests.keys()], pod.nodeSelector, pod.claims.length,
    pod.spread.length, pod.antiAffinity.length,
  ]);
}
