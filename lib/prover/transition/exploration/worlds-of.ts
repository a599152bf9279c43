import { sum } from '../../../util/sum';
import { Cluster } from '../../../cluster';
import { Field, ResourceAmounts, ResourceQuota, Workload } from '../../../manifests';
import { Admission, claimsBeside, podQuotaUsage, usageAnew } from '../../admission';
import { Capacity, Daemon, mayOutrank, Placement, Task } from '../../placement';
import { nameOf } from '../../updates';
import { isResizedLater, Mover } from '../release/mover';
import { Release, shapesOf } from '../release/release';
import { wantedNodes } from '../release/wanted-nodes';
import { actorOf, daemonActorOf, isReplaced, whyOddBeside } from './actors';
import { Limit, QuotaMeter } from './quota-meter';
import { Actor, DaemonActor, World } from './world';

/** A change with more is not explored. */
const MOST_PODS = 32;
const MOST_NODES = 10;
const MOST_SIZES = 6;

/** What changes, where, and what the API server makes of it. */
export interface Source {
  readonly release: Release;
  readonly admission: Admission;
  readonly before: Admission;
  readonly cluster: Cluster;
}

/** Whose pods move, of all that may meet. */
export interface Asked {
  readonly tasks: readonly Task[];
  readonly nodes: readonly number[];
  readonly movers: readonly Mover[];
  /** DaemonSets that are replaced. */
  readonly daemons: readonly Daemon[];
}

/** One world for each size that autoscalers may choose; in words why there is none. */
export function worldsOf(source: Source, asked: Asked): readonly World[] | string {
  const { release, release: { capacity } } = source;
  const { tasks, movers, daemons, nodes } = asked;
  const pods = tasks.reduce((sum, task) => sum + Math.max(task.most, release.startOf(task)), 0);
  if (pods + daemons.length * nodes.length > MOST_PODS || nodes.length > MOST_NODES) {
    return 'too many pods to try every order of steps';
  }
  const beside = tasks.map(whyOddBeside).find((reason) => reason !== undefined) ?? whyUneven(source, asked);
  const replaced = daemons.map((daemon) => daemonActorOf(capacity, daemon, release.changeOf(daemon.workload)!));
  const sizes = sizesOf(release, tasks, movers);
  const worlds = typeof sizes === 'string' ? [sizes] : sizes.map((size) => worldOf(source, asked, replaced, size));
  const reason = beside ?? [...replaced, ...worlds].find((each) => typeof each === 'string');
  return typeof reason === 'string' ? reason : worlds as World[];
}

/** Pods of each workload that an autoscaler sizes. */
type Sizes = ReadonlyMap<Mover | Task, number>;

function worldOf(
  source: Source, { tasks, nodes, movers, daemons }: Asked, replaced: readonly (DaemonActor | string)[], sizes: Sizes,
): World | string {
  const { release, release: { capacity } } = source;
  const actors = movers.map((mover) => actorOf(capacity, sized(mover, sizes.get(mover))));
  const odd = actors.find((actor) => typeof actor === 'string');
  if (typeof odd === 'string' || replaced.some((each) => typeof each === 'string')) {
    return odd ?? '';
  }
  const standing = new Map(tasks.flatMap((task): [Task, number][] => {
    const mover = movers.find((each) => each.old === task);
    const pods = sizes.get(mover ?? task) ?? release.startOf(task);
    return pods > 0 ? [[task, pods]] : [];
  }));
  const parts = { actors: actors as Actor[], daemons: replaced as DaemonActor[] };
  const limits = limitsOf(source, daemons, parts.actors, parts.daemons, standing);
  return limits === undefined ? 'a quota counts revisions' : {
    capacity, nodes, standing, ...parts, empty: emptyBefore(release), meter: new QuotaMeter(limits),
  };
}

