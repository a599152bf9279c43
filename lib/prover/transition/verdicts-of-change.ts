import { getOrMake } from '../../util/get-or-make';
import { Cluster } from '../../cluster';
import { Before, keyOf, Workload } from '../../manifests';
import { Admission } from '../admission';
import { Capacity, Daemon, SlotBounds } from '../placement';
import {
  ChangeVerdict, Judgement, nameOf, PRESUMES, stopsFirst, Timeline, unlessHeldOutside, Verdict,
  waitersText, worst,
} from '../updates';
import { Change, isOtherwise } from './change/change';
import { ChangeJudge } from './change-judge';
import { boundsAtEnd } from './forms/closed-forms';
import { besideGated } from './forms/gated';
import { judgeDaemonChange, standsWhateverComes } from './daemon-change';
import { Judged } from './decided-by-trying';
import { Sureness } from './change/doubted';
import { evictorOf } from './release/evictor';
import { Exploration } from './exploration/exploration';
import { unlessOldOnesCome } from './forms/lingering';
import { mayWait } from './forms/may-wait';
import { fewestWanted, Mover, moves } from './release/mover';
import { onlyStops } from './change/only-stops';
import { mayBeEvicted } from './forms/ousting';
import { QuotaOfChange } from './release/quota-of-change';
import { RefusedObjects } from './fields/refused-objects';
import { Release } from './release/release';
import { waitingPod } from './change/running-pods';
import { whyNeverStarted } from './change/slow-pods';
import { takenName } from './change/taken-names';
import { settled, VerdictsOfSnapshot } from './verdicts-of-snapshot';
import { findsRoomAtOnce } from './forms/wait-for-others';

const UNCHANGED = 'its pod template and its number of pods do not change: nothing is updated';
const IS_THERE = 'as many pods as are wanted run in this template already: the others are stopped';
const ONLY_STOPS = 'fewer pods are wanted, and all that stay run: none is made';
const NEVER_REPLACED =
  'pods of this kind are not replaced when their template changes: those that run stay as they are';

/** What the verdicts of a change rest on. */
export interface ChangeSource {
  /** Of what is asked for, and of what stays. */
  readonly admission: Admission;
  readonly before: Admission;
  readonly changes: ReadonlyMap<string, Change>;
  readonly refused: RefusedObjects;
  readonly cluster?: Cluster;
  /** What is asked for on the cluster, where that is known. */
  readonly capacity?: Capacity;
  readonly places?: Before['places'];
}

/** The verdicts that the update of one kind of pod at one size does not give. */
export class VerdictsOfChange {
  /** Where the nodes are known. */
  public readonly release?: Release;
  private readonly judge?: ChangeJudge;
  private readonly quotas?: QuotaOfChange;
  private readonly byQuota = new Map<Mover, { alone: Judgement; together: Judgement }>();
  private readonly exploration?: Exploration;
  private atEnd?: SlotBounds;
  private byKey?: ReadonlyMap<string, Workload>;
  private readonly joint = new Map<Mover, Judged>();
  private readonly snapshot: VerdictsOfSnapshot;

  constructor(private readonly source: ChangeSource) {
    const { admission, before, cluster, capacity, changes, places } = source;
    this.snapshot = new VerdictsOfSnapshot(source);
    this.release = cluster && capacity && Release.of(admission.model, cluster, capacity, changes, places);
    const quotas = this.release && new QuotaOfChange(this.release, admission, before, cluster!, (mover) =>
      this.judge!.sureByThemselves().has(mover));
    this.quotas = quotas;
    this.exploration = this.release && new Exploration({ release: this.release, admission, before, cluster: cluster! });
    this.judge = this.release
      && new ChangeJudge(this.release, (mover) => this.quotaOf(mover).together.verdict !== 'proven');
  }

  /** Undefined for an update of one kind of pod at one size, and for one that waits for a person. */
  public of(workload: Workload): ChangeVerdict | undefined {
    const verdict = this.besideMovers(workload);
    return verdict && this.release
      ? besideGated(this.release, workload, this.source.changes.values(), verdict, (mover) =>
        this.judge!.sureByThemselves().has(mover)) : verdict;
  }

