import { Capacity, HOSTNAME, mayEvict, mayPerhapsEvict, neighbourhood, Placement, SearchBudget, searchPlacements, SearchResult, SlotBounds, Task, ZONE } from '../placement';
import { requiredSurge } from '../../kubernetes/arithmetic';
import { Attachment, slotView } from './outcome';
import { candidates, isIntricate, outcomeFrom, Sides } from './evidence';
import { Verdict } from './rollout-plan';
import { everyLoad, everySize, interestingSizes, Size } from './size';
import { spreadNeverBlocks } from './spread';
import { SteadyState } from './steady-state';
import { givesBackItsRoom, isTied, needsSecondPod, openClaims, openGroups, wanted } from './update-needs';

/** A verdict with the placements that show it. */
export interface Decision extends Sides {
  readonly verdict: Verdict;
  /** Why nothing could be decided, or what limits the verdict. */
  readonly because: string[];
  /** It holds where all pods run when the update begins. */
  readonly presumesStart?: boolean;
  /** It holds wherever all other pods stand, run or wait. */
  readonly wherever?: boolean;
}

/*
 * Whether the update of one workload finishes: the steps of docs/explanation/one-update.md, in the order in which they are tried.
 *
 * The workload wants R pods, R of them run; the update may make S more and miss U. All other pods stand still, but for
 * autoscaled ones, which may come and go. A pod goes wherever the scheduler may put it.
 *
 *  1. No pod is wanted: proven.
 *  2. More pods of one claim than it takes (ReadWriteOncePod): impossible. So is an update that needs one pod more, U = 0.
 *  3. The nodes do not hold R pods, or R + 1 where U = 0, beside those that certainly stand: impossible.
 *  4. So many slots are left by every placement of the others: proven, wherever anything stands.
 *  5. Something decides that is not modelled: unknown.
 *  6. No placement of all pods is known, so none to start from: possible where there is none, else unknown.
 *  7. Pods of another workload can never all run and wait for the room that is freed: possible.
 *  8. One placement is shown from which it finishes, and one from which it blocks: possible.
 *  9. U > 0, nothing holds the pods together, and no other pod may come: a stopped pod leaves room for its successor: proven.
 * 10. Every placement is tried.
 *
 * Steps 3 and 8 to 10 presume that all pods run when the update begins. Pods that the workload may evict (lower priority) count as
 * absent throughout; where a class is not in the input, impossible becomes possible.
 */

const BY_PREEMPTION = 'it finishes only if its priority evicts other pods';

/** Steps one workload may search, and all together. */
const STEPS_EACH = 20_000;
const STEPS_ALL = 400_000;
const MOST_PODS_TO_TRY = 40;

/** Decides whether updates finish. */
export class Judge {
  public readonly bounds: SlotBounds;
  public readonly steady: SteadyState;
  private readonly budget: SearchBudget = { steps: STEPS_ALL };

  constructor(private readonly capacity: Capacity) {
    this.bounds = new SlotBounds(capacity);
    this.steady = new SteadyState(capacity, this.bounds, { steps: STEPS_EACH });
  }

  public decide(task: Task): Decision {
    const { unknown, attachment } = task.claims;
    const first = this.decideWith(task, attachment);
    if (unknown.length === 0 || attachment !== 'free' || first.verdict === 'unknown') {
      return first;
    }
    const onOneNode = this.decideWith(task, 'node');
    return onOneNode.verdict === first.verdict ? { ...first, wherever: first.wherever && onOneNode.wherever } : {
      verdict: 'unknown',
      because: [`the access mode of claim ${unknown.join(', ')} is not in the input: ` +
        `${first.verdict} when it is ReadWriteMany, ${onOneNode.verdict} when it is ReadWriteOnce`],
    };
  }

  private decideWith(task: Task, attachment: Attachment): Decision {
    const sizes = interestingSizes(task);
    if (task.most === 0) { // 1
      return { verdict: 'proven', because: [], wherever: true };
    }
    if (attachment === 'pod' && sizes.every(needsSecondPod)) { // 2
      return { ...this.look(task, sizes, attachment), verdict: 'impossible', because: [] };
    }
    if (this.certainlyShort(task, sizes)) { // 3
      const evicts = this.perhapsEvicts(task);
      return {
        ...this.look(task, sizes, attachment), presumesStart: !this.isShortAlone(task, sizes),
        ...evicts ? { verdict: 'possible', because: [BY_PREEMPTION] } : { verdict: 'impossible', because: [] },
      };
    }
    if (this.isGuaranteed(task, sizes, attachment)) { // 4
      return { verdict: 'proven', because: this.evictionNote(task, sizes, attachment), wherever: true };
    }
    const open = [...task.unmodelled.map((what) => `not modelled: ${what}`), ...openClaims(task), ...openGroups(task, sizes)];
    if (open.length > 0) { // 5
      return { verdict: 'unknown', because: open };
    }
    if (!this.steady.example) { // 6
      return this.steady.judgement.verdict === 'impossible'
        ? { verdict: 'possible', because: ['the steady state does not fit, so some pods are Pending already', ...this.steady.judgement.witness] }
        : { verdict: 'unknown', because: this.steady.judgement.witness };
    }
    const waiting = this.waitingRival(task);
    const seen = this.look(task, sizes, attachment);
    if (waiting) { // 7
      return { ...seen, verdict: 'possible', because: [`${waiting} has pods that wait for room, and may take what this update frees`] };
    }
    if (seen.blocking && seen.finishing) { // 8
      return { ...seen, verdict: 'possible', because: [], presumesStart: true };
    }
    const all = everySize(task);
    if (!all) {
      return { ...seen, verdict: 'unknown', because: [`an autoscaler may choose any size from ${task.least} to ${task.most}; not every one was tried`] };
    }
    if (!seen.blocking && givesBackItsRoom(task, all, attachment) && !this.hasElasticNeighbour(task)) { // 9
      return { ...seen, verdict: 'proven', because: this.evictionNote(task, sizes, attachment), presumesStart: true };
    }
    return this.tryAll(task, all, attachment, seen); // 10
  }

