import { oncePer } from '../../../util/once-per';
import {
  Capacity, copyOf, kindOf, pack, packWithRepairs, Placement, SearchBudget, searchPlacements,
  SearchResult, Shortage, SlotBounds, Task,
} from '../../placement';
import { Judgement } from '../words/rollout-plan';
import { fitsOfDaemon } from './daemon-fits';
import { ALL_TOGETHER, fitsOf } from './fits';
import { unlessHeldOutside } from '../words/held-outside';
import { holders } from './holders';
import { LostPods } from './lost-pods';
import { homeless } from '../words/node-refusals';
import { amountText, daemonShortageText, nameOf, shortageText } from '../words/wording';

const perhapsZonalText = (claim: string) =>
  `whether the volume of claim ${claim} stays on the node of its first pod or in its zone is not known: its provisioner is not`;

/**
 * Nodes that a packing may look at in which pods step aside for others: before it is known whether every placement can
 * be tried, and after.
 */
const FIRST_VISITS_OF_REPAIRS = 3_000;
const VISITS_OF_REPAIRS = 300_000;

/** Steps of the search for a placement of all pods. */
const STEPS = 20_000;

/** How all pods stand on the nodes when nothing is being updated. */
export class SteadyState {
  /** Made once for all plans of the same pods on the same nodes. */
  public static readonly of = oncePer((capacity: Capacity) =>
    new SteadyState(capacity, new SlotBounds(capacity), { steps: STEPS }));

  public readonly judgement: Judgement;
  /** One placement of the largest steady state, complete but for pods that fit no node, if one was found. */
  public readonly example?: Placement;
  /** Whether pods that nobody makes again stay. */
  public readonly lost: LostPods;
  private largest?: Placement[];
  private atRest?: Placement[];
  private readonly fitting = new Set<string>();

  constructor(private readonly capacity: Capacity, public readonly bounds: SlotBounds, budget: SearchBudget) {
    const most = (task: Task) => this.bounds.standing(task, task.most);
    this.lost = new LostPods(bounds);
    this.example = pack(capacity, most, 'compact') ?? pack(capacity, most, 'even') ?? pack(capacity, most, 'hostile')
      ?? packWithRepairs(capacity, most, { steps: FIRST_VISITS_OF_REPAIRS });
    let searched: SearchResult = 'stopped';
    if (!this.example) {
      const found: Placement[] = [];
      searched = this.search(found, budget);
      this.example = searched === 'exhausted'
        ? undefined
        : packWithRepairs(capacity, most, { steps: VISITS_OF_REPAIRS }) ?? found[0];
    }
    this.judgement = this.judge(searched);
  }

  /** Complete placements of the largest steady state, as different from each other as greedy packing makes them. */
  public get placements(): Placement[] {
    this.largest ??= this.example
      ? [
          this.example,
          ...(['even', 'hostile'] as const).flatMap(
            (style) => pack(this.capacity, (task) => this.bounds.standing(task, task.most), style) ?? [],
          ),
        ]
      : [];
    return this.largest;
  }

  /** Complete placements of the smallest steady state: autoscalers at rest, no job running. */
  public get smallest(): Placement[] {
    this.atRest ??= this.capacity.tasks.some((task) => task.least !== task.most)
      ? (['compact', 'even'] as const).flatMap(
          (style) => pack(this.capacity, (task) => this.bounds.standing(task, task.least), style) ?? [],
        )
      : this.placements;
    return this.atRest;
  }

  /** Whether the pods of one workload find room, whatever stands elsewhere. */
  public judgeTask(task: Task): Judgement {
    return unlessHeldOutside(task, this.lost.unlessEvicted(task, this.fitsOf(task)));
  }

  /** Workloads of one kind as one of them that is sure to fit. */
  private fitsOf(task: Task): Judgement {
    const kind = kindOf(task);
    if (kind !== undefined && this.fitting.has(kind)) {
      return { verdict: 'proven', witness: [] };
    }
    const judgement = fitsOf(this.capacity, this.bounds, this, task);
    if (kind !== undefined && judgement.verdict === 'proven') {
      this.fitting.add(kind);
    }
    return judgement;
  }