  private besideMovers(workload: Workload): ChangeVerdict | undefined {
    const { changes, refused } = this.source;
    const change = changes.get(keyOf(workload.manifest));
    const refusals = refused.reasonsFor(workload.manifest);
    if (refusals.length > 0) {
      return settled('impossible', refusals);
    }
    const taken = change && takenName(workload, change, this.source.admission.model, this.source.cluster);
    if (taken) {
      return settled('impossible', [taken]);
    }
    const isLess = change !== undefined && onlyStops(change, this.source.cluster);
    if (!change || change.kind === 'left' || change.kind === 'unchanged' || isLess) {
      // Of those that wait none stays where there are to be fewer.
      const isTold = !isLess && change?.underWay === undefined && !change?.isAnother;
      const { cluster, before } = this.source;
      const waits = isTold
        ? waitingPod(workload, cluster) ?? whyNeverStarted(workload, before.model, cluster?._own) : undefined;
      const inPlace = waits && change && this.release && this.snapshot.inPlace(this.release, workload, change);
      if (inPlace) {
        return inPlace;
      }
      const evicted = waits ? [waits] : this.mayBeEvicted(workload);
      const why = isLess ? ONLY_STOPS : change?.underWay ? IS_THERE
        : change?.held && change.template !== 'none' ? NEVER_REPLACED : UNCHANGED;
      return evicted ? settled('unknown', evicted) : settled('proven', [why]);
    }
    const never = this.snapshot.neverGoesOn(workload, change, this.release);
    if (never) {
      return never;
    }
    if (!moves(change)) {
      return change.after!.waitsFor === undefined && change.held !== 'some'
        ? settled('proven', [NEVER_REPLACED]) : undefined;
    }
    if (this.release && workload.kind === 'DaemonSet') {
      return this.ofDaemonSet(this.release, workload, change);
    }
    const mover = this.release?.moverOf(workload);
    return mover && this.snapshot.amongHalfWay(this.release!, mover, this.judge!, this.ofMover(mover));
  }

  /** How everything changes at once, as the worst of the verdicts has it; undefined where it is too much to draw. */
  public picture(): Timeline | undefined {
    const { release, judge } = this;
    const verdictOf = (mover: Mover) => this.together(mover).verdict;
    const [worst] = [...(release?.movers ?? [])].filter(({ to }) => to > 0)
      .sort((one, two) => PICTURED.indexOf(verdictOf(one)) - PICTURED.indexOf(verdictOf(two)));
    return worst && judge!.picture(worst);
  }

  /** Others that the new pods of a change may wait for. */
  public waitedFor(change: Change): Mover[] {
    const mover = this.release?.movers.find((each) => each.change === change);
    if (!mover) {
      return [];
    }
    const met = findsRoomAtOnce(this.release!, mover) ? [] : this.judge!.meets(mover);
    return [...new Set([...met, ...this.quotas!.movesBeside(mover)])].filter((each) => each !== mover);
  }

  /** Whether pods of a workload may be evicted by others, or new ones of its own, that come with the change. */
  public mayLosePods({ after }: Change): boolean {
    this.byKey ??= new Map(this.source.admission.model.workloads.map((each) => [keyOf(each.manifest), each]));
    const workload = after && this.byKey.get(keyOf(after.manifest));
    return workload !== undefined && this.release !== undefined && mayBeEvicted(this.release, workload);
  }

  private ofDaemonSet(release: Release, workload: Workload, change: Change): ChangeVerdict | undefined {
    const inPlace = this.snapshot.inPlace(release, workload, change);
    if (inPlace) {
      return inPlace;
    }
    const byRoom = judgeDaemonChange(release, workload, change, {
      isSureAtEnds: (isTogether) => this.judge!.counted.isSureOfDaemon(workload, isTogether),
      allRan: () => !this.waitsBefore,
    });
    const byQuota = byRoom && this.quotas!.judgeDaemon(workload, change);
    const daemon = release.capacity.daemonOf(workload)!;
    const judged = byQuota && this.explored(daemon, {
      alone: worst([byRoom.alone, byQuota.alone]), together: worst([byRoom.together, byQuota.together]),
    });
    return judged && {
      alone: this.unlessOthersCome(daemon, judged), together: unlessOldOnesCome(release, daemon, judged.together),
    };
  }

  /** What the verdict of a change does not rest on, in spite of what a snapshot shows; undefined where it may. */
  public surenessOf({ after }: Change): Sureness | undefined {
    return after && this.snapshot.surenessOf(after);
  }

  private ofMover(mover: Mover): ChangeVerdict | undefined {
    const [judge, quotas] = [this.judge!, this.quotas!];
    const halfWay = this.snapshot.halfWay(mover, judge);
    if (halfWay) {
      const judged = this.unlessHeld(mover, halfWay.alone);
      return { ...halfWay, alone: judged, together: judged };
    }
    const isPlain = ({ change, old, fresh, from, to }: Mover) => change.kind === 'updated' && old === fresh
      && from === to && fewestWanted(change) === change.to.least;
    const byQuota = this.quotaOf(mover);
    const { capacity } = this.release!;
    const isBesideOthers = mover.fresh && this.release!.daemonAmong(capacity.nodesOf(mover.fresh), isOtherwise);
    if (!isBesideOthers && judge.meets(mover).every(isPlain) && quotas.movesBeside(mover).every(isPlain)) {
      const stands = this.unlessHeld(mover, judge.whereItStands(mover));
      const alone = stands && worst([stands, byQuota.alone]);
      // Beside others that leave their room it is not what it is alone.
      return stands?.verdict !== 'impossible' || stands.wherever || !this.isBesideLeaving(mover) ? alone && { alone }
        : this.explored(mover, { alone: alone!, together: worst([this.judged(mover).together, byQuota.together]) });
    }
    const { alone, together } = this.judged(mover);
    const judged = this.explored(
      mover, { alone: worst([alone, byQuota.alone]), together: worst([together, byQuota.together]) },
    );
    return { ...judged, together: unlessOldOnesCome(this.release!, mover, judged.together) };
  }