  /** Step 3. */
  private certainlyShort(task: Task, sizes: Size[]): boolean {
    const others = this.steady.example || this.steady.smallest.length > 0 ? 'least' : 'absent';
    return sizes.every((size) => this.bounds.cannotHold(task, this.standingAtOnce(task, size), { others }));
  }

  /** Pods that must stand at one time under the same constraints: those that keep apart within a revision may join old ones. */
  private standingAtOnce(task: Task, size: Size): number {
    return task.apart?.perRevision || task.spreads.some(({ perRevision }) => perRevision) ? size.replicas : wanted(size);
  }

  private isShortAlone(task: Task, sizes: Size[]): boolean {
    return sizes.every((size) => this.bounds.cannotHold(task, this.standingAtOnce(task, size), { others: 'absent' }));
  }

  /** Step 4. */
  private isGuaranteed(task: Task, sizes: Size[], attachment: Attachment): boolean {
    if (task.unmodelled.length + openClaims(task).length + openGroups(task, sizes).length > 0) {
      return false;
    }
    const home = task.ties.some(({ topologyKey, users }) => users.length > 1 || topologyKey !== HOSTNAME)
      ? undefined : task.attractions.length === 0 ? '' : task.attractions.length === 1 && task.attractions[0].self ? task.attractions[0].topologyKey : undefined;
    if (home === undefined || (home !== '' && (task.attractions[0].targets.length > 1 || task.spreads.length > 0))) {
      return false;
    }
    if (home !== '') {
      const tight = attachment === 'pod' || (attachment === 'node' && home !== HOSTNAME);
      return !tight && this.isGuaranteedInEach(task, sizes, home);
    }
    if (task.claims.staysOnNode || (task.claims.staysInZone && !this.isGuaranteedInEachZone(task))) {
      return false;
    }
    return !isTied(sizes, attachment) && sizes.every((size) => this.bounds.guaranteed(task) >= wanted(size))
      && (task.spreads.length === 0 || spreadNeverBlocks(this.capacity, this.bounds, task, sizes));
  }

  /** Pods that their volumes keep in their zones: each zone must be sure to hold as many as may have begun there. */
  private isGuaranteedInEachZone(task: Task): boolean {
    const empty = this.bounds.emptySlots(task);
    const zones = [...this.bounds.domainSizes(ZONE).values()];
    return zones.length <= 1 || zones.every((zone) => {
      const most = zone.reduce((sum, nodes, group) => sum + nodes * empty[group], 0);
      return this.bounds.guaranteed(task, zone) >= Math.min(task.most, most);
    });
  }

  /** Pods that their own affinity keeps in one domain: each domain that could hold them must be sure to hold one more. */
  private isGuaranteedInEach(task: Task, sizes: Size[], topologyKey: string): boolean {
    const empty = this.bounds.emptySlots(task);
    return [...this.bounds.domainSizes(topologyKey).values()].every((domain) => {
      const most = domain.reduce((sum, nodes, group) => sum + nodes * empty[group], 0);
      return most === 0 || sizes.every((size) => this.bounds.guaranteed(task, domain) >= wanted(size));
    });
  }

  /** Step 10. */
  private tryAll(task: Task, sizes: Size[], attachment: Attachment, seen: Sides): Decision {
    const blocking = seen.blocking ? 'stopped' : this.search(task, sizes, attachment, 'blocks', seen);
    const finishing = seen.finishing ? 'stopped' : this.search(task, sizes, attachment, 'finishes', seen);
    if (blocking === 'exhausted' && finishing === 'stopped') {
      return { ...seen, verdict: 'proven', because: this.evictionNote(task, sizes, attachment), presumesStart: true };
    }
    if (blocking === 'bound reached' || finishing === 'bound reached') {
      return { ...seen, verdict: 'unknown', because: ['the search bound was reached before every placement was tried'] };
    }
    if (finishing === 'exhausted' && !this.perhapsEvicts(task)) {
      return { ...seen, verdict: 'impossible', because: [], presumesStart: true };
    }
    return { ...seen, verdict: 'possible', because: finishing === 'exhausted' ? [BY_PREEMPTION] : [], presumesStart: true };
  }

