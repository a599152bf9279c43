import { Cluster } from '../../../cluster';
import { Model, Workload } from '../../../manifests';
import {
  Capacity, Daemon, mayEvict, neighbourhood, Placement, SearchBudget, slotsBesideWholePods, Task,
} from '../../placement';
import { requiredSurge } from '../../../kubernetes/arithmetic';
import { fitsOfDaemon } from '../daemon-fits';
import { UpdateJudgement, Judge } from '../judge';
import { Judgement } from '../rollout-plan';
import { waiting } from '../witness';
import { nameOf } from '../wording';
import { boundsOf, canTryEveryOrder, heldForEver, keptThroughout, Mover, Release, whyNotRun } from './movers';
import { Ends, EndsOf, runAgainst, runAtRandom, tryEveryOrder } from './runs';

/** Node visits that all runs of an input may take, and the search of every order. */
const VISITS_OF_RANDOM_RUNS = 150_000;
const VISITS_OF_HOSTILE_RUNS = 600_000;
const VISITS_OF_SEARCHES = 150_000;
/** Ways chosen by a seed from each start. */
const SEEDS = 8;
/** Pods of a release of which every order is tried. */
const MOST_PODS_TO_TRY = 9;

/** A release and what is known of its ends so far. */
interface Tried {
  readonly release: Release;
  readonly ends: EndsOf;
  /** Some ways were run. */
  isRun: boolean;
  /** Every way was tried. */
  isComplete: boolean;
}

const TOGETHER = 'updated together with';

/*
 * Whether the update of one workload finishes when all are updated at once, in any order of any step: the steps J1 to
 * J7 of docs/explanation/proof.md, in the order in which they are tried.
 */
export class TogetherJudge {
  private readonly releases = new Map<Task, Tried>();
  private readonly random: SearchBudget = { steps: VISITS_OF_RANDOM_RUNS };
  private readonly hostile: SearchBudget = { steps: VISITS_OF_HOSTILE_RUNS };
  private readonly searches: SearchBudget = { steps: VISITS_OF_SEARCHES };
  /** The same pods, and those beside them that updates may hold for ever; undefined where there are none. */
  private crowd?: { judge: Judge; capacity: Capacity } | null;
  private readonly sure = new Set<Workload>();

  constructor(
    private readonly model: Model,
    private readonly cluster: Cluster,
    private readonly capacity: Capacity,
    private readonly judge: Judge,
  ) {}

  /** Of a workload that runs pods anywhere; `alone` is how it stands by itself, and `update` what shows it. */
  public judgeTask(task: Task, update: UpdateJudgement, alone: Judgement): Judgement {
    if (this.isSure(task, update)) { // J2
      this.sure.add(task.workload);
      return alone;
    }
    const { movers, untried } = this.release(task).release;
    const mover = movers.find((each) => each.task === task);
    const others = movers.filter((each) => each.task !== task);
    if (others.length === 0 || !mover || update.verdict === 'unknown' || !this.judge.steady.example) { // J3
      return alone;
    }
    if (update.verdict === 'impossible' && this.isNeverHeld(mover)) { // J4
      return alone;
    }
    const inPlace = others.every(({ bounds }) => requiredSurge(bounds) === 0);
    const finishes =
      update.verdict !== 'impossible' && (update.verdict === 'proven' || update.finishing !== undefined);
    const blocks = inPlace && update.blocking !== undefined;
    const seen = untried === undefined ? this.endsOf(mover, update) : {};
    if ((finishes || seen.finishing) && (blocks || seen.blocking)) { // J5
      return alone.verdict === 'possible' ? alone : this.possible(task, others, seen, alone);
    }
    const complete = untried === undefined && this.tryAll(task);
    if (complete && !seen.blocking) { // J6
      return { verdict: 'proven', witness: [] };
    }
    if (complete && !seen.finishing) {
      return {
        verdict: 'impossible',
        witness: alone.verdict === 'impossible' ? alone.witness : this.ending(task, others, seen.blocking),
      };
    }
    if (complete) {
      return this.possible(task, others, seen, alone);
    }
    return { // J7
      verdict: 'unknown',
      witness: [
        `${alone.verdict} alone; not every order of steps was tried ${TOGETHER} ${namesOf(others)}`,
        ...untried === undefined ? [] : [untried],
      ],
    };
  }

