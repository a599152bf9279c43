import { plural } from '../../kubernetes/plural';
import { Workload } from '../../manifests';
import { planRollout, RolloutPlan, WorkloadPlan } from '../updates';
import { idOf, remedyOf, titleOf } from './build-remedy';
import { ChangedInput, changedInput, joined, PlannedInput } from './change';
import { combinations } from './combinations';
import { Move, movesFor } from './moves';
import { ranked } from './rank';
import { Cure, Refuted, Remedy, WorkloadRemedies } from './remedy';
import { SearchBudget } from './search-budget';
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

/** A changed input, judged. */
interface Trial {
  readonly changed: ChangedInput;
  readonly after: RolloutPlan;
  /** All workloads were judged, not only the one that the change is for. */
  readonly isWhole: boolean;
}

/**
 * Changes that make an update proven which may not finish, a drain which may not, and an update that finishes while
 * nobody serves free of downtime: for each workload of a plan, the best first (`ranked`). Each is verified: the prover
 * judges the changed input and says *proven* of what was wrong, and of no other workload, drain or steady state
 * anything worse than before.
 *
 * In a large input (`SearchBudget`) a change is first judged for its workload alone. The best ones of all workloads are
 * then judged once together, and only what holds there is listed.
 */
export function findRemedies(input: PlannedInput, plan: RolloutPlan, prover: Prover = planRollout): RemedyReport {
  return new Search(input, plan, prover).run();
}

class Search {
  private readonly budget: SearchBudget;
  /** Trials of further nodes and nothing else, which are the same for every workload. */
  private readonly grown = new Map<string, Trial>();
  /** What helped a workload of the same kind, by what makes it alike. */
  private readonly helped = new Map<string, string>();

  constructor(
    private readonly input: PlannedInput,
    private readonly before: RolloutPlan,
    private readonly prover: Prover,
  ) {
    this.budget = new SearchBudget(before);
  }

  public run(): RemedyReport {
    const { workloads } = this.input.model;
    const needs = this.before.workloads.flatMap((plan, index) =>
      neededCures(plan).map((cure): Need => ({ workload: workloads[index], index, plan, cure })),
    );
    const order: readonly Cure[] = ['update', 'drain', 'downtime'];
    needs.sort((one, two) => order.indexOf(one.cure) - order.indexOf(two.cure));
    const found = new Map<Need, WorkloadRemedies>();
    let untried = 0;
    for (const need of needs) {
      if (this.budget.isSpent) {
        untried++;
      } else {
        found.set(need, this.remediesOf(need));
      }
    }
    const kept = this.budget.judgesAll ? found : this.keptTogether(found);
    const byWorkload = new Map<WorkloadPlan, WorkloadRemedies>();
    kept.forEach(({ remedies, refuted }, { plan }) => {
      const known = byWorkload.get(plan);
      byWorkload.set(plan, {
        remedies: ranked([...(known?.remedies ?? []), ...remedies]), refuted: [...(known?.refuted ?? []), ...refuted],
      });
    });
    return {
      byWorkload,
      untried: untried === 0 ? [] : [`remedies of ${plural(untried, 'further workload')}: there are too many to try`],
    };
  }

  private remediesOf(need: Need): WorkloadRemedies {
    const { cure, plan, workload } = need;
    const remedies: Remedy[] = [];
    const refuted: Refuted[] = [];
    if (cure === 'update' && plan.alone.verdict === 'proven') {
      remedies.push(applyAlone(need));
    }
    const moves = movesFor(cure, { ...this.input, workload, plan });
    const cures = new Set<string>();
    const sets = this.sets(need, moves, (set) => cures.has(idOf(set)));
    for (const set of sets) {
      const trial = this.try(need, set);
      const after = trial.after.workloads[need.index];
      if (
        after
        && isCured(cure, after)
        && !isWorse(without(cure, plan), after)
        && (!trial.isWhole || isNowhereWorse(this.before, trial.after))
      ) {
        cures.add(idOf(set));
        this.helped.set(likeness(need), idOf(set));
        remedies.push(remedyOf(workload, this.input, this.before, { cure, moves: set, changed: trial.changed, after }));
      } else if (after && set.length === 1) {
        refuted.push({ id: idOf(set), title: titleOf(set), after, spareNodes: trial.changed.spareNodes });
      }
      if (remedies.length === MOST_LISTED || this.budget.isSpent) {
        break;
      }
    }
    return { remedies: ranked(remedies), refuted };
  }

