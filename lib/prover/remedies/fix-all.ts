import { planRollout, RolloutPlan, WorkloadPlan } from '../updates';
import { Change, changedInput, contradict, joined, NO_CHANGE, PlannedInput } from './change';
import { RemedyReport } from './find-remedies';
import { Remedy } from './remedy';
import { isCured, isNowhereWorse, Prover } from './verify';

/** Joint plans at most. */
const MOST_PLANS = 40;

/** One remedy for each thing that is wrong, chosen so that all of them hold together. */
export interface Fix {
  readonly change: Change;
  readonly chosen: readonly { readonly workload: WorkloadPlan; readonly remedy: Remedy }[];
  /** What no remedy was found for that goes with the others. */
  readonly open: readonly WorkloadPlan[];
  /** The plan of everything with the change. */
  readonly after: RolloutPlan;
  readonly input: PlannedInput;
}

/**
 * Chooses remedies workload by workload, the best first of those that leave nothing to be filled in, and judges
 * everything after each choice: a remedy that does not cure beside those chosen before, or makes anything worse, makes
 * place for the next one. Updates that finish are not made free of downtime, which costs more than it mends.
 */
export function fixAll(
  input: PlannedInput,
  before: RolloutPlan,
  { byWorkload }: RemedyReport,
  prover: Prover = planRollout,
): Fix {
  let change = NO_CHANGE;
  let after = before;
  let plans = 0;
  const chosen: { workload: WorkloadPlan; remedy: Remedy }[] = [];
  const open: WorkloadPlan[] = [];
  for (const [workload, { remedies }] of byWorkload) {
    const index = before.workloads.indexOf(workload);
    for (const cure of ['update', 'drain'] as const) {
      const offered = remedies.filter(({ cures }) => cures === cure);
      const complete = [
        ...offered.filter(({ toFill }) => toFill.length === 0), ...offered.filter(({ toFill }) => toFill.length > 0),
      ];
      const fits = complete.find((remedy) => {
        const next = joined([change, remedy.change]);
        if (contradict(change, remedy.change) || plans === MOST_PLANS) {
          return false;
        }
        const isNew = JSON.stringify(summary(next)) !== JSON.stringify(summary(change));
        plans += isNew ? 1 : 0;
        const changed = isNew ? changedInput(input, next) : undefined;
        const judged = changed ? prover(changed.model, changed.cluster) : after;
        const isFound =
          remedy.after.together.verdict !== 'proven' && cure === 'update'
            ? isAloneEnough(judged.workloads[index])
            : isCured(cure, judged.workloads[index]);
        if (!isFound || !isNowhereWorse(after, judged)) {
          return false;
        }
        [change, after] = [next, judged];
        return true;
      });
      if (fits) {
        chosen.push({ workload, remedy: fits });
      } else if (offered.length > 0) {
        open.push(workload);
      }
    }
  }
  return { change, chosen, open, after, input: changedInput(input, change) };
}

/** The remedy of an update that has to be applied by itself. */
function isAloneEnough({ alone }: WorkloadPlan): boolean {
  return alone.verdict === 'proven';
}

function summary({ patches, added, removed, nodes }: Change): unknown {
  return [
    patches.map(({ manifest, operations }) => [manifest.id, manifest.namespace, operations]), added,
    removed.map(({ id }) => id), nodes,
  ];
}
