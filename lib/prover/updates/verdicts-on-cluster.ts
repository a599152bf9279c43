import { Cluster } from '../../cluster';
import { PodCount, Workload } from '../../manifests';
import { Admission } from '../admission';
import { AbsentDaemons } from './daemons/absent-daemons';
import { AdmissionJudge, crowdOf } from './admission';
import { ChangeVerdict } from './words/change-verdict';
import { CommonGround } from './common-ground';
import { Judge } from './alone/judge';
import { Judges, judgeWorkload, presumes } from './judge-workload';
import { judgedWithOpenPools, steadyWithOpenPools } from './doubts/open-pools';
import { PlanRolloutOptions } from './words/plan-rollout-options';
import { podCount } from './words/pod-count';
import { playedOut, PlayOut } from './words/played-out';
import { membersOf, Question } from './question';
import { Judgement, PlanAtCluster } from './words/rollout-plan';
import { judgeSeveral } from './several-templates';
import { TogetherJudge } from './together/together';
import { Trespassing } from './together/trespass';
import { judgedWithUncounted, withUncounted } from './doubts/uncounted';

/** What a plan rests on where the nodes are known. */
interface OnCluster {
  readonly admission: Admission;
  readonly cluster: Cluster;
  readonly ground: CommonGround;
  readonly question: Question;
  /** Why nothing that depends on room is decided; undefined when all pods are counted, `but` those of one workload. */
  readonly whyUndecided: (but?: readonly Workload[]) => string[] | undefined;
}

/**
 * The verdicts of everything that is asked about: what room says first; then, each from what the one before it says,
 * what is known of the change, every order of its steps, where pods stand, what the API server lets in, pools whose
 * nodes are not all known, and pods that nobody counts.
 */
export class VerdictsOnCluster {
  private readonly judge: Judge;
  private readonly admitted: AdmissionJudge;
  private readonly byRoom: ReadonlyMap<Workload, PlanAtCluster>;
  private readonly playing?: PlayOut;
  private readonly trespassing: Trespassing;
  private readonly absent: AbsentDaemons;

  constructor(private readonly on: OnCluster, { playOut, provesOnly }: PlanRolloutOptions) {
    const { admission, cluster, ground: { capacity, drains }, question } = on;
    const { model } = admission;
    this.judge = new Judge(capacity, provesOnly);
    const countOf = (workload: Workload) => podCount(workload, capacity);
    const admissionOf = (crowd: (workload: Workload) => PodCount) =>
      new AdmissionJudge(admission, countOf, crowd, cluster);
    const crowded = admissionOf((each) => crowdOf(each, countOf(each), false));
    const together = new TogetherJudge(capacity, this.judge, (workload) => crowded.mayRefuse(workload));
    const judges: Judges = { model, capacity, alone: this.judge, drains, together };
    this.byRoom = new Map(model.workloads.filter((each) => question.asksFor(each)).flatMap(membersOf)
      .map((each) => [each, judgeWorkload(judges, each, question.isSettled(each))]));
    this.admitted = admissionOf((each) => crowdOf(each, countOf(each), together.isSureOf(each)));
    this.trespassing = new Trespassing(capacity, (workload) => question.changeOf(workload)?.isSettled !== true);
    this.absent = new AbsentDaemons(
      capacity, (workload) => crowded.mayRefuse(workload) || admission.objectionsTo(workload).length > 0);
    this.playing = question.updated.some((each) => this.isPlayedOut(each))
      ? playOut?.(admission, cluster, capacity) : undefined;
  }

  public get steadyState(): Judgement {
    const { admission: { model }, cluster, whyUndecided } = this.on;
    const admitted = this.admitted.applyToAll(this.judge.steady.judgement);
    return withUncounted(steadyWithOpenPools(admitted, model.workloads, cluster._openPools), whyUndecided());
  }

  /** How all pods stand, if a way was found. */
  public get example(): Judge['steady']['example'] {
    return this.judge.steady.example;
  }

  /** Of a workload as a whole, and of its pods by template. */
  public of(workload: Workload): { readonly whole: PlanAtCluster; readonly parts: PlanAtCluster[] } {
    const { admission: { model }, cluster, question, whyUndecided } = this.on;
    const change = question.changeOf(workload);
    const parts = membersOf(workload).map((each) => this.ofPart(each, change));
    const several = parts.length > 1 ? judgeSeveral(model, cluster, workload, parts) : parts[0];
    const whole = workload.isGang
      ? judgedWithUncounted(several, workload.bounds(parts[0].replicas), whyUndecided()) : several;
    return { whole: change?.isSettled ? changed(whole, change) : whole, parts };
  }

  private ofPart(each: Workload, change: ChangeVerdict | undefined): PlanAtCluster {
    const { cluster, ground, question: { movesOne }, whyUndecided } = this.on;
    const playing = this.isPlayedOut(each) ? this.playing : undefined;
    const known = playedOut(changed(this.byRoom.get(each)!, change, movesOne), each, presumes(this.judge), playing);
    const standing = ground.standing.apply(each, known, {
      isAloneSure: known.wherever === true, movesAlone: known.movesAlone === true || movesOne,
      isRestart: change === undefined,
    });
    // Nobody else comes where one workload moves; beside pods of other sizes, no start is known.
    const starts = change?.together === undefined ? this.judge.steady.placements : [];
    const meeting = movesOne ? standing : this.trespassing.apply(each, standing, starts);
    const admitted = this.admitted.apply(each, this.absent.apply(each, meeting), change?.together !== undefined);
    const open = judgedWithOpenPools(admitted, each, cluster._openPools);
    // New pods that ask for more than old ones do not take back their room alone.
    const ownRoom = change?.together === undefined ? each.bounds(admitted.replicas) : undefined;
    const doubted = judgedWithUncounted(open, ownRoom, whyUndecided(change?.isCounted ? [each] : []));
    return change?.counted && !whyUndecided(change.counted) ? { ...doubted, together: open.together } : doubted;
  }

  private isPlayedOut(workload: Workload): boolean {
    return !this.on.question.asksForDrains(workload) && !this.judge.provesOnly(workload);
  }
}

/** With what is known of the change in place of an update like any other. */
export function changed(judged: PlanAtCluster, change: ChangeVerdict | undefined, movesOne = false): PlanAtCluster {
  if (!change?.together) {
    const together = judged.movesAlone === true || movesOne ? change?.alone : undefined;
    return change ? { ...judged, alone: change.alone, together: together ?? judged.together, wherever: false } : judged;
  }
  const { alone, together, timeline: steps } = change;
  return { ...judged, alone, together, timeline: steps, movesAlone: false, wherever: false };
}
