import { getOrMake } from '../../util/get-or-make';
import { listed } from '../../util/listed';
import { copyOf, SearchBudget, SlotBounds, Task } from '../placement';
import { Judgement, nameOf, NEVER_AT_AN_END, Timeline, waitersText, whyRanked } from '../updates';
import { anyWay } from './search/any-way';
import { isOtherwise } from './change/change';
import { beside, IN_ORDER, whyBlocked, whyNever } from './forms/change-witness';
import { boundsAtEnd, givesBackItsRoom, isSure, mayBeKept } from './forms/closed-forms';
import { slotBoundsOf, keptBeside, neverByItself, neverFits, waitsInOrder } from './forms/never-fits';
import { CountedChanges } from './search/counted-changes';
import { mayBeOusted } from './release/evictor';
import { StandingJudgement } from './forms/follows-its-volume';
import { decideByTrying, Judged, Tried } from './decided-by-trying';
import { judgeHalfWay } from './forms/half-way';
import { sureAmongHalfWay } from './forms/half-way-among-others';
import { against, atRandom, EndsOf, follow, inFavourOf, Scene } from './search/joint-search';
import { JointMoves } from './search/joint-moves';
import { jointTimeline } from './search/joint-timeline';
import { KnownPlaces } from './forms/known-places';
import { missingBefore, Mover } from './release/mover';
import { whyOdd } from './search/why-odd';
import { Release } from './release/release';
import { Scenes } from './search/scenes';
import { StandingSure } from './forms/standing-sure';
import { anyStart, Starts } from './search/starts';
import { provenAt, whereItStands } from './forms/where-it-stands';

/** Node visits that the search for a start may take, and all single ways. */
const VISITS_OF_A_SEARCH = 150_000;
const VISITS_OF_WAYS = 600_000;
/** Ways chosen by a seed from each start. */
const SEEDS = 6;

const NOT_ALL = 'not every order of steps was tried';

/**
 * Whether the changes of a release finish, each alone and all together: the steps T1 to T7 of
 * docs/explanation/proof.md.
 */
export class ChangeJudge {
  private readonly ways: SearchBudget = { steps: VISITS_OF_WAYS };
  private readonly tried = new Map<Mover, Tried>();
  private readonly scenes: Scenes;
  private readonly everyone: ReadonlySet<Mover>;
  private sure?: ReadonlySet<Mover>;
  private sureFirst?: ReadonlySet<Mover>;
  public readonly counted: CountedChanges;
  private restAlone?: SlotBounds;
  private readonly keptAlone: (task: Task) => number;
  private readonly keptTogether: (task: Task) => number;
  private stands?: boolean;
  private waiting?: ReadonlySet<Mover>;
  /** Tasks that meet, of which it is known whether those that stay may be counted where they stand. */
  private readonly areCounted = new WeakMap<readonly Task[], boolean>();
  private readonly amongHalfWay = new WeakMap<readonly Task[], ReadonlySet<Mover>>();
  private readonly known: KnownPlaces;
  private readonly starts: Starts;
  private readonly standingSure: StandingSure;

  constructor(
    private readonly release: Release, private readonly mayBeRefused: (mover: Mover) => boolean = () => false,
  ) {
    this.scenes = new Scenes(release);
    this.everyone = new Set(release.movers);
    this.known = KnownPlaces.of(release);
    this.starts = new Starts(release, this.known);
    const startsOf = () => this.starts.of(release.capacity.tasks).map(({ from }) => from);
    this.counted = new CountedChanges(release, startsOf, mayBeRefused);
    this.standingSure = new StandingSure(release, this.known, (mover) => this.isThrough(mover));
    this.keptAlone = keptBeside(release, new Set());
    this.keptTogether = keptBeside(release, this.everyone);
  }

  /** The change of one workload, while all others run as they did before. */
  public alone(mover: Mover): Judged {
    const waiting = this.waitingBeside(mover);
    if (waiting.length > 0) {
      return this.aloneBeside(mover, waiting);
    }
    const movers = new Set([mover]);
    this.restAlone ??= new SlotBounds(
      this.release.capacity, (task) => this.release.startOf(task), this.release.leavingBeside(movers),
    );
    const rest = this.restAlone;
    const decided = this.decideByCounting(mover, movers, () =>
      isSure(this.release, mover, { movers, sure: new Set(), arePlacesKnown: this.allRun }, rest));
    if (decided) {
      return decided;
    }
    const stands = this.whereItStands(mover);
    if (stands) {
      return stands;
    }
    return givesBackItsRoom(mover) && this.restStands(mover)
      ? { verdict: 'proven', witness: [], presumesStart: true }
      : this.byCounting(mover, false, decideByTrying(this.release, mover, this.tryScene(this.scenes.of(mover, false))));
  }