  /** Whether nothing else that is updated may meet the task's pods. */
  public movesAlone(task: Task): boolean {
    return this.release(task).release.movers.every((mover) => mover.task === task);
  }

  /** Those that are updated, may come to a daemon's nodes, and make no room for it. */
  public rivalsOf(daemon: Daemon): Task[] {
    return this.capacity.placeable.filter((task) => boundsOf(task) !== undefined && !mayEvict(daemon.rank, task.rank)
      && daemon.nodes.some((node) => task.eligible[this.capacity.groupOf[node]]));
  }

  /** Whether a workload that has been judged finds room wherever all others stand. */
  public isSureOf(workload: Workload): boolean {
    return this.sure.has(workload);
  }

  /** Of a DaemonSet, whose pods come back to their own nodes. */
  public judgeDaemon(daemon: Daemon, alone: Judgement): Judgement {
    if (alone.verdict !== 'proven' || fitsOfDaemon(this.capacity, daemon).verdict === 'proven') {
      return alone;
    }
    const rivals = this.rivalsOf(daemon);
    for (const start of this.judge.steady.placements) {
      for (const node of daemon.nodes) {
        const taker = rivals.find((task) => this.takesRoomOf(daemon, start, node, task));
        if (taker) {
          return {
            verdict: 'possible',
            witness: [
              `${TOGETHER} ${nameOf(taker.workload)}: a new pod of it may take the room on node ${this.capacity.nodes[node].name} ` +
                `that a stopped pod of ${nameOf(daemon.workload)} leaves`,
            ],
          };
        }
      }
    }
    return rivals.length === 0 || daemon.nodes.every((node) => this.keepsRoomOf(daemon, node))
      ? alone
      : {
          verdict: 'unknown',
          witness: [
            `proven alone; whether pods that are updated meanwhile, such as those of ${nameOf(rivals[0].workload)}, may take the room that a stopped pod ` +
              `of ${nameOf(daemon.workload)} leaves is not decided (a higher priority would have them evicted)`,
          ],
        };
  }

  /** Step J2: what stands elsewhere cannot matter. */
  private isSure(task: Task, update: UpdateJudgement): boolean {
    if (update.verdict !== 'proven' || !update.wherever) {
      return false;
    }
    const crowd = this.crowdOfAll();
    return (
      crowd === undefined
      || crowd.capacity.tasksOf(task.workload).every((each) => crowd.judge.decide(each).wherever === true)
    );
  }

  private crowdOfAll(): { judge: Judge; capacity: Capacity } | undefined {
    if (this.crowd === undefined) {
      const extra = new Map(this.capacity.tasks.map((task) => [task.workload, heldForEver(task)]));
      const capacity = [...extra.values()].some((pods) => pods > 0)
        ? new Capacity(this.model, this.cluster, extra)
        : undefined;
      this.crowd = capacity ? { capacity, judge: new Judge(capacity) } : null;
    }
    return this.crowd ?? undefined;
  }

  /** Step J4: more pods at one time than the nodes hold beside those that all others keep throughout. */
  private isNeverHeld({ task, bounds }: Mover): boolean {
    const { attachment } = task.claims;
    const atRest = task.workload.bounds(task.least) ?? bounds;
    return (attachment === 'pod' && (task.most > 1 || requiredSurge(bounds) > 0))
      || this.judge.bounds.cannotHold(task, task.least + requiredSurge(atRest), { others: keptThroughout });
  }

