import { Model, Workload } from '../../manifests';
import { Capacity, Task } from '../placement';
import { atOtherSizes } from './doubts/autoscaled';
import { judgeDaemonSet } from './daemons/daemon-set';
import { Drains } from './drain';
import { Judge } from './alone/judge';
import { unlessLeftBehind } from './doubts/left-behind';
import { Judgement, PlanAtCluster } from './words/rollout-plan';
import { spareOf } from './alone/spare';
import { timeline } from './alone/timeline';
import { TogetherJudge } from './together/together';
import { unlessSized } from './readings/vertical-sizes';
import { witness } from './alone/witness';
import { decisiveResource, missingResource } from './words/missing-resource';
import { PRESUMES } from './words/rests-on';
import { worstOf } from './words/worst';

const BORROWS = 'it finishes only if a further new group takes the room that a stopped one leaves';

/** What updates are judged with. */
export interface Judges {
  readonly model: Model;
  readonly capacity: Capacity;
  readonly alone: Judge;
  readonly together: TogetherJudge;
  readonly drains: Drains;
}

/** Whether some pod may be Pending when the update begins. */
export function presumes({ steady }: Judge): boolean {
  return steady.judgement.verdict !== 'proven';
}

/**
 * What room says of the pods of one template. `isSettled`: how the update goes is known, and what else there is to say
 * is asked for.
 */
export function judgeWorkload(judges: Judges, workload: Workload, isSettled: boolean): PlanAtCluster {
  const { capacity, alone, together, drains } = judges;
  const daemon = capacity.daemonOf(workload);
  if (!daemon) {
    return worstOf(capacity.tasksOf(workload).map((task) => judgeTask(judges, task, isSettled)));
  }
  const judged = judgeDaemonSet(capacity, alone.steady, daemon);
  return {
    ...judged, drain: drains.judgeDaemon(daemon), together: together.judgeDaemon(daemon, judged.alone),
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
    verdict: update.verdict, witness: [...witness(capacity, task, update, bounds), ...presumption],
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
        ? timeline(start, task, bounds, resource, stuck)
        : undefined,
  };
}
