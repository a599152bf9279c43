import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';
import { Capacity, HOSTNAME, mayEvict, mayPerhapsEvict, Task } from '../../placement';

/** A workload whose pods are replaced while others are, too. */
export interface Mover {
  readonly task: Task;
  readonly bounds: UpdateBounds;
}

/** Workloads that are updated at once and may meet on a node, directly or through each other, and what else stands there. */
export interface Release {
  readonly movers: Mover[];
  readonly tasks: Task[];
  readonly nodes: number[];
  /** Why the ways it may go are not tried one by one; undefined when they may be. */
  readonly untried?: string;
}

/** How a task is updated by the apply itself; undefined where its pods stay, or wait for a person. */
export function boundsOf({ workload, most }: Task): UpdateBounds | undefined {
  return most === 0 || workload.waitsFor !== undefined ? undefined : workload.bounds(most);
}

/**
 * So many pods more than usual that a workload may hold for ever when its update ends without being finished. One that
 * replaces pods one by one ends with no more than its replicas (step J1 of docs/explanation/proof.md); one that needs several beside the
 * old ones may hold all but the last, and one that waits for a person all that its surge allows.
 */
export function heldForEver({ workload, most }: Task): number {
  const bounds = most === 0 ? undefined : workload.bounds(most);
  return bounds === undefined ? 0 : Math.max(requiredSurge(bounds) - 1, workload.waitsFor === undefined ? 0 : bounds.maxSurge, 0);
}

/** So many pods as a workload keeps all the time while it is updated. */
export function keptThroughout({ workload, least }: Task): number {
  const bounds = least === 0 ? undefined : workload.bounds(least);
  return bounds === undefined ? least : bounds.recreate ? 0 : Math.max(0, least - bounds.maxUnavailable);
}

/** The reason why the moves of some task of a release are not modelled one by one. */
export function whyUntried(capacity: Capacity, tasks: Task[], movers: Mover[]): string | undefined {
  const moving = new Set(movers.map(({ task }) => task));
  const odd = tasks.find((task) => isOdd(capacity, task, moving));
  if (odd) {
    return `the moves of ${odd.workload.manifest.id} beside others are not tried one by one`;
  }
  const ranked = tasks.some((one) => tasks.some((two) => one !== two && (mayEvict(one.rank, two.rank) || mayPerhapsEvict(one.rank, two.rank))));
  return ranked ? 'pods of different priorities evict each other while they are replaced' : undefined;
}

function isOdd(capacity: Capacity, task: Task, moving: ReadonlySet<Task>): boolean {
  const { least, most, apart, next, spreads, ties, claims, unmodelled, workload, attractions } = task;
  const bounds = moving.has(task) ? boundsOf(task) : undefined;
  const alone = bounds === undefined || (most === 1 && bounds.maxSurge === 0);
  return least !== most || unmodelled.length > 0 || workload.companions.length > 0 || workload.waitsFor !== undefined
    || capacity.tasksOf(workload).length > 1 || apart?.perRevision === true || attractions.length > 0 || spreads.length > 0
    || next.requests !== task.requests || next.eligible !== task.eligible
    || (bounds !== undefined && requiredSurge(bounds) > 1)
    || ties.some(({ users, topologyKey }) => topologyKey !== HOSTNAME || users.length > 1)
    || (!alone && (claims.attachment !== 'free' || claims.unknown.length > 0));
}
