import { requiredSurge } from '../../../kubernetes/arithmetic';
import { listed } from '../../../util/listed';
import { Workload } from '../../../manifests';
import { Capacity, Daemon, Placement, SearchBudget, SlotBounds, Task } from '../../placement';
import { endingsFrom } from '../alone/evidence';
import { isGuaranteed } from '../needs/guaranteed';
import { Judge, UpdateJudgement } from '../alone/judge';
import { Judgement } from '../words/rollout-plan';
import { interestingSizes } from '../needs/size';
import { exceedsClaim, standingAtOnce } from '../needs/update-needs';
import { nameOf } from '../words/wording';
import { BlockedEnds } from './blocked-ends';
import { CountedEnds } from './counted-ends';
import { judgeDaemonTogether, leavingDaemons, rivalsOf, whereOneLeaves } from './daemons';
import {
  boundsOf, canTryEveryOrder, heldForEver, keptThroughout, Mover, oustedBy, Release, releaseAround,
} from '../needs/movers';
import { endingTogether, NEVER_AT_AN_END, notTried, possibleTogether, SOME_WAIT } from './joint-witness';
import { blocksAlike } from './blocks-alike';
import { EndsInCommon } from './ends-in-common';
import { firstFound } from './first-found';
import { finishesWhenOthersLeave } from './others-leave';
import { Ends, EndsOf, runAgainst, runAtRandom, tryRelease } from './runs';
import { decidesByZone, StuckEnds } from './stuck-ends';
import { ThroughBefore } from './through-before';

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
  readonly blocked: BlockedEnds;
  readonly stuck: StuckEnds;
  readonly inCommon: EndsInCommon;
  /** Some ways were run. */
  isRun: boolean;
  /** Every way was tried. */
  isComplete: boolean;
}

/*
 * Whether the update of one workload finishes when all are updated at once, in any order of any step: the steps J1 to
 * J16 of docs/explanation/proof.md, in the order in which they are tried.
 */
export class TogetherJudge {
  private readonly releases = new Map<Task, Tried>();
  private readonly random: SearchBudget = { steps: VISITS_OF_RANDOM_RUNS };
  private readonly hostile: SearchBudget = { steps: VISITS_OF_HOSTILE_RUNS };
  private readonly searches: SearchBudget = { steps: VISITS_OF_SEARCHES };
  /** Beside all pods, and those that updates may hold for ever. */
  private readonly crowd: SlotBounds;
  private readonly sure = new Set<Workload>();
  private readonly leaving: readonly Daemon[];
  private readonly counted: CountedEnds;

  constructor(
    private readonly capacity: Capacity, private readonly judge: Judge,
    mayBeRefused: (workload: Workload) => boolean = () => false,
  ) {
    this.leaving = leavingDaemons(capacity);
    this.counted = new CountedEnds(capacity, judge.bounds, mayBeRefused, judge.provesOnly);
    this.crowd = new SlotBounds(capacity, (task) => task.most + heldForEver(task), this.leaving);
  }

  /** Of a workload that runs pods anywhere; `alone` is how it stands by itself, and `update` what shows it. */
  public judgeTask(task: Task, update: UpdateJudgement, alone: Judgement): Judgement {
    if (this.isSure(task, update)) { // J2
      this.sure.add(task.workload);
      return alone;
    }
    return this.byCounting(task, update, this.besideDaemons(task, this.judgeRelease(task, update, alone)));
  }

  /** Steps J12 and J13. */
  private byCounting(task: Task, update: UpdateJudgement, judged: Judgement): Judgement {
    const { release } = this.release(task);
    const { steady } = this.judge;
    if (judged.verdict !== 'unknown' || update.verdict === 'unknown' || !steady.example) {
      return judged;
    }
    const verdict = this.counted.verdict(release, task);
    if (verdict !== undefined) {
      return { verdict, witness: verdict === 'proven' ? [] : [NEVER_AT_AN_END] };
    }
    if (this.judge.provesOnly(task.workload)) {
      return judged;
    }
    const finishes = update.verdict !== 'impossible' && (update.verdict === 'proven' || update.finishing !== undefined);
    const known = [...update.blocking ? [update.blocking] : [], ...steady.placements];
    const blocking = this.counted.shown(release, task, false, known);
    const isOpen = blocking && (finishes || this.counted.shown(release, task, true, steady.placements));
    const others = release.movers.filter((mover) => mover.task !== task);
    return isOpen ? possibleTogether(task, others, blocking, { verdict: update.verdict, witness: [] }) : judged;
  }

