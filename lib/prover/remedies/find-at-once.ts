import { Workload } from '../../manifests';
import { RolloutPlan } from '../updates';
import { appliedAlone, applyAlone, idOf, remedyOf } from './build-remedy';
import { changedInput, contradict, isNothing, joined, NO_CHANGE, PlannedInput } from './change';
import { Move } from './moves';
import { Need, setsFor } from './need';
import { isAppliedAlone, Remedy, WorkloadRemedies } from './remedy';
import { mendsDrains, MOST_TRIED_AT_ONCE, plansOfLarge } from './search-budget';
import { isCured, isCuredAlone, isCuredBy, isNowhereWorse, isWorse, Prover } from './verify';

/** A change that is tried for all workloads that may be cured by it. */
interface Attempt {
  readonly members: { readonly need: Need; readonly set: readonly Move[] }[];
}

/**
 * One remedy for each need of a large input, in few plans: sets of moves with equal names (`recreate`,
 * `more-nodes-1-gpu`) are made for all workloads at once, and what is proven of a workload then cures it. All that was
 * found is judged together at last, and only what holds there is kept: these remedies hold when all of them are made.
 */
export function findAtOnce(
  input: PlannedInput, before: RolloutPlan, prover: Prover, needs: readonly Need[],
): { readonly found: [Need, WorkloadRemedies][]; readonly untried: string[] } {
  const solved = new Map<Need, Remedy>();
  const alone = new Map<Need, Remedy>();
  needs.filter(({ cure, plan }) => cure === 'update' && plan.alone.verdict === 'proven')
    .forEach((need) => solved.set(need, applyAlone(need.plan)));
  // Updates that finish are left as they are: nobody needs a remedy of them.
  const wanted = needs.filter((need) => need.cure !== 'downtime' && !solved.has(need));
  // Each attempt takes one plan, and all together one more.
  let left = plansOfLarge(before) - 1;
  const tried = mendsDrains(before) ? wanted : wanted.filter(({ cure }) => cure === 'update');
  for (const { members } of attempts(input, tried)) {
    const open = members.filter(({ need }) => !solved.has(need));
    if (open.length > 0 && left > 0) {
      left--;
      // The first that cures by itself is the cheapest.
      tryFor(input, before, prover, open).forEach((remedy, need) => isAppliedAlone(remedy)
        ? alone.set(need, alone.get(need) ?? remedy) : solved.set(need, remedy));
    }
  }
  alone.forEach((remedy, need) => solved.set(need, solved.get(need) ?? remedy));
  const kept = keptTogether(input, before, prover, solved);
  const without = wanted.filter((need) => !kept.has(need)).length;
  const said = 'remedies hold when all of them are made: there are too many workloads to judge each by itself';
  return {
    found: [...kept].map(([need, remedy]) => [need, { remedies: [remedy], refuted: [] }]),
    untried: [
      ...kept.size > 0 ? [said] : [], ...without > 0 ? [`further remedies of ${without} updates and drains`] : [],
    ],
  };
}

/** Sets of equal names, in the order in which they stand first for some workload. */
function attempts(input: PlannedInput, needs: readonly Need[]): Attempt[] {
  const byName = new Map<string, Attempt>();
  const positions = new Map<string, number>();
  needs.forEach((need) => [...setsFor(input, need, MOST_TRIED_AT_ONCE, () => false)].forEach((set, position) => {
    const name = `${need.cure} ${idOf(set)}`;
    const attempt = byName.get(name) ?? { members: [] };
    attempt.members.push({ need, set });
    byName.set(name, attempt);
    positions.set(name, Math.min(position, positions.get(name) ?? position));
  }));
  return [...byName].sort(([one], [two]) => positions.get(one)! - positions.get(two)!).map(([, attempt]) => attempt);
}

function tryFor(
  input: PlannedInput, before: RolloutPlan, prover: Prover, members: Attempt['members'],
): Map<Need, Remedy> {
  const changed = changedInput(input, joined(members.flatMap(({ set }) => set.map(({ change }) => change))));
  const judge = (some: Attempt['members'], drainsOnly: boolean) => {
    const asked = new Set(some.map(({ need: { index } }) => changed.model.workloads[index]?.manifest));
    const only = ({ manifest }: Workload) => asked.has(manifest);
    const options = { only, drainsOnly: () => drainsOnly, provesOnly: () => true };
    return prover(changed.model, changed.cluster, options).workloads;
  };
  // What does not cure a drain is not asked what it makes of the update.
  const drains = members.filter(({ need }) => need.cure === 'drain');
  const drained = drains.length > 0 ? judge(drains, true) : [];
  const hopeful = members.filter(({ need: { cure, index } }) =>
    cure !== 'drain' || (drained[index] && isCured(cure, drained[index])));
  const workloads = hopeful.length > 0 ? judge(hopeful, false) : [];
  return new Map(hopeful.flatMap(({ need, set }) => {
    const after = workloads[need.index];
    const verified = { cure: need.cure, moves: set, changed, after };
    if (!after || isWorse(need.plan, after)) {
      return [];
    }
    const remedy = () => remedyOf(need.workload, input, before, verified);
    return isCuredBy(need.cure, set, after) ? [[need, remedy()]]
      : isCuredAlone(need.cure, need.plan, after) ? [[need, appliedAlone(remedy())]] : [];
  }));
}

function keptTogether(
  input: PlannedInput, before: RolloutPlan, prover: Prover, solved: ReadonlyMap<Need, Remedy>,
): Map<Need, Remedy> {
  let change = NO_CHANGE;
  const taken = [...solved].filter(([, remedy]) => {
    const fits = !contradict(change, remedy.change);
    change = fits ? joined([change, remedy.change]) : change;
    return fits;
  });
  if (isNothing(change)) {
    return new Map(taken);
  }
  const { model, cluster } = changedInput(input, change);
  // What may block before may do so after: only whether it is proven now, and whether it never can be, is asked.
  const proven = new Set(
    model.workloads.filter((_, index) => before.workloads[index]?.verdict === 'proven').map(({ manifest }) => manifest),
  );
  const after = prover(model, cluster, { provesOnly: ({ manifest }) => !proven.has(manifest) });
  const isMended = ([{ cure, index }, remedy]: [Need, Remedy]) => {
    const plan = after.workloads[index];
    return isAppliedAlone(remedy) ? plan.alone.verdict === 'proven' : isCured(cure, plan);
  };
  return new Map(isNowhereWorse(before, after) ? taken.filter(isMended) : []);
}