/** A mover that begins at one size: it keeps that, or goes to the one that the change gives it. */
function sized(mover: Mover, pods: number | undefined): Mover {
  const { change: { after, to: { least, most } } } = mover;
  const to = pods === undefined || least === most ? mover.to : pods;
  const bounds = pods === undefined ? undefined : after?.bounds(Math.max(1, to));
  return pods === undefined ? mover : {
    ...mover, from: pods, to, surge: bounds?.maxSurge ?? mover.surge,
    unavailable: bounds?.maxUnavailable ?? mover.unavailable,
  };
}

function sizesOf(release: Release, tasks: readonly Task[], movers: readonly Mover[]): Sizes[] | string {
  const moving = new Set(movers.flatMap(shapesOf));
  const resting = tasks.filter((task) => !moving.has(task));
  const waiting = resting.find(({ workload }) => !release.changeOf(workload));
  if (waiting) {
    return `${nameOf(waiting.workload)} waits, and is not among the manifests`;
  }
  const open = [
    ...resting.map((task) => [task, release.moverOfTask(task)?.change.from ?? task] as const),
    ...movers.map((mover) => [mover, mover.change.from] as const),
  ].filter(([, { least, most }]) => least !== most);
  const changed = movers.find(({ change, change: { from, to } }) => isResizedLater(change)
    || (to.least !== to.most && (from.least !== to.least || from.most !== to.most)));
  const all = open.reduce<Sizes[]>((sizes, [who, { least, most }]) => sizes.flatMap((size) =>
    Array.from({ length: most - least + 1 }, (_, more) => new Map([...size, [who, least + more]]))), [new Map()]);
  return changed ? `an autoscaler may choose the size of ${changed.name}`
    : all.length > MOST_SIZES ? 'too many sizes that autoscalers may choose' : all;
}

/** Who may evict whom, and what may come that is not counted. */
function whyUneven({ release }: Source, { tasks, movers, nodes }: Asked): string | undefined {
  const { capacity, capacity: { daemons, outside } } = release;
  const ranks = [...tasks, ...daemons].map(({ rank }) => rank);
  const isUneven = [...ranks, ...outside.ranks].some((rank) =>
    mayOutrank(rank, ranks[0]) || mayOutrank(ranks[0], rank));
  const chosen = new Set(movers.flatMap(shapesOf));
  const half = tasks.find((task) => !chosen.has(task) && !release.moverOfTask(task)
    && release.changeOf(task.workload)?.kind === 'updated');
  const coming = daemons.find(({ workload }) => {
    const { kind = 'new', isResized = false } = release.changeOf(workload) ?? {};
    return kind === 'new' || kind === 'deleted' || !isResized;
  });
  const closed = daemons.flatMap(({ shortages }) => shortages)
    .find(({ resource, node }) => resource === undefined && nodes.includes(capacity.nodes.indexOf(node)));
  return isUneven ? 'pods of different priorities evict each other'
    : half ? `${nameOf(half.workload)} is updated in part`
      : coming ? `${nameOf(coming.workload)} comes or goes, or other pods keep off those that come`
        : closed && `${nameOf(closed.workload)} is kept off a node`;
}

/** Nodes with the pods of all DaemonSets as they are when the change begins. */
function emptyBefore(release: Release): Placement {
  const { capacity } = release;
  const empty = new Placement(capacity);
  for (const daemon of capacity.daemons) {
    const { before, kind } = release.changeOf(daemon.workload)!;
    daemon.nodes.forEach((node) => empty.take(node, daemon.requests, -1));
    const old = before && kind === 'updated' ? capacity.requestsOf(before) : daemon.requests;
    wantedNodes(capacity, daemon).forEach((node) => empty.take(node, old, 1));
  }
  return empty;
}

/**
 * Limits of quotas that all that may exist at one time would exceed; undefined where they count revisions, or claims
 * that are there before and after.
 */