  /** Whether a DaemonSet is updated too whose pods leave their room for a while. */
  private isBesideLeaving({ fresh }: Mover): boolean {
    const release = this.release!;
    const nodes = release.capacity.nodesOf(fresh!);
    return release.capacity.daemons.some((daemon) => release.changeOf(daemon.workload)?.kind === 'updated'
      && stopsFirst(daemon) && daemon.nodes.some((node) => nodes.includes(node)));
  }

  private quotaOf(mover: Mover): { alone: Judgement; together: Judgement } {
    return getOrMake(this.byQuota, mover, () => this.quotas!.judge(mover));
  }

  /** Where nothing else decides: by every order of every step. */
  private explored(
    about: Mover | Daemon, { alone, together }: { alone: Judgement; together: Judgement },
  ): { alone: Judgement; together: Judgement } {
    const decided = (judgement: Judgement, isTogether: boolean) => {
      // Others that wait come meanwhile, so that it is never alone.
      const isAlone = isTogether || !('change' in about) || this.judge!.waitingBeside(about).length === 0;
      const found = judgement.verdict === 'unknown' && isAlone ? this.exploration!.judge(about, isTogether) : undefined;
      return found ? this.presuming({ ...found, presumesStart: true }) : judgement;
    };
    return { alone: decided(alone, false), together: decided(together, true) };
  }

  /** Others that wait come meanwhile, so that a DaemonSet never changes alone. */
  private unlessOthersCome(
    { nodes }: Daemon, { alone, together }: { readonly alone: Judgement; readonly together: Judgement },
  ): Judgement {
    const { movers, capacity: { groupOf } } = this.release!;
    const comer = [...this.judge!.waiters].find(({ old, fresh }) =>
      nodes.some((node) => [old, fresh].some((task) => task?.eligible[groupOf[node]])));
    if (!comer || alone.verdict !== 'proven' || together.verdict === 'proven') {
      return alone;
    }
    return movers.length === 1 ? together : { verdict: 'unknown', witness: [waitersText(comer.name)] };
  }

  private judged(mover: Mover): { alone: Judgement; together: Judgement } {
    const [alone, together] = [this.judge!.alone(mover), this.together(mover)];
    return {
      alone: this.unlessHeld(mover, this.presuming(alone)), together: this.unlessHeld(mover, this.presuming(together)),
    };
  }

  private unlessHeld<Judged extends Judgement | undefined>({ fresh }: Mover, judged: Judged): Judged {
    return fresh && judged ? unlessHeldOutside(fresh, judged) : judged;
  }

  private together(mover: Mover): Judged {
    return getOrMake(this.joint, mover, () => this.judge!.together(mover));
  }

  /** With what a verdict rests on: ways are tried from starts at which all pods run. */
  private presuming({ verdict, witness, way, presumesStart }: Judged): Judgement {
    const rests = (presumesStart ?? (way !== undefined || verdict === 'impossible'))
      && (verdict === 'impossible' || verdict === 'proven');
    return { verdict, witness: rests && this.mayWait ? [...witness, PRESUMES] : witness };
  }

  /** Whether some pods of what runs may find no room, so that they wait when the change begins. */
  private get mayWait(): boolean {
    return !this.judge!.allRun && this.waitsBefore;
  }

  /** The same wherever pods may stand, those of DaemonSets among them. */
  private get waitsBefore(): boolean {
    const { before: { model }, cluster } = this.source;
    return mayWait(model)(cluster!);
  }

  /** Why pods that nobody replaces may have to go; undefined when they are sure to stay, or to find another place. */
  private mayBeEvicted(workload: Workload): string[] | undefined {
    const rival = this.release && evictorOf(this.release, workload);
    return rival === undefined || this.findsPlaceAgain(workload) ? undefined : [
      `new pods of ${rival}, of higher priority, may evict pods of ${nameOf(workload)}, which may find no other place`,
    ];
  }

  private findsPlaceAgain(workload: Workload): boolean {
    const release = this.release!;
    const { capacity } = release;
    const [tasks, daemon] = [capacity.tasksOf(workload), capacity.daemonOf(workload)];
    if (daemon) {
      return standsWhateverComes(release, daemon, () => this.judge!.counted.isSureOfDaemon(workload, true));
    }
    this.atEnd ??= boundsAtEnd(release, { movers: new Set(release.movers), sure: new Set() });
    return tasks.length > 0 && tasks.every((task) => task.claims.shared.length === 0
      && !release.mayHoldMore(capacity.nodesOf(task)) && this.atEnd!.guaranteed(task) >= task.most);
  }
}

const PICTURED: readonly Verdict[] = ['impossible', 'possible', 'proven', 'unknown'];
