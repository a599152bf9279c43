import { requiredSurge } from '../../../kubernetes/arithmetic';
import { Workload } from '../../../manifests';
import {
  Capacity, neighbourhood, Placement, SearchBudget, searchPlacements, SearchResult, SlotBounds, Task,
} from '../../placement';
import { BlockingPlacements } from './blocking-placements';
import { Attachment, slotView } from '../needs/endings';
import { candidates, endingsFrom, Sides } from './evidence';
import { isGuaranteed } from '../needs/guaranteed';
import { isIntricate } from '../needs/intricate';
import { evictionNote, hasElasticNeighbour, perhapsEvicts, waitingRival } from './rivals';
import { Judgement } from '../words/rollout-plan';
import { everyLoad, everySize, interestingSizes, Size } from '../needs/size';
import { SteadyState } from '../steady/steady-state';
import { exceedsClaim, givesBackItsRoom, openClaims, openGroups, standingAtOnce } from '../needs/update-needs';

/** A verdict with the placements that show it; its witness says why nothing could be decided, or what limits it. */
export interface UpdateJudgement extends Judgement, Sides {
  /** It holds where all pods run when the update begins. */
  readonly presumesStart?: boolean;
  /** It holds wherever all other pods stand, run or wait. */
  readonly wherever?: boolean;
}

/*
 * Whether the update of one workload finishes: the steps of docs/explanation/proof.md, in the order in which they are
 * tried.
 *
 * The workload wants R pods, R of them run; the update may make S more and miss U. All other pods stand still, but for
 * autoscaled ones, which may come and go. A pod goes wherever the scheduler may put it.
 *
 *  1. No pod is wanted: proven.
 *  2. More pods of one claim than it takes (ReadWriteOncePod), or than any node that takes it holds (ReadWriteOnce):
 *     impossible. So is an update that needs one pod more, U = 0.
 *  3. The nodes do not hold R pods, or R + 1 where U = 0, beside those that certainly stand: impossible.
 *  4. So many slots are left by every placement of the others: proven, wherever anything stands.
 *  5. Something decides that is not modelled: unknown.
 *  6. No placement of all pods is known, so none to start from: possible where there is none, else unknown.
 *  7. Pods of another workload can never all run and wait for the room that is freed: possible.
 *  8. One placement is shown from which it finishes, and one from which it blocks: possible.
 *  9. U > 0, nothing holds the pods together, and no other pod may come: a stopped pod leaves room for its successor:
 *     proven.
 * 10. Every placement is tried.
 *
 * Steps 3 and 8 to 10 presume that all pods run when the update begins. Pods that the workload may evict (lower
 * priority) count as absent throughout; where a class is not in the input, impossible becomes possible.
 */

const BY_PREEMPTION = 'it finishes only if its priority evicts other pods';

/** Steps one workload may search, and all together. */
const STEPS_EACH = 20_000;
const STEPS_ALL = 400_000;
const MOST_PODS_TO_TRY = 40;
/** Nodes that greedy packings for single workloads may look at. */
const VISITS_OF_PACKINGS = 200_000;

/** Decides whether updates finish. */
export class Judge {
  public readonly bounds: SlotBounds;
  public readonly steady: SteadyState;
  public readonly blocking: BlockingPlacements;
  private readonly budget: SearchBudget = { steps: STEPS_ALL };
  private readonly packing: SearchBudget = { steps: VISITS_OF_PACKINGS };

  /** `provesOnly`: what is not proven may come back unknown, so that nothing that shows the contrary is looked for. */
  constructor(
    private readonly capacity: Capacity, public readonly provesOnly: (workload: Workload) => boolean = () => false,
  ) {
    this.steady = SteadyState.of(capacity);
    this.bounds = this.steady.bounds;
    this.blocking = new BlockingPlacements(this.bounds, this.steady.example);
  }

