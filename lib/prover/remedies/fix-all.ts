import { planRollout, RolloutPlan, WorkloadPlan } from '../updates';
import { Change, changedInput, compatible, contradict, joined, NO_CHANGE, PlannedInput } from './change';
import { RemedyReport } from './find-remedies';
import { Cure, isAppliedAlone, Remedy } from './remedy';
import { isSmall, plansOfLarge } from './search-budget';
import { isCured, isNowhereWorse, Prover } from './verify';

/** Joint plans at most, in a small input. */
const MOST_PLANS = 40;

/** What is to be mended, and by what. */
export interface FixOptions {
  /** Updates that finish are not made free of downtime unless it is said, which costs more than it mends. */
  readonly cures?: readonly Cure[];
  /** Take what is best, even if it leaves something to be filled in that another remedy does not. */
  readonly mayLeaveBlanks?: boolean;
}

/** One remedy for each thing that is wrong, chosen so that all of them hold together. */
export interface Fix {
  readonly change: Change;
  readonly chosen: readonly { readonly workload: WorkloadPlan; readonly remedy: Remedy }[];
  /** What needs no change of its own beside the others. */
  readonly covered: readonly { readonly workload: WorkloadPlan; readonly cure: Cure }[];
  /** What no remedy was found for that goes with the others. */
  readonly open: readonly WorkloadPlan[];
  /** The plan of everything with the change. */
  readonly after: RolloutPlan;
  readonly input: PlannedInput;
}

/** What is wrong with one workload, and what would mend it, best first. */
interface Wanted {
  readonly workload: WorkloadPlan;
  readonly cure: Cure;
  readonly offered: readonly Remedy[];
}

/**
 * Chooses remedies one by one, the best first of those that leave nothing to be filled in, and judges everything after
 * each choice: a remedy that does not cure beside those chosen before, or makes anything worse, makes place for the
 * next one; what those chosen before have cured needs none. Updates come first, those that are to be applied by
 * themselves last among them, as what others change may cure them. In a large input all first choices are judged at
 * once before.
 */
export function fixAll(
  input: PlannedInput, before: RolloutPlan, { byWorkload }: RemedyReport, prover: Prover = planRollout,
  { cures = ['update', 'drain'], mayLeaveBlanks = false }: FixOptions = {},
): Fix {
  const wanted = cures.flatMap((cure) => [...byWorkload].flatMap(([workload, { remedies }]): Wanted[] => {
    const offered = remedies.filter((remedy) => remedy.cures === cure);
    return offered.length === 0 ? [] : [{ workload, cure, offered: mayLeaveBlanks ? offered : completeFirst(offered) }];
  }));
  const fixes = new Fixes(input, before, prover);
  if (isSmall(before) || !fixes.takeAll(wanted)) {
    const isLast = ({ offered: [remedy] }: Wanted) => isAppliedAlone(remedy);
    cures.forEach((cure) => {
      const own = wanted.filter((each) => each.cure === cure);
      [...own.filter((each) => !isLast(each)), ...own.filter(isLast)].forEach((each) => fixes.take(each));
    });
  }
  return fixes.result();
}

function completeFirst(offered: readonly Remedy[]): Remedy[] {
  return [...offered.filter(({ toFill }) => toFill.length === 0), ...offered.filter(({ toFill }) => toFill.length > 0)];
}

/** The remedies chosen so far. */
class Fixes {
  private change = NO_CHANGE;
  private after: RolloutPlan;
  private left: number;
  private chosen: Fix['chosen'][number][] = [];
  private readonly covered: Fix['covered'][number][] = [];
  private readonly open: WorkloadPlan[] = [];

  constructor(
    private readonly input: PlannedInput, private readonly before: RolloutPlan, private readonly prover: Prover,
  ) {
    this.after = before;
    this.left = isSmall(before) ? MOST_PLANS : plansOfLarge(before);
  }

  /** All first choices at once; whether they hold together. */
  public takeAll(wanted: readonly Wanted[]): boolean {
    const firsts = wanted.map(({ workload, offered: [remedy] }) => ({ workload, remedy }));
    const { taken, change } = compatible(firsts, ({ remedy }) => remedy.change);
    if (taken.length < firsts.length) {
      return false;
    }
    const after = this.judged(change);
    const holds = after && isNowhereWorse(this.before, after)
      && firsts.every(({ workload, remedy }) => this.isMended(workload, remedy, after));
    if (holds) {
      [this.change, this.after, this.chosen] = [change, after, firsts];
    }
    return holds === true;
  }

  /** The first that cures beside those chosen before; none where these have cured it. */
  public take({ workload, cure, offered }: Wanted): void {
    if (this.chosen.length > 0 && isCured(cure, this.after.workloads[this.indexOf(workload)])) {
      this.covered.push({ workload, cure });
      return;
    }
    const remedy = offered.find((each) => this.holds(workload, each));
    if (remedy) {
      this.chosen.push({ workload, remedy });
    } else {
      this.open.push(workload);
    }
  }

  public result(): Fix {
    const { change, chosen, covered, open, after, input } = this;
    return { change, chosen, covered, open, after, input: changedInput(input, change) };
  }

  private holds(workload: WorkloadPlan, remedy: Remedy): boolean {
    const next = joined([this.change, remedy.change]);
    const after = contradict(this.change, remedy.change) ? undefined : this.judged(next);
    const back = remedy.commands ? this.indexOf(workload) : undefined;
    const holds = after && this.isMended(workload, remedy, after) && isNowhereWorse(this.after, after, back);
    if (holds) {
      [this.change, this.after] = [next, after];
    }
    return holds === true;
  }

  /** Undefined when no more plans may be made. */
  private judged(change: Change): RolloutPlan | undefined {
    if (JSON.stringify(summary(change)) === JSON.stringify(summary(this.change))) {
      return this.after;
    }
    const { model, cluster } = changedInput(this.input, change);
    return this.left-- > 0 ? this.prover(model, cluster) : undefined;
  }

  private isMended(workload: WorkloadPlan, remedy: Remedy, { workloads }: RolloutPlan): boolean {
    const after = workloads[this.indexOf(workload)];
    return isAppliedAlone(remedy) ? after.alone.verdict === 'proven' : isCured(remedy.cures, after);
  }

  private indexOf(workload: WorkloadPlan): number {
    return this.before.workloads.indexOf(workload);
  }
}

function summary({ patches, added, removed, nodes }: Change): unknown {
  return [
    patches.map(({ manifest, operations }) => [manifest.id, manifest.namespace, operations]), added,
    removed.map(({ id }) => id), nodes,
  ];
}