function limitsOf(
  { release, admission, before, cluster }: Source, daemons: readonly Daemon[], actors: readonly Actor[],
  replaced: readonly DaemonActor[], standing: ReadonlyMap<Task, number>,
): Limit[] | undefined {
  const { capacity } = release;
  const workloadOf = ({ change: { after, before: old } }: Mover) => (after ?? old)!;
  const own = new Set([
    ...actors.flatMap(({ fresh }) => fresh?.workload ?? []), ...daemons.map(({ workload }) => workload),
  ]);
  const spaces = new Set([...actors.map(workloadOf), ...own].map(({ namespace }) => namespace));
  const quotas = [...spaces].flatMap((namespace) => admission.surroundings.quotasOf(namespace));
  if (quotas.some(({ hard }) => hard.has('count/replicasets.apps') || hard.has('count/controllerrevisions.apps'))) {
    return undefined;
  }
  const counted = (workload: Workload | undefined, of: Admission, quota: ResourceQuota): ResourceAmounts =>
    workload && workload.namespace === quota.namespace
      ? podQuotaUsage(workload, of.podOf(workload).spec, quota, of.surroundings) : new Map();
  const limit = (quota: ResourceQuota, resource: string, hard: number): Limit => {
    const amount = (usage: ResourceAmounts) => usage.get(resource) ?? 0;
    const takes = (old: Workload | undefined, fresh: Workload | undefined) => ({
      old: amount(counted(old, before, quota)), fresh: amount(counted(fresh, admission, quota)),
    });
    const resting = admission.model.podSets.filter((workload) => !own.has(workload)).map((workload) => {
      const change = release.changeOf(workload);
      const daemon = capacity.daemonOf(workload);
      const mover = release.moverOf(workload);
      const pods = daemon ? wantedNodes(capacity, daemon).length : mover ? standing.get(mover.old!) ?? mover.from
        : capacity.tasksOf(workload).reduce((sum, task) => sum + (standing.get(task) ?? task.most), 0);
      const isOld = change?.before !== undefined && change.kind !== 'unchanged' && change.kind !== 'left';
      return pods * amount(isOld ? counted(change.before, before, quota) : counted(workload, admission, quota));
    });
    const outside = (cluster._outside ?? []).filter(({ workload }) => workload.namespace === quota.namespace)
      .map(({ workload }) => amount(
        podQuotaUsage(workload, Field.of(workload.manifest, []).get('spec'), quota, admission.surroundings)));
    const claims = claimsBeside(quota.namespace, admission.model.podSets, quota, admission.surroundings)
      .map(({ usage }) => amount(usage));
    return {
      hard, base: sum([...resting, ...outside, ...claims]),
      actors: actors.map(({ change, fresh }) => takes(change.before, fresh?.workload)),
      daemons: daemons.map(({ workload }) => takes(release.changeOf(workload)!.before, workload)),
    };
  };
  const isKept = ({ fresh, to }: Actor, quota: ResourceQuota, resource: string) => fresh !== undefined
    && counted(fresh.workload, admission, quota).has(resource)
    && !usageAnew(admission, fresh.workload, to, quota).has(resource);
  const binding = quotas.flatMap((quota) => [...quota.hard].map(([resource, hard]) => ({
    ...limit(quota, resource, hard), isOfKept: actors.some((actor) => isKept(actor, quota, resource)),
  })))
    .filter(({ hard, base, actors: each, daemons: eachDaemon }) => hard < base +
      each.reduce((sum, { old, fresh }, at) =>
        sum + (actors[at].surge + actors[at].from + actors[at].to) * Math.max(old, fresh), 0) +
      eachDaemon.reduce((sum, { old, fresh }, at) =>
        sum + (replaced[at].surge + replaced[at].nodes.length) * Math.max(old, fresh), 0));
  return binding.some(({ isOfKept }) => isOfKept) ? undefined : binding;
}

/** All DaemonSets of a release that are replaced. */
export function replacedDaemons(release: Release): Daemon[] {
  return release.capacity.daemons.filter(({ workload }) =>
    release.changeOf(workload)?.kind === 'updated' && isReplaced(workload));
}

/** Every task that stands at some time while some movers move. */
export function standingTasks({ tasks }: Capacity, release: Release, movers: readonly Mover[]): Task[] {
  const moving = new Set(movers.flatMap(shapesOf));
  return tasks.filter((task) => moving.has(task) || release.startOf(task) > 0);
}
