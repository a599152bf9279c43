import { Workload } from '../../manifests';
import { RolloutPlan, WorkloadPlan } from '../updates';
import { PlannedInput } from './change';
import { combinations } from './combinations';
import { isComplete, Move, movesFor } from './moves';
import { Cure } from './remedy';
import { neededCures } from './verify';

/** One thing that is wrong with one workload. */
export interface Need {
  readonly workload: Workload;
  /** Place of the workload in model and plan. */
  readonly index: number;
  readonly plan: WorkloadPlan;
  readonly cure: Cure;
}

const ORDER: readonly Cure[] = ['update', 'drain', 'downtime'];

/** All that is wrong; updates that may not finish come first. */
export function needsOf({ model }: PlannedInput, { workloads }: RolloutPlan): Need[] {
  return workloads
    .flatMap((plan, index) =>
      neededCures(plan).map((cure) => ({ workload: model.workloads[index], index, plan, cure })))
    .sort((one, two) => ORDER.indexOf(one.cure) - ORDER.indexOf(two.cure));
}

/** Sets of moves that may cure, up to a number; without those that contain one of which `isCure` says that it does. */
export function* setsFor(
  input: PlannedInput, { cure, plan, workload }: Need, most: number, isCure: (set: readonly Move[]) => boolean,
): Generator<readonly Move[]> {
  let left = most;
  for (const set of combinations(movesFor(cure, { ...input, workload, plan }), isCure)) {
    if (left === 0) {
      return;
    }
    if (isComplete(set, cure, plan)) {
      left--;
      yield set;
    }
  }
}