  /** Where DaemonSets stand still. */
  private judgeRelease(task: Task, update: UpdateJudgement, alone: Judgement): Judgement {
    const { movers, untried } = this.release(task).release;
    const mover = movers.find((each) => each.task === task);
    const others = movers.filter((each) => each.task !== task);
    if (others.length === 0 || !mover || update.verdict === 'unknown') { // J3
      return alone;
    }
    if (update.verdict === 'impossible' && this.isNeverHeld(mover)) { // J4
      return alone;
    }
    if (!this.judge.steady.example) {
      return update.verdict === 'impossible' ? notTried(alone, others, SOME_WAIT) : alone;
    }
    const finishes =
      update.verdict !== 'impossible' && (update.verdict === 'proven' || update.finishing !== undefined);
    const blocks = blocksAlike(mover, others, update.blocking);
    const seen = untried === undefined ? this.endsOf(mover, others, update, { finishes, blocks }) : {};
    if ((finishes || seen.finishing) && (blocks || seen.blocking)) { // J5
      return alone.verdict === 'possible' ? alone : possibleTogether(task, others, seen.blocking, alone);
    }
    const complete = untried === undefined && this.tryAll(task);
    if (complete && !seen.blocking) { // J6
      return { verdict: 'proven', witness: [] };
    }
    if (complete && !seen.finishing) {
      const witness = alone.verdict === 'impossible' ? alone.witness : endingTogether(task, others, seen.blocking);
      return { verdict: 'impossible', witness };
    }
    if (complete) {
      return possibleTogether(task, others, seen.blocking, alone);
    }
    return notTried(alone, others, untried); // J7
  }

  /** Step J11. */
  private besideDaemons(task: Task, judged: Judgement): Judgement {
    const { release: { movers, nodes } } = this.release(task);
    const daemons = this.leaving.filter((daemon) => daemon.nodes.some((node) => nodes.includes(node)));
    const bounds = boundsOf(task);
    const isOpen = judged.verdict === 'impossible' || (judged.verdict === 'proven' && movers.length > 1);
    if (daemons.length === 0 || !isOpen || (bounds && this.isNeverHeld({ task, bounds }, daemons))) {
      return judged;
    }
    const names = listed(daemons.map(({ workload }) => nameOf(workload)), 3);
    const finishes = (start: Placement) =>
      endingsFrom(start, task, interestingSizes(task), task.claims.attachment)?.finishes ?? false;
    const isShown = judged.verdict === 'impossible'
      && [...whereOneLeaves(daemons, this.judge.steady.placements, task)].some(finishes);
    return isShown
      ? {
          verdict: 'possible',
          witness: [`it finishes only where a pod of ${names} leaves its room at the right time`, ...judged.witness],
        }
      : {
          verdict: 'unknown',
          witness: [
            `${judged.verdict} while the pods of ${names} stand; whether others take the room that they leave is not decided`,
          ],
        };
  }

  /** Whether nothing else that is updated may meet the task's pods. */
  public movesAlone(task: Task): boolean {
    return this.release(task).release.movers.every((mover) => mover.task === task);
  }

  public rivalsOf(daemon: Daemon): Task[] {
    return rivalsOf(this.capacity, daemon);
  }

  /** Whether a workload that has been judged finds room wherever all others stand. */
  public isSureOf(workload: Workload): boolean {
    return this.sure.has(workload);
  }

  public judgeDaemon(daemon: Daemon, alone: Judgement): Judgement {
    const judged = judgeDaemonTogether(this.capacity, daemon, alone, this.judge.steady.placements);
    const isSure = judged.verdict === 'unknown' && alone.verdict === 'proven' && this.counted.isSureOfDaemon(daemon);
    return isSure ? alone : judged;
  }

  /** Step J2: what stands elsewhere cannot matter. */
  private isSure(task: Task, update: UpdateJudgement): boolean {
    return update.verdict === 'proven' && update.wherever === true
      && this.capacity.tasksOf(task.workload).every((each) => this.holdsInEveryEnd(each));
  }

  private holdsInEveryEnd(task: Task): boolean {
    const { attachment, unknown } = task.claims;
    const sizes = interestingSizes(task);
    const attachments = unknown.length > 0 && attachment === 'free' ? [attachment, 'node' as const] : [attachment];
    const view = { whileOthersMove: true };
    return task.most === 0 || attachments.every((each) => isGuaranteed(this.crowd, task, sizes, each, view));
  }

