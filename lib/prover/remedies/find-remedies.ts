import { Before } from '../../manifests';
import { planRollout, RolloutPlan, WorkloadPlan } from '../updates';
import { appliedAlone, applyAlone, idOf, remedyOf, titleOf } from './build-remedy';
import { PlannedInput } from './change';
import { findAtOnce } from './find-at-once';
import { leavesOthers } from './leaves-others';
import { goesBack } from './moves';
import { Need, needsOf, setsFor } from './need';
import { ranked } from './rank';
import { Cure, Refuted, Remedy, WorkloadRemedies } from './remedy';
import { isSmall, MOST_TRIED } from './search-budget';
import { Trials } from './trials';
import { isCuredAlone, isCuredBy, isWorse, Prover } from './verify';

/** Remedies of one cure of one workload that are listed. */
const MOST_LISTED = 5;

/** What was found for every workload in need. */
export interface RemedyReport {
  readonly byWorkload: ReadonlyMap<WorkloadPlan, WorkloadRemedies>;
  /** What was not tried, or rests on something, in words. */
  readonly untried: readonly string[];
}

const EVERY_CURE: readonly Cure[] = ['update', 'drain', 'downtime'];

export const NO_REMEDIES: RemedyReport = { byWorkload: new Map(), untried: [] };

/**
 * Changes that make an update proven which may not finish, a drain which may not, and an update that finishes while
 * nobody serves free of downtime: for each workload of a plan, the best first (`ranked`). Each is verified: the prover
 * judges the changed input and says *proven* of what was wrong, and of no other workload, drain or steady state
 * anything worse than before. Where only a node cures an update beside all others, what does by itself is one too, if
 * it leaves these no worse off (`leavesOthers`; `from` is what runs).
 *
 * In a large input (`isSmall`) one remedy is looked for in each case, and all are judged together (`findAtOnce`).
 */
export function findRemedies(
  input: PlannedInput, plan: RolloutPlan, prover: Prover = planRollout, cures: readonly Cure[] = EVERY_CURE,
  from?: Before,
): RemedyReport {
  const needs = needsOf(input, plan).filter(({ cure }) => cures.includes(cure));
  if (needs.length === 0) {
    return NO_REMEDIES;
  }
  if (!isSmall(plan)) {
    const { found, untried } = findAtOnce(input, plan, prover, needs);
    return { byWorkload: byWorkload(found), untried };
  }
  const trials = new Trials(input, plan, prover);
  const found = needs.map((need) => [need, remediesOf(input, plan, trials, need, from)] as const);
  return { byWorkload: byWorkload(found), untried: [] };
}

function remediesOf(
  input: PlannedInput, before: RolloutPlan, trials: Trials, need: Need, from?: Before,
): WorkloadRemedies {
  const { cure, plan, workload, index } = need;
  const remedies = cure === 'update' && plan.alone.verdict === 'proven' && leavesOthers(input, before, index, from)
    ? [applyAlone(plan)] : [];
  const alone: Remedy[] = [];
  const refuted: Refuted[] = [];
  const cures = new Set<string>();
  for (const set of setsFor(input, need, MOST_TRIED, (each) => cures.has(idOf(each)))) {
    const { changed, after } = trials.of(index, set);
    if (after && isCuredBy(cure, set, after) && !isWorse(plan, after, goesBack(set)) && trials.isHarmless(index, set)) {
      cures.add(idOf(set));
      const remedy = remedyOf(workload, input, before, { cure, moves: set, changed, after });
      remedies.push(cure === 'update' ? { ...remedy, mends: trials.mendedBeside(index, set) } : remedy);
    } else if (after && alone.length === 0 && isCuredAlone(cure, plan, after) && !isWorse(plan, after)
      && trials.isHarmless(index, set) && leavesOthers(changed, before, index, from)) {
      alone.push(appliedAlone(remedyOf(workload, input, before, { cure, moves: set, changed, after })));
    } else if (after && set.length === 1) {
      refuted.push({ id: idOf(set), title: titleOf(set), after, spareNodes: changed.spareNodes });
    }
    if (remedies.length === MOST_LISTED) {
      break;
    }
  }
  const isFree = remedies.some(({ nodes }) => nodes === undefined);
  return { remedies: isFree ? remedies : [...alone, ...remedies], refuted };
}

function byWorkload(found: readonly (readonly [Need, WorkloadRemedies])[]): Map<WorkloadPlan, WorkloadRemedies> {
  const result = new Map<WorkloadPlan, WorkloadRemedies>();
  found.forEach(([{ plan }, each]) => {
    const { remedies, refuted } = result.get(plan) ?? { remedies: [], refuted: [] };
    result.set(plan, {
      remedies: ranked([...remedies, ...each.remedies]), refuted: [...refuted, ...each.refuted],
    });
  });
  return result;
}