  private judge(searched: SearchResult): Judgement {
    const tasks = this.capacity.tasks.filter(({ most }) => most > 0);
    const [shortage] = this.capacity.daemonShortages;
    if (shortage) {
      return {
        verdict: 'impossible',
        witness: [daemonShortageText(shortage)],
      };
    }
    const refused = tasks.map((task) => homeless(this.capacity, task)).find(({ length }) => length > 0);
    if (refused) {
      return { verdict: 'impossible', witness: refused };
    }
    const perhapsZonal = tasks.flatMap(({ claims, most }) => (most > 1 ? claims.perhapsZonal : []))[0];
    const excess = tasks.find((task) => this.bounds.standing(task, task.most) < task.most);
    if ((excess || !this.example) && perhapsZonal !== undefined) {
      return { verdict: 'unknown', witness: [perhapsZonalText(perhapsZonal)] };
    }
    if (excess) {
      return { verdict: 'impossible', witness: [ALL_TOGETHER, ...this.judgeTask(excess).witness.slice(1)] };
    }
    const tight = tasks.find((task) => this.bounds.guaranteed(task, undefined, task.most) < task.most);
    if (!this.example) {
      const over = tasks.find((task) => this.bounds.cannotHold(task, task.most, { others: 'most' })) ?? tight;
      const largest = over ? this.crowding(over, this.bounds.shortage(over, over.most, { others: 'most' })) : [];
      return searched === 'exhausted'
        ? { verdict: 'impossible', witness: [ALL_TOGETHER, ...largest] }
        : {
            verdict: 'unknown',
            witness: ['no placement of all pods was found before the search bound was reached', ...largest],
          };
    }
    const undecided = tasks.filter(({ unmodelled }) => unmodelled.length > 0);
    if (undecided.length > 0) {
      const names = undecided.slice(0, 3).map(({ workload }) => nameOf(workload)).join(', ');
      return { verdict: 'possible', witness: [`all pods fit, as far as modelled; not modelled in full: ${names}`] };
    }
    if (tight) {
      return {
        verdict: 'possible',
        witness: [`all pods fit, but not in every order: ${nameOf(tight.workload)} may find its room taken`],
      };
    }
    const open = [
      ...this.capacity.daemons.map((daemon) => fitsOfDaemon(this.capacity, daemon)),
      ...tasks.map((task) => unlessHeldOutside(task, this.fitsOf(task))),
    ].find(({ verdict }) => verdict !== 'proven');
    if (open) {
      return { verdict: 'possible', witness: ['all pods fit, but not in every order', ...open.witness] };
    }
    const evicted = tasks.map((task) => this.judgeTask(task)).filter(({ verdict }) => verdict !== 'proven');
    return evicted.find(({ verdict }) => verdict === 'possible') ?? evicted[0] ?? { verdict: 'proven', witness: [] };
  }

  /** Greedy packing failed: count, then try all placements. */
  private search(found: Placement[], budget: SearchBudget): SearchResult {
    const { capacity } = this;
    if (
      capacity.placeable.some((task) =>
        this.bounds.cannotHold(task, this.bounds.standing(task, task.most), { others: 'most' }),
      )
      || this.exceedsTotal()
    ) {
      return 'exhausted';
    }
    // Spread that counts the pods of others depends on who came first, which this search does not try.
    const ordered = capacity.placeable.every(({ spreads }) =>
      spreads.every(({ counted, self }) => counted.length <= 1 && self),
    );
    const result = searchPlacements({
      capacity, budget,
      countOf: (task) => this.bounds.standing(task, task.most),
      tasks: capacity.placeable,
      nodes: capacity.nodes.map((_, node) => node),
      worthwhile: () => true,
      visit: (placement) => {
        found.push(copyOf(placement));
        return true;
      },
    });
    return result === 'exhausted' && !ordered ? 'bound reached' : result;
  }

  private exceedsTotal(): boolean {
    return this.capacity.resources.some((_, resource) => {
      const asked = this.capacity.placeable.reduce(
        (sum, task) => sum + this.bounds.standing(task, task.most) * task.requests[resource],
        0,
      );
      return asked > this.capacity.room.reduce((sum, room) => sum + room[resource], 0);
    });
  }

  /** What the workloads that compete for a task's nodes ask in total. */
  public crowding(task: Task, shortage?: Shortage): string[] {
    if (shortage && shortage.resource === undefined) {
      return [shortageText(this.capacity, task, shortage)];
    }
    const placement = new Placement(this.capacity);
    const rivals = this.capacity.placeable.filter(({ eligible }) =>
      eligible.some((yes, group) => yes && task.eligible[group]),
    );
    const askedOf = (resource: number) =>
      rivals.reduce((sum, other) => sum + other.most * other.requests[resource], 0);
    const resource = shortage?.resource ?? this.tightestResource(task, askedOf);
    const asked = askedOf(resource);
    const name = this.capacity.resources[resource];
    const pools = holders(placement, task, resource, '').map((line) => line.replace(', held by nobody', ''));
    return [`workloads that may use the same nodes ask for ${amountText(name, asked)} in total`, ...pools];
  }

  /** Of those that a task asks for, the one of which its nodes have least for what is asked. */
  private tightestResource(task: Task, askedOf: (resource: number) => number): number {
    const { capacity } = this;
    const offeredOf = (resource: number) =>
      capacity.nodesOf(task).reduce((sum, node) => sum + capacity.room[node][resource], 0);
    const share = [...task.requests].map((amount, resource) =>
      amount > 0 ? askedOf(resource) / Math.max(1, offeredOf(resource)) : 0);
    return share.indexOf(Math.max(...share));
  }
}
