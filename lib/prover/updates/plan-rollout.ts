import { Cluster } from '../../cluster';
import { expectedDowntime, neededProgressDeadline, UpdateBounds } from '../../kubernetes/arithmetic';
import { Admission, admit, PodCount } from '../admission';
import { Capacity, Task } from '../placement';
import { Model, Workload } from '../../manifests';
import { AdmissionJudge, crowdOf } from './admission';
import { atOtherSizes } from './autoscaled';
import { ChangeVerdict } from './change-verdict';
import { CommonGround } from './common-ground';
import { judgeDaemonSet } from './daemon-set';
import { Drains } from './drain';
import { planWithHooks } from './hooks';
import { Judge } from './judge';
import { planWithOpenTolerations } from './open-tolerations';
import { planWithOpenVolumes } from './open-volumes';
import { playedOut } from './played-out';
import { planWithPassing } from './passing-pods';
import { planWithRefused } from './refused-objects';
import { Judgement, RolloutPlan, PlanAtCluster, WorkloadPlan } from './rollout-plan';
import { unlessLeftBehind } from './left-behind';
import { manual } from './manual';
import { PlanRolloutOptions } from './plan-rollout-options';
import { judgedWithOpenPools, steadyWithOpenPools } from './open-pools';
import { spareOf } from './spare';
import { judgeSeveral } from './several-templates';
import { standingPods } from './standing-pods';
import { timeline } from './timeline';
import { planWithVerticalSizes, unlessSized } from './vertical-sizes';
import { TogetherJudge } from './together/together';
import { judgedWithUncounted, uncountedObjects, whyUndecided, withUncounted } from './uncounted';
import { UnnamedImages } from './unnamed-images';
import { Unread } from './unread';
import { witness } from './witness';
import { decisiveResource, missingResource, nameOf, PRESUMES } from './wording';
import { worse, worstOf } from './worst';

const NO_CAPACITY: Judgement = {
  verdict: 'unknown', witness: ['the node pools are not known; name them to get a verdict'],
};
const NOT_ASKED: Judgement = { verdict: 'unknown', witness: ['not asked'] };
const BORROWS = 'it finishes only if a further new group takes the room that a stopped one leaves';
const NO_UPDATE: UpdateBounds = { maxSurge: 0, maxUnavailable: 0, recreate: false };

/** What updates are judged with. */
interface Judges {
  readonly model: Model;
  readonly capacity: Capacity;
  readonly alone: Judge;
  readonly together: TogetherJudge;
  readonly drains: Drains;
}

/**
 * Decides for every workload whether an update of it can finish on the cluster: alone, all other workloads at their
 * largest steady state, and together with all the others, in any order of their steps.
 *
 * Presumed: every pod that can run does at the start (a verdict that does not need this is not limited by it); a pod
 * that is scheduled becomes ready; nodes stay, and a growing pool grows when asked; pods outside the manifests are
 * those of the snapshot, or take no more than the pools' `reserved`. What is not modelled makes unknown, by name. Both
 * lists: docs/explanation/one-update.md.
 */
export function planRollout(written: Model, described?: Cluster, options: PlanRolloutOptions = {}): RolloutPlan {
  return planWithPassing(written, described, (cluster) =>
    planWithHooks(written, cluster, options.only ?? (() => true), (running, only) =>
      planWithRefused(running, cluster, (stored) =>
        planWithVerticalSizes(stored, cluster, (sized) =>
          planWithOpenVolumes(sized, cluster, (model, isOpen) =>
            planWithOpenTolerations(admit(model, cluster), cluster, (admission) =>
              planAdmitted(admission, cluster, {
                ...options, only, drainsOnly: (workload) => isOpen(workload) || options.drainsOnly?.(workload) === true,
              })))))));
}