  /** Pods that wait already come as soon as they find room, whatever else moves. */
  private aloneBeside(mover: Mover, waiting: readonly Mover[]): Judged {
    const beside = { movers: new Set([mover, ...waiting]), sure: new Set<Mover>(), arePlacesKnown: this.allRun };
    const decided = this.decideByCounting(mover, beside.movers, () =>
      isSure(this.release, mover, beside, boundsAtEnd(this.release, beside)));
    const joint = decided ?? this.together(mover);
    return decided || joint.verdict === 'proven' ? joint
      : { verdict: 'unknown', witness: [waitersText(listed(waiting.map(({ name }) => name)))] };
  }

  /** Steps T2c and T2e: where it is known how all pods stand. */
  public whereItStands(mover: Mover, isTogether = false): StandingJudgement | undefined {
    const { release } = this;
    const { tasks, nodes, movers } = this.scenes.of(mover, isTogether);
    if (!this.mayCount({ tasks, nodes })) {
      return undefined;
    }
    const rest = this.scenes.of(mover, false).tasks;
    const standing = isTogether ? this.standingSure.among({ movers, tasks }, this.allSure()) : undefined;
    const meeting = { tasks, movers, rest, through: standing?.through };
    return standing?.proven.has(mover) ? provenAt(meeting, mover)
      : whereItStands(release, mover, meeting, this.known);
  }

  /** Step I2, where nothing else that it meets comes or goes. */
  public halfWay(mover: Mover): Judgement | undefined {
    const scene = this.scenes.of(mover, true);
    return scene.movers.length === 1 && this.mayCount(scene)
      ? judgeHalfWay(this.release, mover, scene.tasks, this.known) : undefined;
  }

  /** Step I5: which are finished in every end, where some of those that meet are half way. */
  public sureAmongHalfWay(mover: Mover): ReadonlySet<Mover> {
    const scene = this.scenes.of(mover, true);
    return getOrMake(this.amongHalfWay, scene.tasks, () => this.mayCount(scene)
      ? sureAmongHalfWay(this.release, scene, this.known, (each) => this.isThrough(each)) : new Set());
  }

  private mayCount({ tasks, nodes }: Pick<Scene, 'tasks' | 'nodes'>): boolean {
    const { release } = this;
    return getOrMake(this.areCounted, tasks, () => release.daemonAmong(nodes, isOtherwise) === undefined
      && whyRanked(tasks) === undefined && !release.evictsDaemon(tasks, nodes));
  }

  /** Whether all that runs before is known to have found room. */
  public get allRun(): boolean {
    return this.known.areComplete;
  }

  /** Whether nothing else comes or goes while one workload changes: no size is open, and nobody evicts. */
  private restStands({ fresh }: Mover): boolean {
    const { release, release: { capacity: { tasks } } } = this;
    this.stands ??= tasks.every((task) => task.least === task.most) && whyRanked(tasks) === undefined;
    return this.stands && release.daemonAmong(release.capacity.nodesOf(fresh!), isOtherwise) === undefined;
  }

  /** The change of one workload, while all others change. */
  public together(mover: Mover): Judged {
    const decided = this.decideByCounting(mover, this.everyone, () => this.allSure().has(mover));
    if (decided) {
      return decided;
    }
    const stands = this.whereItStands(mover, true);
    if (stands && (stands.verdict !== 'impossible' || stands.wherever)) {
      return stands;
    }
    let tried = this.tried.get(mover);
    if (!tried) {
      tried = this.tryScene(this.scenes.of(mover, true));
      tried.scene.movers.forEach((each) => this.tried.set(each, tried!));
    }
    return this.byCounting(mover, true, decideByTrying(this.release, mover, tried));
  }

  /** Steps T6 and T7. */
  private byCounting(mover: Mover, isTogether: boolean, judged: Judged): Judged {
    if (judged.verdict !== 'unknown') {
      return judged;
    }
    const scene = this.scenes.of(mover, isTogether);
    const verdict = this.counted.verdict(scene, mover, isTogether);
    if (verdict !== undefined) {
      return { verdict, witness: verdict === 'proven' ? [] : [NEVER_AT_AN_END], presumesStart: true };
    }
    const end = this.counted.bothEnds(scene, mover, isTogether);
    return end
      ? { verdict: 'possible', witness: [...beside(mover, scene), ...whyBlocked(this.release, mover, { end })] }
      : judged;
  }

  /** One way that the change of a mover and of all that may meet it goes: what shows its verdict, where there is one. */
  public picture(mover: Mover): Timeline | undefined {
    const { way } = this.together(mover);
    const scene = this.scenes.of(mover, true);
    return way ? jointTimeline(scene, way) : anyWay(mover, scene, this.starts);
  }

  /** Others that may meet a mover's pods, and some pods of which wait when it begins. */
  public waitingBeside(mover: Mover): readonly Mover[] {
    const { waiters } = this;
    return waiters.size === 0 ? [] : this.meets(mover).filter((each) => each !== mover && waiters.has(each));
  }

