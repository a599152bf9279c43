import { Capacity, neighbourhood, Placement, SearchBudget, searchPlacements, SearchResult, SlotBounds, Task } from '../placement';
import { Model } from '../../manifests';
import { ClaimIndex, ClaimUse } from './claims';
import { requiredSurge } from '../../kubernetes/arithmetic';
import { Attachment, outcome, Outcome, slotView } from './outcome';
import { Verdict } from './rollout-plan';
import { everyLoad, everySize, interestingSizes, Size } from './size';
import { spreadNeverBlocks } from './spread';
import { SteadyState } from './steady-state';

/** A verdict with the placements that show it. */
export interface Decision {
  readonly verdict: Verdict;
  /** From here the update blocks. */
  readonly blocking?: Placement;
  /** From here it finishes. */
  readonly finishing?: Placement;
  /** Why nothing could be decided, or what limits the verdict. */
  readonly because: string[];
}

const BY_PREEMPTION = 'it finishes only if its priority evicts other pods';

/** Steps one workload may search, and all together. */
const STEPS_EACH = 20_000;
const STEPS_ALL = 400_000;

/** Decides whether updates finish. */
export class Judge {
  public readonly bounds: SlotBounds;
  public readonly steady: SteadyState;
  private readonly budget: SearchBudget = { steps: STEPS_ALL };
  private readonly claims: ClaimIndex;

  constructor(private readonly model: Model, private readonly capacity: Capacity) {
    this.bounds = new SlotBounds(capacity);
    this.steady = new SteadyState(capacity, this.bounds, { steps: STEPS_EACH });
    this.claims = new ClaimIndex(model);
  }

  public claimsOf(task: Task): ClaimUse {
    return this.claims.use(task.workload);
  }

  public decide(task: Task): Decision {
    const claims = this.claimsOf(task);
    const first = this.decideWith(task, claims.attachment);
    if (claims.unknown.length === 0 || claims.attachment !== 'free' || first.verdict === 'unknown') {
      return first;
    }
    const onOneNode = this.decideWith(task, 'node');
    return onOneNode.verdict === first.verdict ? first : {
      verdict: 'unknown',
      because: [`the access mode of claim ${claims.unknown.join(', ')} is not in the input: ` +
        `${first.verdict} when it is ReadWriteMany, ${onOneNode.verdict} when it is ReadWriteOnce`],
    };
  }

  private decideWith(task: Task, attachment: Attachment): Decision {
    const sizes = interestingSizes(task);
    const decision: Decide = (verdict, because = [], sides = {}) => ({ verdict, because, ...sides });
    if (task.most === 0) {
      return decision('proven');
    }
    const allowed = this.limits(task, attachment);
    const wanted = ({ replicas, bounds }: Size) => replicas + requiredSurge(bounds);
    if (!tied(sizes, attachment) && allowed.length === 0 && sizes.every((size) => this.bounds.guaranteed(task) >= wanted(size))) {
      return decision('proven');
    }
    const seen = this.look(task, sizes, attachment);
    const others = this.steady.example || this.steady.smallest.length > 0 ? 'least' : 'absent';
    if (!seen.finishing && (attachment === 'pod' && sizes.every(({ replicas, bounds }) => replicas > 1 || requiredSurge(bounds) > 0)
      || sizes.every((size) => this.bounds.cannotHold(task, task.apart?.perRevision ? size.replicas : wanted(size), { others })))) {
      return this.preempts(task) ? decision('possible', [BY_PREEMPTION], seen) : decision('impossible', [], seen);
    }
    if (allowed.length > 0) {
      return decision('unknown', allowed);
    }
    if (!this.steady.example) {
      return this.steady.judgement.verdict === 'impossible'
        ? decision('possible', ['the steady state does not fit, so some pods are Pending already', ...this.steady.judgement.witness])
        : decision('unknown', this.steady.judgement.witness);
    }
    const all = everySize(task);
    return all ? this.settle(task, all, attachment, this.look(task, all, attachment), decision)
      : decision('unknown', [`an autoscaler may choose any size from ${task.least} to ${task.most}; not every one was tried`], seen);
  }

  /** Greedy placements did not show both sides: try all. */
  private settle(
    task: Task, sizes: Size[], attachment: Attachment, seen: Sides,
    decision: Decide,
  ): Decision {
    const blocking = seen.blocking ? 'stopped' : this.mayBlock(task, sizes, attachment)
      ? this.search(task, sizes, attachment, 'blocks', seen) : 'exhausted';
    const finishing = seen.finishing ? 'stopped' : this.search(task, sizes, attachment, 'finishes', seen);
    if (blocking === 'exhausted' && finishing === 'stopped') {
      return decision('proven', [], seen);
    }
    if (blocking === 'bound reached' || finishing === 'bound reached') {
      return decision('unknown', ['the search bound was reached before every placement was tried'], seen);
    }
    if (finishing === 'exhausted') {
      return this.preempts(task) ? decision('possible', [BY_PREEMPTION], seen) : decision('impossible', [], seen);
    }
    return decision('possible', [], seen);
  }

