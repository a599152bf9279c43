import { daemonSetBounds } from '../../kubernetes/arithmetic';
import { Workload } from '../../manifests';
import { Capacity, Daemon, mayEvict, mayOutrank, SlotBounds, Task } from '../placement';
import {
  clashOfDaemon, evictedFirstText, fitsOfDaemon, haveOnePriority, Judgement, keptApart, nameOf, shortageText,
} from '../updates';
import { isEvicted } from '../updates/ends';
import { Change } from './change/change';
import { evictorOf } from './release/evictor';
import { Release } from './release/release';

const NO_SECOND =
  'maxSurge runs a new pod beside the old one, which may not stop before, and a node has no room for both';
const nothing = ({ requests }: Daemon): Float64Array => new Float64Array(requests.length);

/**
 * The change of a DaemonSet where its own pods, or pods that may stand on its nodes, change their shape: proven where
 * each node has room for its new pod, beside the old one where there are two, and beside all old and new pods of others
 * that may stand there, or in every placement in which nothing moves any more (T6). Impossible where a DaemonSet that
 * does not change holds what it lacks. Undefined where it is judged as an update like any other. `allRan`: all pods of
 * what runs before have found room, however they came.
 */
export function judgeDaemonChange(
  release: Release, workload: Workload, change: Change,
  { isSureAtEnds, allRan }: { isSureAtEnds: (isTogether: boolean) => boolean; allRan: () => boolean },
): { readonly alone: Judgement; readonly together: Judgement } | undefined {
  const { capacity } = release;
  const daemon = capacity.daemonOf(workload);
  // Pods that come, in place of others or not, may take the room that a stopped one leaves.
  const isReshaped = release.movers.some((mover) => mover.old !== mover.fresh || mover.to > mover.from);
  if (!daemon || (change.kind === 'updated' && change.isAlike && !isReshaped)) {
    return undefined;
  }
  const fits = fitsOfDaemon(capacity, daemon);
  if (fits.verdict === 'impossible') {
    return { alone: fits, together: fits };
  }
  const clash = clashOfDaemon(capacity, daemon);
  if (clash) {
    const isHeld = daemon.shortages.length > 0 || capacity.daemons.some(({ shortages }) => shortages.length > 0);
    const keeper = allRan() ? keeperOff(release, daemon) : undefined;
    const isSure = keeper !== undefined || (isHeld && allRan() && isKeptOff(release, daemon, nothing(daemon)));
    const judgement: Judgement = { verdict: isSure ? 'impossible' : 'unknown', witness: keeper ?? clash.witness };
    return { alone: judgement, together: judgement };
  }
  const { maxSurge } = daemonSetBounds(workload.strategy, daemon.nodes.length);
  const old = change.before?.pod.requests ?? new Map<string, number>();
  const beside = Float64Array.from(capacity.resources, (resource, index) =>
    index === 0 ? 1 : (old.get(resource) ?? 0),
  );
  const twice = change.kind === 'updated' && maxSurge > 0;
  const apart = twice ? keptApart(capacity, daemon, change.before!) : undefined;
  const evictor = twice ? evictorOf(release, workload) : undefined;
  if (apart) {
    return { alone: apart, together: unlessEvicted(evictor, apart) };
  }
  const more = twice ? beside : nothing(daemon);
  const mayEvictItself = change.before === undefined || !haveOnePriority(change.before, workload);
  if (twice && !mayEvictItself && allRan() && isKeptOff(release, daemon, more)) {
    const judgement: Judgement = { verdict: 'impossible', witness: [NO_SECOND] };
    return { alone: judgement, together: unlessEvicted(evictor, judgement) };
  }
  const isCrowded = release.staysOnNodesOf(daemon);
  const isSure = daemon.nodes.every((node) => hasRoom(release, daemon, node, more))
    && !release.keepsOff(daemon) && !isCrowded;
  const holder = isSure || !allRan() ? undefined : holderOfItsRoom(release, daemon);
  const judged = (isTogether: boolean): Judgement => isSure || (!holder && !isCrowded && isSureAtEnds(isTogether))
    ? { verdict: 'proven', witness: [] }
    : holder ? { verdict: 'impossible', witness: [holder] } : {
        verdict: 'unknown',
        witness: [
          'not every placement of the other pods was tried for a DaemonSet that comes, or changes its size, beside them',
          ...fits.witness,
        ],
      };
  return { alone: judged(false), together: judged(true) };
}

/** Where the old pod is evicted, the new one comes without it. */
function unlessEvicted(evictor: string | undefined, judgement: Judgement): Judgement {
  return evictor === undefined || judgement.verdict !== 'impossible' ? judgement : {
    verdict: 'unknown', witness: [evictedFirstText(evictor), ...judgement.witness],
  };
}

/** Whether the pods of a DaemonSet that does not change find their room again, whoever evicts them. */
export function standsWhateverComes(release: Release, daemon: Daemon, isSureAtEnds: () => boolean): boolean {
  return clashOfDaemon(release.capacity, daemon) === undefined && !release.staysOnNodesOf(daemon)
    && ((!release.keepsOff(daemon) && daemon.nodes.every((node) => hasRoom(release, daemon, node, nothing(daemon))))
      || isSureAtEnds());
}