  private release(task: Task): Tried {
    let known = this.releases.get(task);
    if (!known) {
      const { tasks: others, nodes } = neighbourhood(this.capacity, task);
      const tasks = [task, ...others].sort((one, two) => one.index - two.index);
      const movers = tasks.flatMap((each): Mover[] => {
        const bounds = boundsOf(each);
        return bounds ? [{ task: each, bounds }] : [];
      });
      const release: Release = { movers, tasks, nodes, untried: whyNotRun(this.capacity, tasks, movers) };
      const made = { release, ends: new EndsOf(movers), isRun: false, isComplete: false };
      known = made;
      tasks.filter((each) => !this.releases.has(each)).forEach((each) => this.releases.set(each, made));
    }
    return known;
  }

  private endsOf(mover: Mover, update: UpdateJudgement): Ends {
    const tried = this.release(mover.task);
    const { release, ends } = tried;
    if (!tried.isRun) {
      tried.isRun = true;
      this.judge.steady.placements.forEach((start) =>
        Array.from({ length: SEEDS }, (_, seed) => runAtRandom(release, start, seed, this.random, ends)),
      );
    }
    const seen = ends.of(mover.task);
    for (const start of [...update.blocking ? [update.blocking] : [], ...this.judge.steady.placements]) {
      if (!seen.blocking) {
        runAgainst(release, start, mover, this.hostile, ends);
      }
    }
    return seen;
  }

  private tryAll(task: Task): boolean {
    const known = this.release(task);
    const {
      release: { tasks, movers }, release, ends,
    } = known;
    if (
      !known.isComplete
      && canTryEveryOrder(tasks, movers)
      && tasks.reduce((sum, { most }) => sum + most, 0) <= MOST_PODS_TO_TRY
    ) {
      known.isComplete = tryEveryOrder(release, this.judge.steady.example!, this.searches, ends);
    }
    return known.isComplete;
  }

  private possible(task: Task, others: Mover[], seen: Ends, alone: Judgement): Judgement {
    return alone.verdict === 'impossible'
      ? {
          verdict: 'possible',
          witness: ['it finishes only where another update frees room at the right time', ...alone.witness],
        }
      : { verdict: 'possible', witness: this.ending(task, others, seen.blocking) };
  }

  private ending(task: Task, others: Mover[], blocking?: Placement): string[] {
    return [
      `${TOGETHER} ${namesOf(others)}, others may take the room that it leaves`,
      ...blocking ? ['it waits for ever when the pods stand like this:', ...waiting(blocking, task)] : [],
    ];
  }

  /** No whole pods that the node can hold leave less than the daemon's pod asks. */
  private keepsRoomOf({ requests, rank }: Daemon, node: number): boolean {
    const room = this.capacity.room[node].map((left, resource) => left + requests[resource]);
    const comers = this.capacity.placeable.filter(
      (task) => task.eligible[this.capacity.groupOf[node]] && !mayEvict(rank, task.rank),
    );
    return (
      slotsBesideWholePods(
        room,
        requests,
        1,
        comers.map((task) => ({ requests: task.requests, pods: task.most })),
      ) > 0
    );
  }

  /**
   * A pod of the task may come to the node while the daemon's is away, and no room is left; the others come back where
   * they were.
   */
  private takesRoomOf(daemon: Daemon, start: Placement, node: number, task: Task): boolean {
    const bounds = boundsOf(task)!;
    const mayCome = bounds.maxSurge > 0 || [...start.places[task.index].keys()].some((place) => place !== node);
    const others = [...start.pods[node].keys()].map((index) => this.capacity.tasks[index]);
    if (
      !mayCome
      || !start.isOpen(task, node)
      || (task.apart && start.count(task, node) > 0)
      || others.some((other) => (boundsOf(other)?.maxUnavailable ?? 1) === 0)
    ) {
      return false;
    }
    const room = start.room[node];
    return (
      task.requests.every((amount, resource) => amount === 0 || amount <= room[resource] + daemon.requests[resource])
      && task.requests.some((amount, resource) => daemon.requests[resource] > 0 && amount > room[resource])
    );
  }
}

/** The first three by name, and how many more there are. */
function namesOf(movers: Mover[]): string {
  const names = movers.slice(0, 3).map(({ task }) => nameOf(task.workload)).join(', ');
  return movers.length > 3 ? `${names} and ${movers.length - 3} more` : names;
}