  /** A workload some pods of which certainly wait, for room that this one may free, and whom it may not evict. */
  private waitingRival(task: Task): string | undefined {
    const { capacity, bounds } = this;
    const rival = capacity.placeable.find((other) => other !== task && bounds.standing(other, other.most) < other.most
      && !mayEvict(task.rank, other.rank) && other.eligible.some((yes, group) => yes && task.eligible[group]));
    const daemon = capacity.daemons.find(({ shortages, rank }) => !mayEvict(task.rank, rank)
      && shortages.some(({ node, alone, resource }) => !alone && resource !== undefined && task.eligible[capacity.groupOf[capacity.nodes.indexOf(node)]]));
    return (rival ?? daemon)?.workload.manifest.id;
  }

  /** Pods that come and go beside the task, and that it may not evict. */
  private hasElasticNeighbour(task: Task): boolean {
    return this.capacity.placeable.some((other) => other !== task && other.least !== other.most && !mayEvict(task.rank, other.rank)
      && other.eligible.some((yes, group) => yes && task.eligible[group]));
  }

  private perhapsEvicts(task: Task): boolean {
    return this.capacity.tasks.some((other) => other !== task && mayPerhapsEvict(task.rank, other.rank))
      || this.capacity.outside.ranks.some((rank) => mayEvict(task.rank, rank) || mayPerhapsEvict(task.rank, rank));
  }

  /** Whose pods the update has evicted, where it needs that. */
  private evictionNote(task: Task, sizes: Size[], attachment: Attachment): string[] {
    const victims = [...this.capacity.placeable, ...this.capacity.daemons].filter((other) => mayEvict(task.rank, other.rank)
      && ('nodes' in other ? other.nodes.some((node) => task.eligible[this.capacity.groupOf[node]]) : other.eligible.some((yes, group) => yes && task.eligible[group])));
    if (victims.length === 0 || attachment !== 'free' || sizes.every(({ bounds }) => requiredSurge(bounds) === 0)) {
      return [];
    }
    const alone = { ...task, rank: { ...task.rank, evicts: false } };
    return sizes.every((size) => this.bounds.guaranteed(alone) >= wanted(size)) ? []
      : [`where no room is free it evicts pods of lower priority: ${victims.slice(0, 5).map(({ workload }) => workload.manifest.id).join(', ')}`];
  }

  private look(task: Task, sizes: Size[], attachment: Attachment): Sides {
    const sides: Sides = {};
    const use = (placement: Placement) => {
      const result = outcomeFrom(placement, task, sizes, attachment);
      sides.blocking ??= result?.blocks ? placement : undefined;
      sides.finishing ??= result?.finishes ? placement : undefined;
    };
    this.steady.placements.forEach(use);
    for (const placement of this.steady.smallest) {
      sides.finishing ??= outcomeFrom(placement, task, sizes, attachment)?.finishes ? placement : undefined;
    }
    if (this.steady.example && (!sides.blocking || !sides.finishing) && !(givesBackItsRoom(task, sizes, attachment) && !this.hasElasticNeighbour(task))) {
      for (const placement of candidates(this.capacity, this.steady, task, task.most)) {
        use(placement);
        if (sides.blocking && sides.finishing) {
          break;
        }
      }
    }
    return sides;
  }

  private search(task: Task, sizes: Size[], attachment: Attachment, wants: 'blocks' | 'finishes', sides: Sides): SearchResult {
    const { tasks: others, nodes } = neighbourhood(this.capacity, task);
    const intricate = isIntricate(task);
    const tasks = intricate ? [...others, task] : others;
    if (tasks.reduce((sum, { most }) => sum + most, 0) > MOST_PODS_TO_TRY) {
      return 'bound reached';
    }
    const loads = wants === 'blocks' ? everyLoad(others) : [new Map(others.map((other) => [other, other.least]))];
    const elastic = wants === 'blocks' && this.hasElasticNeighbour(task);
    const given = Math.min(STEPS_EACH, this.budget.steps);
    const mine: SearchBudget = { steps: given };
    let result: SearchResult = loads.length > 0 ? 'exhausted' : 'bound reached';
    // Of a task whose own places matter only the largest size is placed.
    let gaveUp = intricate && sizes.length > 1;
    for (const load of loads) {
      result = searchPlacements({
        capacity: this.capacity, tasks, nodes, budget: mine,
        countOf: (other) => load.get(other) ?? other.most,
        worthwhile: () => true,
        visit: (placement) => {
          const found = outcomeFrom(placement, task, sizes, attachment);
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