  /** Some pods of these wait when the change begins. */
  public get waiters(): ReadonlySet<Mover> {
    this.waiting ??= new Set(this.release.movers.filter(({ change }) => missingBefore(change) > 0));
    return this.waiting;
  }

  /** Movers that may meet a mover's pods, itself included. */
  public meets(mover: Mover): readonly Mover[] {
    return this.scenes.of(mover, true).movers;
  }

  /** Steps T1 and T2. */
  private decideByCounting(mover: Mover, movers: ReadonlySet<Mover>, sure: () => boolean): Judged | undefined {
    if (mover.to === 0) {
      return { verdict: 'proven', witness: [] };
    }
    const { capacity } = this.release;
    const isStuck = !this.release.places?.size && waitsInOrder(slotBoundsOf(capacity), mover);
    // Beside a DaemonSet that was smaller, or not there, more pods may have come before it.
    const hasRoom = this.release.daemonAmong(capacity.nodesOf(mover.fresh!), isOtherwise) !== undefined;
    const others = movers.size === 1 ? this.keptAlone : this.keptTogether;
    const never = hasRoom ? undefined
      : neverFits(slotBoundsOf(capacity), mover, others, this.release.leavingBeside(movers), mayBeOusted(movers));
    const presumesStart = never && !neverByItself(capacity, mover);
    return isStuck ? IN_ORDER : never
      ? { verdict: 'impossible', witness: whyNever(this.release, mover, never), presumesStart }
      : sure()
        ? { verdict: 'proven', witness: [], presumesStart: mayBeKept(capacity, mover) }
        : undefined;
  }

  /** Movers that are sure to find room, whoever else is finished. */
  public sureByThemselves(): ReadonlySet<Mover> {
    this.sureFirst ??= new Set(this.sureBeside(new Set(), new Set()));
    return this.sureFirst;
  }

  /** Each mover that is sure, and not refused, is finished at every end, which leaves more to the others. */
  private allSure(): ReadonlySet<Mover> {
    if (!this.sure) {
      const sure = new Set(this.sureByThemselves());
      let known = 0;
      for (let through = this.notRefused(sure); known < through.size; through = this.notRefused(sure)) {
        known = through.size;
        this.sureBeside(through, sure).forEach((mover) => sure.add(mover));
      }
      this.sure = sure;
    }
    return this.sure;
  }

  private isThrough(mover: Mover): boolean {
    return !this.mayBeRefused(mover) && mover.fresh?.heldOutside === undefined;
  }

  private notRefused(movers: ReadonlySet<Mover>): ReadonlySet<Mover> {
    return new Set([...movers].filter((mover) => !this.mayBeRefused(mover)));
  }

  /** Those that are not known to be. */
  private sureBeside(through: ReadonlySet<Mover>, known: ReadonlySet<Mover>): Mover[] {
    const beside = { movers: this.everyone, sure: through, arePlacesKnown: this.allRun };
    const bounds = boundsAtEnd(this.release, beside);
    return [...this.everyone].filter((mover) => !known.has(mover) && isSure(this.release, mover, beside, bounds));
  }

  /** Step T3: single ways. */
  private tryScene(scene: Scene): Tried {
    const { capacity, movers, tasks, nodes } = scene;
    const tried: Tried = { scene, ends: new EndsOf(movers) };
    const daemon = this.release.daemonAmong(nodes, isOtherwise);
    if (daemon) {
      const untried = `not tried step by step: ${nameOf(daemon)} comes to these nodes, or changes its size there`;
      return { ...tried, untried };
    }
    const odd = movers.map((each) => whyOdd(capacity, each)).find((why) => why !== undefined) ?? whyRanked(tasks);
    if (odd !== undefined) {
      return { ...tried, untried: `not tried step by step: ${odd}` };
    }
    const starts = this.starts.of(tasks);
    const start = starts.length > 0 ? undefined : anyStart(scene, VISITS_OF_A_SEARCH);
    if (starts.length === 0 && typeof start !== 'object') {
      return { ...tried, untried: start };
    }
    const policies = [
      ...movers.flatMap((_, mover) => [against(mover), inFavourOf(mover)]),
      ...Array.from({ length: SEEDS }, (_, seed) => atRandom(seed)),
    ];
    const each = typeof start === 'object' ? [{ from: start, scratch: copyOf(start) }] : starts;
    for (const { from, scratch } of each) {
      const state = new JointMoves(from, movers, scratch);
      policies
        .filter(() => !tried.ends.areComplete)
        .forEach((policy) => follow(state, from, policy, this.ways, tried.ends));
    }
    return tried.ends.areComplete ? tried : { ...tried, untried: NOT_ALL };
  }
}
