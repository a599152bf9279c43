import { Workload } from '../../manifests';
import { RolloutPlan } from '../updates';
import { appliedAlone, applyAlone, remedyOf } from './build-remedy';
import { Change, ChangedInput, changedInput, compatible, isNothing, isSame, joined, PlannedInput } from './change';
import { Move } from './moves';
import { Need, setsFor } from './need';
import { Cure, isAppliedAlone, Remedy, WorkloadRemedies } from './remedy';
import { mendsDrains, MOST_TRIED_AT_ONCE, roundsOfLarge } from './search-budget';
import { isCured, isCuredAlone, isCuredBy, isNowhereWorse, isWorse, Prover } from './verify';

/** Sets of moves that are tried together, each for one need. */
interface Attempt {
  readonly need: Need;
  readonly set: readonly Move[];
}

/**
 * One remedy for each need of a large input, in few plans: in each round every workload that is still in need gets its
 * next set of moves, all in one plan, and what is proven of a workload then cures it. All that was found is judged
 * together at last, and only what holds there is kept: these remedies hold when all of them are made.
 */
export function findAtOnce(
  input: PlannedInput, before: RolloutPlan, prover: Prover, needs: readonly Need[],
): { readonly found: [Need, WorkloadRemedies][]; readonly untried: string[] } {
  const solved = new Map<Need, Remedy>();
  const alone = new Map<Need, Remedy>();
  // Where pods find no room at last, to go first only takes it from others.
  const isOver = before.steadyState.verdict === 'impossible';
  needs.filter(({ cure, plan: { alone, fits } }) =>
    cure === 'update' && alone.verdict === 'proven' && (!isOver || fits.verdict === 'proven'))
    .forEach((need) => solved.set(need, applyAlone(need.plan)));
  // Updates that finish are left as they are: nobody needs a remedy of them.
  const wanted = needs.filter((need) => need.cure !== 'downtime' && !solved.has(need));
  const cures: readonly Cure[] = mendsDrains(before) ? ['update', 'drain'] : ['update'];
  const changedBy = rememberingLast(input);
  const rounds = inTurn(cures.map((cure) =>
    roundsFor(input, wanted.filter((need) => need.cure === cure), (need) => solved.has(need))));
  for (let left = roundsOfLarge(before); left > 0; left--) {
    const { value: attempts } = rounds.next();
    if (!attempts) {
      break;
    }
    // The first that cures by itself is the cheapest.
    tryFor(input, before, prover, attempts, changedBy).forEach((remedy, need) => isAppliedAlone(remedy)
      ? alone.set(need, alone.get(need) ?? remedy) : solved.set(need, remedy));
  }
  alone.forEach((remedy, need) => solved.set(need, solved.get(need) ?? remedy));
  const kept = keptTogether(before, prover, solved, changedBy);
  const without = wanted.filter((need) => !kept.has(need)).length;
  const said = 'remedies hold when all of them are made: there are too many workloads to judge each by itself';
  return {
    found: [...kept].map(([need, remedy]) => [need, { remedies: [remedy], refuted: [] }]),
    untried: [
      ...kept.size > 0 ? [said] : [], ...without > 0 ? [`further remedies of ${without} updates and drains`] : [],
    ],
  };
}

/** The next set for each need that is not solved; one that writes otherwise what another one writes waits a round. */
function* roundsFor(
  input: PlannedInput, needs: readonly Need[], isSolved: (need: Need) => boolean,
): Generator<readonly Attempt[], void> {
  const sets = new Map(needs.map((need) => [need, [...setsFor(input, need, MOST_TRIED_AT_ONCE, () => false)]]));
  for (;;) {
    const next = needs.filter((need) => !isSolved(need)).flatMap((need): Attempt[] =>
      sets.get(need)!.slice(0, 1).map((set) => ({ need, set })));
    const { taken } = compatible(next, changeOf);
    if (taken.length === 0) {
      return;
    }
    taken.forEach(({ need }) => sets.get(need)!.shift());
    yield taken;
  }
}

function changeOf({ set }: Attempt): Change {
  return joined(set.map(({ change }) => change));
}

/** The input with a change; where all that was tried last is kept, what was made for that is not made again. */
function rememberingLast(input: PlannedInput): (change: Change) => ChangedInput {
  let last: { readonly change: Change; readonly changed: ChangedInput } | undefined;
  return (change) => {
    last = last && isSame(last.change, change) ? last : { change, changed: changedInput(input, change) };
    return last.changed;
  };
}

/** One of each in turn, until all have ended. */
function* inTurn<T>(sources: readonly Iterator<T, void>[]): Generator<T, void> {
  for (let open = sources; open.length > 0;) {
    const results = open.map((source) => source.next());
    for (const result of results) {
      if (!result.done) {
        yield result.value;
      }
    }
    open = open.filter((_, index) => !results[index].done);
  }
}

function tryFor(
  input: PlannedInput, before: RolloutPlan, prover: Prover, attempts: readonly Attempt[],
  changedBy: (change: Change) => ChangedInput,
): Map<Need, Remedy> {
  const changed = changedBy(joined(attempts.map(changeOf)));
  const judge = (some: readonly Attempt[], drainsOnly: boolean) => {
    const asked = new Set(some.map(({ need: { index } }) => changed.model.workloads[index]?.manifest));
    const only = ({ manifest }: Workload) => asked.has(manifest);
    const options = { only, drainsOnly: () => drainsOnly, provesOnly: () => true };
    return prover(changed.model, changed.cluster, options).workloads;
  };
  // What does not cure a drain is not asked what it makes of the update.
  const drains = attempts.filter(({ need }) => need.cure === 'drain');
  const drained = drains.length > 0 ? judge(drains, true) : [];
  const hopeful = attempts.filter(({ need: { cure, index } }) =>
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
  before: RolloutPlan, prover: Prover, solved: ReadonlyMap<Need, Remedy>, changedBy: (change: Change) => ChangedInput,
): Map<Need, Remedy> {
  const { taken, change } = compatible([...solved], ([, remedy]) => remedy.change);
  if (isNothing(change)) {
    return new Map(taken);
  }
  const { model, cluster } = changedBy(change);
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