/**
 * Whether on some node the pods of DaemonSets that do not change, and that nobody may evict, leave less than a pod of
 * the daemon asks and `more` beside it: each stays bound to its node, and the new pod waits for that node alone
 * (kubernetes pkg/controller/daemon/daemon_controller.go `podsShouldBeOnNode`, its
 * `ReplaceDaemonSetPodNodeNameNodeAffinity`).
 */
function isKeptOff(release: Release, daemon: Daemon, more: Float64Array): boolean {
  const { capacity } = release;
  const standing = capacity.daemons.filter((each) => each !== daemon && stays(release, each));
  return capacity.nodes.some((_, node) => {
    if (!wants(capacity, daemon, node)) {
      return false;
    }
    const sum = (daemons: readonly Daemon[], resource: number) =>
      daemons.reduce((all, { requests }) => all + requests[resource], 0);
    const placed = capacity.daemons.filter(({ nodes }) => nodes.includes(node));
    const held = standing.filter((each) => wants(capacity, each, node));
    return daemon.requests.some((amount, resource) => amount > 0
      && capacity.room[node][resource] + sum(placed, resource) - sum(held, resource) < amount + more[resource]);
  });
}

/**
 * That pods which stay as they are, and that nobody may evict, find no room where each node holds a pod of the daemon:
 * as they all run, some node has none. Undefined where that is not certain.
 */
function holderOfItsRoom(release: Release, daemon: Daemon): string | undefined {
  const { capacity } = release;
  if (capacity.daemons.some((each) => each !== daemon && !stays(release, each))) {
    return undefined;
  }
  const bounds = new SlotBounds(capacity);
  const others = (task: Task) => isAtRest(release, task) ? task.most : 0;
  const [short] = capacity.tasks.filter((task) => task.most > 0 && isAtRest(release, task)).flatMap((task) => {
    const shortage = bounds.shortage(task, task.most, { others, settled: true });
    return shortage ? [{ task, shortage }] : [];
  });
  return short && `${nameOf(short.task.workload)} stays, and leaves no room for a pod of ${nameOf(daemon.workload)} on each ` +
    `node: ${shortageText(capacity, short.task, short.shortage)}`;
}

/**
 * Pods that stay, that the daemon may not evict, and all of whose nodes are nodes of the daemon: it keeps off whatever
 * node of its own they stand on. Undefined where there are none.
 */
function keeperOff(release: Release, daemon: Daemon): string[] | undefined {
  const keeper = release.capacity.tasks.find((task) => task.least > 0 && task.unmodelled.length === 0
    && isAtRest(release, task) && !mayOutrank(daemon.rank, task.rank)
    && task.closedBy.size > 0 && !task.eligible.includes(true)
    && [...task.closedBy.values()].flat().every((closer) => closer === daemon.workload));
  return keeper && [
    `pods of ${nameOf(keeper.workload)} stay, on nodes of ${nameOf(daemon.workload)} only, and keep its pods off those`,
  ];
}

/** Whether nobody replaces, resizes or evicts its pods. */
function isAtRest(release: Release, task: Task): boolean {
  const { capacity } = release;
  return release.moverOfTask(task) === undefined && task.least === task.most
    && ![...capacity.tasks, ...capacity.daemons].some(({ rank }) => mayOutrank(rank, task.rank));
}

/** Whether a DaemonSet does not change, and keeps its pods. */
function stays(release: Release, daemon: Daemon): boolean {
  const { capacity } = release;
  const kind = release.changeOf(daemon.workload)?.kind;
  return (kind === 'unchanged' || kind === 'left') && !isEvicted(daemon, capacity.tasks)
    && !capacity.daemons.some(({ rank }) => mayOutrank(rank, daemon.rank));
}

function wants(capacity: Capacity, { nodes, shortages }: Daemon, node: number): boolean {
  return nodes.includes(node)
    || shortages.some((shortage) => shortage.node === capacity.nodes[node] && shortage.resource !== undefined);
}

/**
 * Whether all old and new pods of others that may stand on a node leave the daemon its room, and `more` beside it; of
 * another DaemonSet the larger of both.
 */
function hasRoom(release: Release, daemon: Daemon, node: number, more: Float64Array): boolean {
  const { capacity } = release;
  const rivals = capacity.tasks.filter(
    ({ eligible, rank }) => eligible[capacity.groupOf[node]] && !mayEvict(daemon.rank, rank),
  );
  const pods = (task: Task) => Math.min(task.apart ? 1 : Infinity, Math.max(task.most, release.startOf(task)));
  const others = capacity.daemons.filter((each) => each !== daemon && each.nodes.includes(node));
  const olds = others.flatMap(({ workload, requests }) => {
    const { before } = release.changeOf(workload) ?? {};
    return before ? [capacity.requestsOf(before).map((old, resource) => Math.max(0, old - requests[resource]))] : [];
  });
  return more.every((amount, resource) => {
    const held = olds.reduce((sum, old) => sum + old[resource], amount);
    const asked = rivals.reduce((sum, task) => sum + pods(task) * task.requests[resource], held);
    return daemon.requests[resource] === 0 || asked <= capacity.room[node][resource];
  });
}