function planAdmitted(
  admission: Admission, cluster: Cluster | undefined,
  {
    only = () => true, changes, playOut, drainsOnly = () => false, provesOnly, isReplaced = isUpdated,
  }: PlanRolloutOptions,
): RolloutPlan {
  const { model } = admission;
  const ground = cluster && CommonGround.of(admission, cluster);
  const capacity = ground?.capacity;
  const updated = model.workloads.filter((workload) => only(workload) && !drainsOnly(workload));
  const changeOf = (updated.length > 0 ? changes?.(admission, cluster, capacity) : undefined) ?? (() => undefined);
  const isAsked = changes !== undefined;
  const judge = capacity && new Judge(capacity, provesOnly);
  const countOf = (workload: Workload) => podCount(workload, capacity);
  const crowded = new AdmissionJudge(admission, countOf, (each) => crowdOf(each, countOf(each), false), cluster);
  const judges = ground && capacity && judge && {
    model, capacity, alone: judge, drains: ground.drains,
    together: new TogetherJudge(capacity, judge, (workload) => crowded.mayRefuse(workload)),
  };
  const members = (workload: Workload) => [workload, ...workload.companions];
  const asked = model.workloads.filter(only).flatMap(members);
  const changeFor = new Map(updated.map((workload) => [workload, changeOf(workload)]));
  const settled = new Set([...changeFor].flatMap(([workload, change]) => (change?.together ? members(workload) : [])));
  const isSettled = (each: Workload) => drainsOnly(each) || settled.has(each);
  const judged = judges && new Map(asked.map((each) => [each, judgeWorkload(judges, each, isSettled(each))]));
  const admitted = new AdmissionJudge(admission, countOf, (workload) =>
    crowdOf(workload, countOf(workload), judges?.together.isSureOf(workload) ?? false), cluster);
  const isPlayedOut = (workload: Workload) => !drainsOnly(workload) && judge?.provesOnly(workload) === false;
  const plays = cluster && capacity && updated.some(isPlayedOut);
  const playing = plays ? playOut?.(admission, cluster, capacity) : undefined;
  const uncounted = uncountedObjects(model);
  // Of a change that is judged as one, the others that change move with it; so may what is not asked for.
  const moving = [...changeFor.values()].filter((change) => change?.together !== undefined && !change.isSettled);
  const movesOne = moving.length === 1 && updated.length === model.workloads.length;
  const unread = new Unread(model, admission.surroundings);
  const images = new UnnamedImages(
    model, isReplaced, (workload) => changeFor.get(workload), (each) => admission.objectionsTo(each).length > 0,
  );
  const why = whyUndecided(uncounted, unread.reasons);
  return {
    notLookedAt: ground ? [...cluster._remarks, ...ground.presumed] : [],
    uncounted,
    steadyState: judge
      ? unread.applyToAll(withUncounted(steadyWithOpenPools(
        admitted.applyToAll(judge.steady.judgement), model.workloads, cluster?._openPools ?? []), why))
      : NO_CAPACITY,
    standing: judge?.steady.example && standingPods(judge.steady.example),
    workloads: model.workloads.map((workload) => {
      const change = changeFor.get(workload);
      if (!ground || !judged?.has(workload)) {
        const none = judged ? NOT_ASKED : NO_CAPACITY;
        const parts = members(workload).map((each) => changed(undecided(each, none), change));
        return plan(workload, parts, isAsked, unread.apply(workload, parts[0]));
      }
      const parts = members(workload).map((each) => {
        const playOutOf = isPlayedOut(each) ? playing : undefined;
        const known = playedOut(changed(judged.get(each)!, change, movesOne), each, presumes(judge!), playOutOf);
        const footing = {
          isAloneSure: known.wherever === true, movesAlone: known.movesAlone === true || movesOne,
          isRestart: change === undefined,
        };
        const seen = ground.standing.apply(each, known, footing);
        const admittedPart = admitted.apply(each, seen, change?.together !== undefined);
        const open = judgedWithOpenPools(admittedPart, each, cluster._openPools);
        // New pods that ask for more than old ones do not take back their room alone.
        const ownRoom = change?.together === undefined ? each.bounds(admittedPart.replicas) : undefined;
        return judgedWithUncounted(open, ownRoom, why);
      });
      const whole = parts.length > 1 ? judgeSeveral(model, cluster, workload, parts) : parts[0];
      const counted = workload.isGang ? judgedWithUncounted(whole, workload.bounds(parts[0].replicas), why) : whole;
      const result = change?.isSettled ? changed(counted, change) : counted;
      const started = images.apply(workload, result);
      return plan(workload, parts, isAsked, unread.apply(workload, started));
    }).map((each, index) => ({ ...each, ...leastReplicas(model, model.workloads[index]) })),
  };
}

/** Pods of a workload when nothing is updated; those that another object owns are counted there. */
export function podCount(workload: Workload, capacity?: Capacity): PodCount {
  const nodes = capacity?.daemonOf(workload)?.nodes.length ?? 0;
  const tasks = capacity?.tasksOf(workload) ?? [];
  return tasks.length === 0 ? { least: nodes, most: nodes }
    : { least: total(tasks.map(({ least }) => least)), most: total(tasks.map(({ most }) => most)) };
}

function undecided({ replicas }: Workload, judgement: Judgement): PlanAtCluster {
  const drain = { ...judgement, evictionBlockedBy: [] };
  return { alone: judgement, together: judgement, fits: judgement, drain, replicas };
}

function changed(judged: PlanAtCluster, change: ChangeVerdict | undefined, movesOne = false): PlanAtCluster {
  if (!change?.together) {
    const together = judged.movesAlone === true || movesOne ? change?.alone : undefined;
    return change ? { ...judged, alone: change.alone, together: together ?? judged.together, wherever: false } : judged;
  }
  const { alone, together, timeline: steps } = change;
  return { ...judged, alone, together, timeline: steps, movesAlone: false, wherever: false };
}