  /** What is tried: in a large input only what helped a workload that is alike, where one was helped. */
  private *sets(
    need: Need,
    moves: readonly Move[],
    isCure: (set: readonly Move[]) => boolean,
  ): Generator<readonly Move[]> {
    let count = 0;
    const known = this.budget.judgesAll ? undefined : this.helped.get(likeness(need));
    for (const set of combinations(moves, isCure)) {
      if (known !== undefined && idOf(set) !== known) {
        continue;
      }
      if (count === this.budget.mostForOne) {
        return;
      }
      count++;
      yield set;
    }
  }

  private try({ index }: Need, set: readonly Move[]): Trial {
    const change = joined(set.map((move) => move.change));
    const isNodesOnly = change.patches.length + change.added.length + change.removed.length === 0;
    const key = isNodesOnly ? idOf(set) : undefined;
    const known = key === undefined ? undefined : this.grown.get(key);
    if (known) {
      return known;
    }
    this.budget.take();
    const changed = changedInput(this.input, change);
    const isWhole = isNodesOnly || this.budget.judgesAll;
    const own = changed.model.workloads[index]?.manifest;
    const after = isWhole
      ? this.prover(changed.model, changed.cluster)
      : this.prover(changed.model, changed.cluster, ({ manifest }) => manifest.id === own?.id);
    const trial = { changed, after, isWhole };
    if (key !== undefined) {
      this.grown.set(key, trial);
    }
    return trial;
  }

  /** Of remedies that were judged for their workload alone, the best ones that hold when all are made at once. */
  private keptTogether(found: ReadonlyMap<Need, WorkloadRemedies>): Map<Need, WorkloadRemedies> {
    const best = [...found].flatMap(
      ([
        need,
        {
          remedies: [first],
        },
      ]) => (first && need.cure !== 'downtime' ? [{ need, first }] : []),
    );
    const changed = changedInput(this.input, joined(best.map(({ first }) => first.change)));
    const after = this.prover(changed.model, changed.cluster);
    const holds = isNowhereWorse(this.before, after);
    return new Map(
      [...found].map(
        ([
          need,
          {
            remedies: [first], refuted,
          },
        ]) => {
          const isKept =
            first !== undefined && holds && (isCured(need.cure, after.workloads[need.index]) || isAlone(first));
          return [need, { remedies: isKept ? [first] : [], refuted }];
        },
      ),
    );
  }
}

/** A plan whose fault that is to be cured is not held against the change: it may shift from one to another. */
function without(cure: Cure, plan: WorkloadPlan): WorkloadPlan {
  return cure === 'drain' ? { ...plan, drain: { ...plan.drain, verdict: 'impossible' } } : plan;
}

const APPLY_ALONE = 'apply-alone';

/** An update that only what changes beside it may keep from finishing. */
function applyAlone({ plan }: Need): Remedy {
  return {
    id: APPLY_ALONE,
    cures: 'update',
    title: 'apply it by itself: wait until it has finished before anything else changes',
    change: { patches: [], added: [], removed: [], nodes: [] },
    after: { ...plan, ...plan.alone },
    verdict: plan.alone.verdict,
    downtimeSeconds: plan.downtimeSeconds,
    costPerHour: 0,
    toFill: [],
    notes: [],
    props: [],
  };
}

function isAlone({ id }: Remedy): boolean {
  return id === APPLY_ALONE;
}

/**
 * Workloads with the same text are likely to be cured by the same change; it is verified for each of them all the same.
 */
function likeness({ workload: { kind, pod }, plan, cure }: Need): string {
  return JSON.stringify([
    cure, kind, plan.verdict, plan.drain.verdict, plan.strategy, plan.maxSurge, plan.maxUnavailable, plan.replicas > 1,
    [...pod.requests].map(([name]) => name), pod.nodeSelector, pod.claims.length, pod.spread.length,
    pod.antiAffinity.length,
  ]);
}
