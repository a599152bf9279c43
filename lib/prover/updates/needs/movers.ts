import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';
import {
  Capacity, HOSTNAME, mayOutrank, neighbourhood, Placement, rankKey, skewHolds, Spread, Task, ZONE,
} from '../../placement';

/** A workload whose pods are replaced while others are, too. */
export interface Mover {
  readonly task: Task;
  readonly bounds: UpdateBounds;
}

/**
 * Workloads that are updated at once and may meet on a node, directly or through each other, and what else stands
 * there.
 */
export interface Release {
  readonly movers: Mover[];
  readonly tasks: Task[];
  readonly nodes: number[];
  /** Why no way that it may go is run; undefined when some are. */
  readonly untried?: string;
}

/** All that may meet a task's pods when everything is restarted. */
export function releaseAround(capacity: Capacity, task: Task): Release {
  const { tasks: others, nodes } = neighbourhood(capacity, task);
  const tasks = [task, ...others].sort((one, two) => one.index - two.index);
  const movers = tasks.flatMap((each): Mover[] => {
    const bounds = boundsOf(each);
    return bounds ? [{ task: each, bounds }] : [];
  });
  return { movers, tasks, nodes, untried: whyNotRun(capacity, tasks, movers) };
}

/** How a task is updated by the apply itself; undefined where its pods stay, or wait for a person. */
export function boundsOf({ workload, most }: Task): UpdateBounds | undefined {
  return most === 0 || workload.waitsFor !== undefined ? undefined : workload.bounds(most);
}

/**
 * So many pods more than usual that a workload may hold for ever when its update ends without being finished. One that
 * replaces pods one by one ends with no more than its replicas (step J1 of docs/explanation/proof.md); one that needs
 * several beside the old ones may hold all but the last; one that waits for a person, or whose new pods wait on other
 * nodes for a volume, all that its surge allows. A Deployment that may miss all of its pods keeps no old one for which
 * new ones could wait.
 */
export function heldForEver(task: Task): number {
  const { workload, most, claims, spreads } = task;
  const isRefused = claims.staysInZone && refusesOneMoreInItsZone(spreads, [task], most);
  const waitsForVolume = (claims.attachment === 'node' && !isRefused) || claims.unknown.length > 0;
  const bounds = most === 0 ? undefined : workload.bounds(most);
  const missesAll = workload.kind === 'Deployment' && bounds !== undefined && bounds.maxUnavailable >= most;
  const mayWaitOnANode = workload.waitsFor !== undefined || (waitsForVolume && !missesAll);
  return bounds === undefined
    ? 0
    : Math.max(requiredSurge(bounds) - 1, mayWaitOnANode ? bounds.maxSurge : 0, 0);
}

/** Whether spread refuses one pod more in the zone in which a volume holds so many `own` ones, as the others have none. */
export function refusesOneMoreInItsZone(spreads: readonly Spread[], own: readonly Task[], pods: number): boolean {
  return spreads.some(({ topologyKey, self, perRevision, counted, domains, maxSkew }) => topologyKey === ZONE && self
    && !perRevision && counted.every((task) => own.includes(task)) && domains > 1 && pods + 1 > maxSkew);
}

/** So many pods as a workload keeps all the time while it is updated. */
export function keptThroughout({ workload, least }: Task): number {
  const bounds = least === 0 ? undefined : workload.bounds(least);
  return bounds === undefined ? least : bounds.recreate ? 0 : Math.max(0, least - bounds.maxUnavailable);
}

/** Whether updates may have pods of a task removed that are not their own. */
export function oustedBy(movers: readonly Mover[]): (task: Task) => boolean {
  return (task) => movers.some((mover) => mover.task !== task && mayOutrank(mover.task.rank, task.rank));
}

/** The reason why no way that a release may go can be run; undefined where single ways can. */
function whyNotRun(capacity: Capacity, tasks: Task[], movers: Mover[]): string | undefined {
  const moving = new Set(movers.map(({ task }) => task));
  const odd = tasks.find((task) => isOdd(capacity, task, moving.has(task)));
  if (odd) {
    return `the moves of ${odd.workload.manifest.id} beside others are not tried one by one`;
  }
  return whyRanked(tasks);
}

/** Why single moves are not tried although each workload's are: its pods evict each other. */
export function whyRanked(tasks: readonly Task[]): string | undefined {
  const ranks = [...new Map(tasks.map(({ rank }) => [rankKey(rank), rank])).values()];
  const ranked = ranks.some((one) => ranks.some((two) => mayOutrank(one, two)));
  return ranked ? 'pods of different priorities evict each other while they are replaced' : undefined;
}

function isOdd(capacity: Capacity, task: Task, moves: boolean): boolean {
  const { apart, spreads, ties, unmodelled, workload, attractions, most } = task;
  const bounds = moves ? boundsOf(task) : undefined;
  return unmodelled.length > 0 || workload.companions.length > 0 || workload.waitsFor !== undefined
    || capacity.tasksOf(workload).length > 1 || apart?.perRevision === true || attractions.length > 0
    || spreads.some(({ perRevision }) => perRevision)
    || (bounds !== undefined && requiredSurge(bounds) > 1)
    || ties.some(({ users, topologyKey }) => topologyKey !== HOSTNAME || users.length > 1)
    || (most > 0 && task.claims.unknown.length > 0);
}

/**
 * Whether volumes keep its pods on their nodes, or in their zones where there are several: ways let pods go anywhere.
 * `users` are all that may have been the first to mount them.
 */
export function isKeptByVolumes(capacity: Capacity, task: Task, users: readonly Task[] = [task]): boolean {
  const { staysOnNode, staysInZone } = task.claims;
  if (staysOnNode || !staysInZone) {
    return staysOnNode;
  }
  const nodes = users.map((user) => capacity.nodesOf(user));
  const [first] = nodes.flatMap((some) => some.slice(0, 1)).map((node) => capacity.domain(node, ZONE));
  return nodes.some((some) => some.some((node) => capacity.domain(node, ZONE) !== first));
}

/** Whether every way can be run: no size is open, and no pod waits for a volume on another node. */
export function canTryEveryOrder(capacity: Capacity, tasks: Task[], movers: Mover[]): boolean {
  const moving = new Map(movers.map(({ task, bounds }) => [task, bounds]));
  return tasks.every((task) => task.least === task.most && task.spreads.length === 0
    && !(moving.has(task) && isKeptByVolumes(capacity, task))
    && (task.claims.attachment === 'free' || (task.most === 1 && (moving.get(task)?.maxSurge ?? 0) === 0)));
}

/** Whether spread and affinity let its pods come back to where they stand: they may have come there before others went. */
export function takesBack(placement: Placement, { attractions, spreads }: Task): boolean {
  return attractions.length === 0 && spreads.every((spread) =>
    spread.counted.length === 1 && skewHolds(placement, spread));
}
