import { getOrMake } from '../../util/get-or-make';
import { RolloutPlan, WorkloadPlan } from '../updates';
import { idOf } from './build-remedy';
import { ChangedInput, changedInput, joined, PlannedInput } from './change';
import { goesBack, Move } from './moves';
import { isCured, isNowhereWorse, neededCures, Prover } from './verify';

/** A changed input, with the plan of the workload that the change is for. */
export interface Trial {
  readonly changed: ChangedInput;
  /** Undefined where the workload is gone. */
  readonly after?: WorkloadPlan;
}

/**
 * Asks the prover about changed inputs, about each once: first for the workload that a change is for, and only of a
 * change that would cure it for all the others. A change of nothing but the nodes is the same for every workload.
 */
export class Trials {
  private readonly trials = new Map<string, Trial>();
  private readonly whole = new Map<string, RolloutPlan>();

  constructor(
    private readonly input: PlannedInput, private readonly before: RolloutPlan, private readonly prover: Prover,
  ) {}

  /** The workload at a place of the plan, after a set of moves. */
  public of(index: number, set: readonly Move[]): Trial {
    const key = `${index} ${idOf(set)}`;
    return getOrMake(this.trials, key, () => {
      const changed = changedInput(this.input, joined(set.map(({ change }) => change)));
      const after = isOnlyNodes(set)
        ? this.wholePlan(index, set, changed).workloads[index]
        : this.ownPlan(index, changed);
      return { changed, after };
    });
  }

  /** Whether nothing at all is worse after a set of moves. */
  public isHarmless(index: number, set: readonly Move[]): boolean {
    const after = this.wholePlan(index, set, this.of(index, set).changed);
    return isNowhereWorse(this.before, after, goesBack(set) ? index : undefined);
  }

  /** Other updates that are mended with it. */
  public mendedBeside(index: number, set: readonly Move[]): WorkloadPlan[] {
    const { workloads } = this.wholePlan(index, set, this.of(index, set).changed);
    return this.before.workloads.filter((each, at) =>
      at !== index && neededCures(each).includes('update') && isCured('update', workloads[at]));
  }

  private ownPlan(index: number, { model, cluster }: ChangedInput): WorkloadPlan | undefined {
    const own = model.workloads[index]?.manifest;
    return own && this.prover(model, cluster, { only: ({ manifest }) => manifest === own }).workloads[index];
  }

  private wholePlan(index: number, set: readonly Move[], { model, cluster }: ChangedInput): RolloutPlan {
    const key = isOnlyNodes(set) ? idOf(set) : `${index} ${idOf(set)}`;
    return getOrMake(this.whole, key, () => this.prover(model, cluster));
  }
}

function isOnlyNodes(set: readonly Move[]): boolean {
  return set.every(({ dimension }) => dimension === 'nodes');
}