  public decide(task: Task): UpdateJudgement {
    const { unknown, attachment } = task.claims;
    const first = this.decideWith(task, attachment);
    if (unknown.length === 0 || attachment !== 'free' || first.verdict === 'unknown') {
      return first;
    }
    const onOneNode = this.decideWith(task, 'node');
    const ofOnePod = this.decideWith(task, 'pod');
    const open = (one: string, two: string): UpdateJudgement => ({
      verdict: 'unknown',
      witness: [`the access mode of claim ${unknown.join(', ')} is not in the input: ${one}, ${two}`],
    });
    if (onOneNode.verdict !== first.verdict) {
      return open(`${first.verdict} when it is ReadWriteMany`, `${onOneNode.verdict} when it is ReadWriteOnce`);
    }
    return ofOnePod.verdict === first.verdict
      ? { ...first, wherever: first.wherever && onOneNode.wherever && ofOnePod.wherever }
      : open(
          `${first.verdict} when it is ReadWriteMany or ReadWriteOnce`,
          `${ofOnePod.verdict} when it is ReadWriteOncePod`,
        );
  }

  private decideWith(task: Task, attachment: Attachment): UpdateJudgement {
    const sizes = interestingSizes(task);
    if (task.most === 0) { // 1
      return { verdict: 'proven', witness: [], wherever: true };
    }
    if (sizes.every((size) => exceedsClaim(this.bounds, task, size, attachment))) { // 2
      const presumesStart = attachment === 'node';
      return { ...this.look(task, sizes, attachment), presumesStart, verdict: 'impossible', witness: [] };
    }
    if (this.certainlyShort(task, sizes)) { // 3
      const evicts = perhapsEvicts(this.capacity, task);
      return {
        ...this.look(task, sizes, attachment), presumesStart: !this.isShortAlone(task, sizes),
        ...evicts ? { verdict: 'possible', witness: [BY_PREEMPTION] } : { verdict: 'impossible', witness: [] },
      };
    }
    if (isGuaranteed(this.bounds, task, sizes, attachment)) { // 4
      // A volume that was made before its pod had a place may be where no pod of it ever runs.
      const isEarly = task.claims.placedEarly.length > 0;
      return {
        verdict: 'proven', witness: evictionNote(this.bounds, task, sizes, attachment), wherever: !isEarly,
        presumesStart: isEarly,
      };
    }
    const open = [
      ...task.unmodelled.map((what) => `not modelled: ${what}`), ...openClaims(task), ...openGroups(task, sizes),
    ];
    if (open.length > 0) { // 5
      return { verdict: 'unknown', witness: open };
    }
    if (!this.steady.example) { // 6
      return this.steady.judgement.verdict === 'impossible'
        ? {
            verdict: 'possible',
            witness: [
              'the steady state does not fit, so some pods are Pending already', ...this.steady.judgement.witness,
            ],
          }
        : { verdict: 'unknown', witness: this.steady.judgement.witness };
    }
    const waiting = waitingRival(this.bounds, task);
    const seen = this.look(task, sizes, attachment);
    if (waiting) { // 7
      return {
        ...seen,
        verdict: 'possible',
        witness: [`${waiting} has pods that wait for room, and may take what this update frees`],
      };
    }
    if (seen.blocking && seen.finishing) { // 8
      return { ...seen, verdict: 'possible', witness: [], presumesStart: true };
    }
    const all = everySize(task);
    if (!all) {
      return {
        ...seen,
        verdict: 'unknown',
        witness: [`an autoscaler may choose any size from ${task.least} to ${task.most}; not every one was tried`],
      };
    }
    if (!seen.blocking && givesBackItsRoom(task, all, attachment) && !hasElasticNeighbour(this.capacity, task)) { // 9
      return {
        ...seen, verdict: 'proven', witness: evictionNote(this.bounds, task, sizes, attachment), presumesStart: true,
      };
    }
    return this.provesOnly(task.workload)
      ? { ...seen, verdict: 'unknown', witness: [] }
      : this.tryAll(task, all, attachment, seen); // 10
  }

  /** Step 3. */
  private certainlyShort(task: Task, sizes: Size[]): boolean {
    const others = this.steady.example || this.steady.smallest.length > 0 ? 'least' : 'absent';
    return sizes.every((size) => this.bounds.cannotHold(task, standingAtOnce(task, size), { others }));
  }

  private isShortAlone(task: Task, sizes: Size[]): boolean {
    return sizes.every((size) => this.bounds.cannotHold(task, standingAtOnce(task, size), { others: 'absent' }));
  }