  /** What keeps the closed form from being used; empty when nothing does. */
  private limits(task: Task, attachment: Attachment): string[] {
    const { shared } = this.claimsOf(task);
    const largest = Math.max(...interestingSizes(task).map(({ replicas, bounds }) => replicas + bounds.maxSurge));
    const spread = task.workload.pod.spread.length > 0
      && (attachment !== 'free' || !spreadNeverBlocks(this.model, this.capacity, this.bounds, task, largest));
    return [
      ...task.unmodelled.map((what) => `not modelled: ${what}`),
      ...shared.map((claim) => `claim ${claim} is mounted by several workloads`),
      ...task.apart?.perRevision && Math.max(...interestingSizes(task).map(({ bounds }) => requiredSurge(bounds))) > 1
        ? ['not modelled: anti-affinity of one revision in an update that makes several pods at once'] : [],
      ...spread ? ['topology spread with DoNotSchedule: not every domain is sure to have room, so a new pod may wait for a domain that is full'] : [],
    ];
  }

  /** With one pod missing at a time an update only blocks on a volume, or when others may take the room a stopped pod leaves. */
  private mayBlock(task: Task, sizes: Size[], attachment: Attachment): boolean {
    return tied(sizes, attachment) || sizes.some(({ bounds }) => requiredSurge(bounds) > 0) || this.hasElasticNeighbour(task);
  }

  private hasElasticNeighbour(task: Task): boolean {
    return this.capacity.placeable.some((other) =>
      other !== task && other.least !== other.most && other.eligible.some((yes, group) => yes && task.eligible[group]));
  }

  /** Pods of another class exist that a pod of this class may evict. */
  private preempts(task: Task): boolean {
    const own = task.workload.pod.priorityClassName;
    return own !== undefined && this.capacity.tasks.some(({ workload }) => workload.pod.priorityClassName !== own);
  }

  private look(task: Task, sizes: Size[], attachment: Attachment): Sides {
    const sides: Sides = {};
    for (const placement of this.steady.placements) {
      const result = combined(placement, task, sizes, attachment);
      sides.blocking ??= result.blocks ? placement : undefined;
      sides.finishing ??= result.finishes ? placement : undefined;
    }
    for (const placement of this.steady.smallest) {
      sides.finishing ??= combined(placement, task, sizes, attachment).finishes ? placement : undefined;
    }
    return sides;
  }

  private search(task: Task, sizes: Size[], attachment: Attachment, wanted: 'blocks' | 'finishes', sides: Sides): SearchResult {
    const { tasks, nodes } = neighbourhood(this.capacity, task);
    const loads = wanted === 'blocks' ? everyLoad(tasks) : [new Map(tasks.map((other) => [other, other.least]))];
    const elastic = wanted === 'blocks' && this.hasElasticNeighbour(task);
    const smallest = Math.min(...sizes.map(({ replicas }) => replicas));
    const given = Math.min(STEPS_EACH, this.budget.steps);
    const mine: SearchBudget = { steps: given };
    let result: SearchResult = loads.length > 0 ? 'exhausted' : 'bound reached';
    for (const load of loads) {
      result = searchPlacements({
        capacity: this.capacity, tasks, nodes, budget: mine,
        countOf: (other) => load.get(other) ?? other.most,
        worthwhile: (placement) => elastic || slotView(placement, task).total >= smallest,
        visit: (placement) => {
          const { blocks, finishes } = combined(placement, task, sizes, attachment);
          const starved = elastic && slotView(placement, task).total < task.most;
          if (wanted === 'blocks' ? blocks || starved : finishes) {
            sides[wanted === 'blocks' ? 'blocking' : 'finishing'] = placement;
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
    return result;
  }
}

type Decide = (verdict: Verdict, because?: string[], sides?: Sides) => Decision;
type Sides = { blocking?: Placement; finishing?: Placement };

/** Whether pods that hold one volume may be in each other's way: it takes two of them at a time. */
function tied(sizes: Size[], attachment: Attachment): boolean {
  return attachment !== 'free' && sizes.some(({ replicas, bounds }) => replicas > 1 || requiredSurge(bounds) > 0);
}

function combined(placement: Placement, task: Task, sizes: Size[], attachment: Attachment): Outcome {
  const view = slotView(placement, task);
  const each = sizes.map(({ replicas, bounds }) => outcome(view, task, replicas, bounds, attachment));
  return { blocks: each.some(({ blocks }) => blocks), finishes: each.some(({ finishes }) => finishes) };
}