/** `isAsked`: it is said what changes, so that everything that does changes at once. */
function plan(
  workload: Workload, parts: PlanAtCluster[], isAsked: boolean, judged: PlanAtCluster,
): WorkloadPlan {
  const { fits, drain, spareNeeded: spare, timeline: steps } = judged;
  const [alone, together] = [manual(workload, judged.alone), manual(workload, judged.together)];
  const members = [workload, ...workload.companions];
  const bounds = workload.bounds(parts[0].replicas);
  const each = members.map((member, index) => member.bounds(parts[index].replicas) ?? NO_UPDATE);
  const replicas = total(parts.map((part) => part.replicas));
  const maxUnavailable = total(each.map((one) => one.maxUnavailable));
  return {
    workload: nameOf(workload),
    kind: workload.kind,
    name: workload.name,
    namespace: workload.namespace,
    file: workload.manifest.file,
    documentIndex: workload.manifest.documentIndex,
    strategy: bounds ? workload.strategy.type : 'none',
    replicas,
    maxSurge: total(each.map((one) => one.maxSurge)),
    maxUnavailable,
    ...isAsked ? together : worse(alone, together),
    alone, together,
    fits, drain,
    availabilityFloor: bounds ? replicas - maxUnavailable : 0,
    downtimeSeconds: bounds ? expectedDowntime(workload, parts[0].replicas, bounds) : { least: 0, most: 0 },
    neededProgressDeadlineSeconds:
      workload.kind === 'Deployment' && bounds ? neededProgressDeadline(workload, bounds) : undefined,
    spareNeeded: spare,
    timeline: steps,
  };
}

/** The lower end of a range of sizes; pods that come and go have none. */
function leastReplicas(model: Model, workload: Workload): { readonly leastReplicas?: number } {
  const { least, most } = model.sizeOf(workload);
  return least < most && model.autoscalerOf(workload) ? { leastReplicas: least } : {};
}

function isUpdated({ bounds }: Workload): boolean {
  return bounds(1) !== undefined;
}

function total(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Whether some pod may be Pending when the update begins. */
function presumes({ steady }: Judge): boolean {
  return steady.judgement.verdict !== 'proven';
}

/** `isSettled`: how the update goes is known, and what else there is to say is asked for. */
function judgeWorkload(judges: Judges, workload: Workload, isSettled: boolean): PlanAtCluster {
  const { capacity, alone, together } = judges;
  const daemon = capacity.daemonOf(workload);
  if (!daemon) {
    return worstOf(capacity.tasksOf(workload).map((task) => judgeTask(judges, task, isSettled)));
  }
  const judged = judgeDaemonSet(capacity, alone.steady, daemon);
  return {
    ...judged, together: together.judgeDaemon(daemon, judged.alone),
    movesAlone: together.rivalsOf(daemon).length === 0,
  };
}

function judgeTask(
  { model, capacity, alone: judge, together, drains }: Judges, task: Task, isSettled: boolean,
): PlanAtCluster {
  const fits = judge.steady.judgeTask(task);
  const drain = drains.judge(task);
  const bounds = task.workload.bounds(task.most);
  if (!bounds) {
    const whileUpdating = judge.steady.lost.whileUpdating.unlessEvicted(task, fits);
    return { alone: fits, together: whileUpdating, fits, drain, replicas: task.most };
  }
  if (isSettled) {
    const spare = spareOf(judge.bounds, task, bounds);
    return { alone: fits, together: fits, fits, drain, replicas: task.most, spareNeeded: spare };
  }
  const update = unlessSized(model, judge.decide(task));
  const start = update.blocking ?? update.finishing ?? judge.steady.example;
  const stuck = update.blocking !== undefined;
  const resource = update.blocking ? missingResource(update.blocking, task) : decisiveResource(capacity, task);
  const presumption = update.presumesStart && update.verdict !== 'possible' && presumes(judge) ? [PRESUMES] : [];
  const atSizes = (judgement: Judgement) => atOtherSizes(judge.bounds, task, fits, judgement);
  const shown = {
    verdict: update.verdict, witness: [...witness(capacity, task, update, bounds, task.claims), ...presumption],
  };
  const found = unlessLeftBehind(task, atSizes(shown));
  const judgement =
    bounds.borrows && found.verdict === 'impossible' && fits.verdict !== 'impossible'
      ? { verdict: 'possible' as const, witness: [BORROWS, ...found.witness] }
      : found;
  // Groups need more than one pod more, which neither the spare nor the picture counts.
  const isSingle = bounds.requiredSurge === undefined;
  return {
    alone: judgement,
    together: judgement === found
      ? unlessLeftBehind(task, atSizes(together.judgeTask(task, update, judgement))) : judgement,
    movesAlone: together.movesAlone(task),
    wherever: update.wherever,
    fits, drain,
    replicas: task.most,
    spareNeeded: judge.provesOnly(task.workload) ? undefined : spareOf(judge.bounds, task, bounds),
    timeline:
      start && isSingle && update.verdict !== 'unknown'
        ? timeline(start, task, task.most, bounds, resource, stuck)
        : undefined,
  };
}