  /** Step 10. */
  private tryAll(task: Task, sizes: Size[], attachment: Attachment, seen: Sides): UpdateJudgement {
    const blocking = seen.blocking ? 'stopped' : this.search(task, sizes, attachment, 'blocks', seen);
    const finishing = seen.finishing ? 'stopped' : this.search(task, sizes, attachment, 'finishes', seen);
    if (blocking === 'exhausted' && finishing === 'stopped') {
      return {
        ...seen, verdict: 'proven', witness: evictionNote(this.bounds, task, sizes, attachment), presumesStart: true,
      };
    }
    if (blocking === 'bound reached' || finishing === 'bound reached') {
      return {
        ...seen,
        verdict: 'unknown',
        witness: ['the search bound was reached before every placement was tried'],
      };
    }
    if (finishing === 'exhausted' && !perhapsEvicts(this.capacity, task)) {
      return { ...seen, verdict: 'impossible', witness: [], presumesStart: true };
    }
    return {
      ...seen, verdict: 'possible', witness: finishing === 'exhausted' ? [BY_PREEMPTION] : [], presumesStart: true,
    };
  }

  private look(task: Task, sizes: Size[], attachment: Attachment): Sides {
    const sides: Sides = {};
    const use = (placement: Placement) => {
      const result = endingsFrom(placement, task, sizes, attachment);
      sides.blocking ??= result?.blocks ? placement : undefined;
      sides.finishing ??= result?.finishes ? placement : undefined;
    };
    this.steady.placements.forEach(use);
    for (const placement of this.steady.smallest) {
      sides.finishing ??= endingsFrom(placement, task, sizes, attachment)?.finishes ? placement : undefined;
    }
    const isSure = givesBackItsRoom(task, sizes, attachment) && !hasElasticNeighbour(this.capacity, task);
    if (this.steady.example && !isSure && !this.provesOnly(task.workload)) {
      const leaves = task.spreads.length > 0 && sizes.every(({ bounds }) => requiredSurge(bounds) === 0);
      seek(this.blocking.of(task, leaves), use, () => sides.blocking !== undefined);
      seek(this.blocking.withRoom(task), use, () => sides.finishing !== undefined);
      const packings = candidates(this.capacity, this.steady, task, task.most, this.packing);
      seek(packings, use, () => sides.blocking !== undefined && sides.finishing !== undefined);
    }
    return sides;
  }

  private search(
    task: Task,
    sizes: Size[],
    attachment: Attachment,
    wants: 'blocks' | 'finishes',
    sides: Sides,
  ): SearchResult {
    const { tasks: others, nodes } = neighbourhood(this.capacity, task);
    const intricate = isIntricate(task);
    const tasks = intricate ? [...others, task] : others;
    if (tasks.reduce((sum, { most }) => sum + most, 0) > MOST_PODS_TO_TRY) {
      return 'bound reached';
    }
    const loads = wants === 'blocks' ? everyLoad(others) : [new Map(others.map((other) => [other, other.least]))];
    const elastic = wants === 'blocks' && hasElasticNeighbour(this.capacity, task);
    const given = Math.min(STEPS_EACH, this.budget.steps);
    const mine: SearchBudget = { steps: given };
    let result: SearchResult = loads.length > 0 ? 'exhausted' : 'bound reached';
    // Of a task whose own places matter only the largest size is placed.
    let gaveUp = intricate && sizes.length > 1;
    for (const load of loads) {
      result = searchPlacements({
        capacity: this.capacity, tasks, nodes, budget: mine,
        countOf: (other) => load.get(other) ?? other.most,
        mayBeSkewed: true,
        mayBeApart: true,
        worthwhile: () => true,
        visit: (placement) => {
          const found = endingsFrom(placement, task, sizes, attachment);
          gaveUp ||= found === undefined;
          const starved = elastic && slotView(placement, task).total < task.most;
          if (wants === 'blocks' ? found?.blocks || starved : found?.finishes) {
            sides[wants === 'blocks' ? 'blocking' : 'finishing'] = placement;
            return true;
          }
          return false;
        },
      });
      if (result !== 'exhausted') {
        break;
      }
    }
    this.budget.steps -= given - Math.max(0, mine.steps);
    return result === 'exhausted' && gaveUp ? 'bound reached' : result;
  }
}

/** Looks at one placement after the other until enough is seen. */
function seek(placements: Iterable<Placement>, use: (placement: Placement) => void, isEnough: () => boolean): void {
  if (isEnough()) {
    return;
  }
  for (const placement of placements) {
    use(placement);
    if (isEnough()) {
      return;
    }
  }
}