  /**
   * Step J4: more pods at one time than the nodes hold beside those that all others keep throughout: all that no other
   * update may have removed.
   */
  private isNeverHeld({ task, task: { claims: { attachment } }, bounds }: Mover, gone: Daemon[] = []): boolean {
    const isOusted = oustedBy(this.release(task).release.movers.filter((mover) => mover.task !== task));
    const least = { replicas: task.least, bounds: task.workload.bounds(task.least) ?? bounds };
    const standing = isOusted(task) ? task.least : standingAtOnce(task, least);
    const isHeld = !isOusted(task) && (gone.length === 0 || attachment === 'pod');
    const others = (each: Task) => (isOusted(each) ? 0 : keptThroughout(each));
    return (isHeld && exceedsClaim(this.judge.bounds, task, { replicas: task.most, bounds }, attachment))
      || this.judge.bounds.cannotHold(task, standing, { others, gone });
  }

  private release(task: Task): Tried {
    let known = this.releases.get(task);
    if (!known) {
      const release = releaseAround(this.capacity, task);
      const { movers, tasks } = release;
      const through = new ThroughBefore(this.capacity, movers);
      const made = {
        release, ends: new EndsOf(movers), inCommon: new EndsInCommon(), isRun: false, isComplete: false,
        blocked: new BlockedEnds(this.capacity, movers, through), stuck: new StuckEnds(this.capacity, movers, through),
      };
      known = made;
      tasks.filter((each) => !this.releases.has(each)).forEach((each) => this.releases.set(each, made));
    }
    return known;
  }

  private endsOf(
    mover: Mover, others: Mover[], update: UpdateJudgement, alone: { finishes: boolean; blocks: boolean },
  ): Ends {
    const tried = this.release(mover.task);
    const { release, ends } = tried;
    const seen = ends.of(mover.task);
    const { placements } = this.judge.steady;
    if (this.judge.provesOnly(mover.task.workload)) {
      return seen;
    }
    if (!alone.finishes) { // J10
      const sizes = interestingSizes(mover.task);
      seen.finishing ??= placements.find((start) => finishesWhenOthersLeave(start, mover.task, sizes, others));
    }
    if (!alone.blocks) { // J8, J9
      seen.blocking ??= this.blockedEnd(mover, tried, update);
    }
    if ((alone.finishes || seen.finishing) && (alone.blocks || seen.blocking)) {
      return seen;
    }
    if (!tried.isRun) {
      tried.isRun = true;
      placements.forEach((start) =>
        Array.from({ length: SEEDS }, (_, seed) => runAtRandom(release, start, seed, this.random, ends)),
      );
    }
    for (const start of [...update.blocking ? [update.blocking] : [], ...placements]) {
      if (!seen.blocking) {
        runAgainst(release, start, mover, this.hostile, ends);
      }
    }
    return seen;
  }

  private blockedEnd(
    mover: Mover, { blocked, stuck, inCommon }: Tried, { blocking, wherever }: UpdateJudgement,
  ): Placement | undefined {
    const { steady } = this.judge;
    // Where there is room wherever others stand, it is taken only by pods that wait beside old ones.
    const found = wherever === true && !decidesByZone(mover.task) ? []
      : this.judge.blocking.of(mover.task, requiredSurge(mover.bounds) === 0, this.crowd);
    const known = [...blocking ? [blocking] : [], ...steady.placements];
    const common = inCommon.of(mover);
    if (common || stuck.isHopeless(mover)) {
      return common;
    }
    const end = firstFound(known, (placement) => blocked.from(placement, mover))
      ?? firstFound(known, (placement) => stuck.from(placement, mover))
      ?? (steady.example ? stuck.farFrom(steady.example, mover) : undefined)
      ?? firstFound(found, (placement) =>
        blocked.from(placement, mover) ?? stuck.from(placement, mover)
          ?? (decidesByZone(mover.task) ? stuck.farFrom(placement, mover) : undefined));
    if (!end) {
      stuck.giveUp(mover);
    }
    return end && inCommon.add(end);
  }

  private tryAll(task: Task): boolean {
    const known = this.release(task);
    const { release: { tasks, movers }, release, ends } = known;
    if (!known.isComplete && canTryEveryOrder(this.capacity, tasks, movers)
      && tasks.reduce((sum, { most }) => sum + most, 0) <= MOST_PODS_TO_TRY) {
      known.isComplete = tryRelease(release, this.capacity, this.searches, ends);
    }
    return known.isComplete;
  }
}
