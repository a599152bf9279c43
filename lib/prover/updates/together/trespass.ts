import { Workload } from '../../../manifests';
import { Capacity, Daemon, HOSTNAME, mayEvict, neighbourhood, Placement, slotsIn, Task } from '../../placement';
import { Judgement, PlanAtCluster } from '../words/rollout-plan';
import { nameOf } from '../words/wording';
import { stopsFirst } from './daemons';
import { boundsOf } from '../needs/movers';

/** Pods that only those of DaemonSets keep off some nodes, and that may come there while these are replaced. */
interface Trespass {
  readonly task: Task;
  readonly nodes: readonly number[];
  /** Those that keep it off, and leave. */
  readonly daemons: ReadonlySet<Daemon>;
}

/**
 * A DaemonSet without surge leaves each of its nodes for a moment. A pod that may not share a node with its own (host
 * ports, anti-affinity: kubernetes nodeports, interpodaffinity) may come there just then, and is not asked to leave
 * again: it keeps the DaemonSet's pod waiting, and others out of the room that it takes (step J11).
 */
export class Trespassing {
  private readonly all: readonly Trespass[];

  /** `moves`: whose pods are replaced, or come, with everything else. */
  constructor(private readonly capacity: Capacity, moves: (workload: Workload) => boolean) {
    const leaving = capacity.daemons.filter((daemon) => moves(daemon.workload) && stopsFirst(daemon));
    this.all = leaving.length === 0 ? [] : capacity.tasks
      .filter((task) => task.closedBy.size > 0 && moves(task.workload) && boundsOf(task) !== undefined)
      .flatMap((task) => trespassOf(capacity, task, leaving));
  }

  /** What is proven or impossible where all keep to the nodes that are open to them, and perhaps not where they do not. */
  public apply(workload: Workload, judged: PlanAtCluster, starts: readonly Placement[]): PlanAtCluster {
    const { together: { verdict } } = judged;
    const found = verdict === 'proven' || verdict === 'impossible' ? this.all.find((each) =>
      this.concerns(each, workload, verdict, judged.fits)) : undefined;
    if (!found) {
      return judged;
    }
    const together = this.doubt(found, workload, judged, starts);
    return { ...judged, together, movesAlone: false, wherever: false };
  }

  private doubt(
    { task, daemons, nodes }: Trespass, workload: Workload, { together }: PlanAtCluster, starts: readonly Placement[],
  ): Judgement {
    const own = [...daemons].find((daemon) => daemon.workload === workload);
    const [daemon] = own ? [own] : daemons;
    const came = own && firstCome(this.capacity, task, own, starts);
    return came !== undefined ? {
      verdict: 'possible',
      witness: [`updated together with ${nameOf(task.workload)}: a new pod of it may come to node ` +
        `${this.capacity.nodes[came].name} while the pod of ${nameOf(workload)} is replaced there, and keeps it off ` +
        '(host port or required anti-affinity)'],
    } : {
      verdict: 'unknown',
      witness: [`${together.verdict} where ${nameOf(daemon.workload)} keeps pods of ${nameOf(task.workload)} off node ` +
        `${this.capacity.nodes[nodes[0]].name}; whether one comes there while its pod is replaced is not decided`],
    };
  }

  private concerns(
    { task, nodes, daemons }: Trespass, workload: Workload, verdict: 'proven' | 'impossible', fits: Judgement,
  ): boolean {
    const { capacity } = this;
    if (verdict === 'impossible') {
      // It may leave room to others, and find some itself.
      return fits.verdict !== 'impossible'
        && [task, ...neighbourhood(capacity, task).tasks].some((each) => each.workload === workload);
    }
    const daemon = capacity.daemonOf(workload);
    if (daemon) {
      return daemons.has(daemon)
        || daemon.nodes.some((node) => nodes.includes(node) && !this.hasRoom(task, node, daemon.requests));
    }
    return capacity.tasksOf(workload).some((each) => each !== task && nodes.some((node) =>
      each.eligible[capacity.groupOf[node]] && !(isApart(each, task) && this.hasRoom(task, node, each.requests))));
  }

  /** Whether all that may stand on a node leave it room, with those that may come there while daemons are away. */
  private hasRoom(task: Task, node: number, requests: Float64Array): boolean {
    const { capacity } = this;
    const comers = capacity.tasks.filter((each) => each === task || each.eligible[capacity.groupOf[node]]
      || this.all.some((other) => other.task === each && other.nodes.includes(node)));
    return requests.every((asked, resource) => asked === 0
      || comers.reduce((sum, each) => sum + (each.most + surgeOf(each)) * each.requests[resource], 0)
        <= capacity.room[node][resource]);
  }
}

/** Whether pods of two tasks may stand together, and nothing else than room lies between them. */
function isApart(one: Task, two: Task): boolean {
  return !one.repulsions.some(({ other }) => other === two)
    && !one.spreads.some(({ counted }) => counted.includes(two));
}

function surgeOf(task: Task): number {
  return boundsOf(task)?.maxSurge ?? 0;
}

function trespassOf(capacity: Capacity, task: Task, leaving: readonly Daemon[]): Trespass[] {
  const away = new Map(leaving.map((daemon) => [daemon.workload, daemon]));
  const daemons = new Set<Daemon>();
  const nodes = capacity.nodes.flatMap((_, node) => {
    const group = capacity.groupOf[node];
    const closers = task.closedBy.get(group) ?? [];
    const room = capacity.roomOfGroup(group, leaving);
    const gone = closers.map((closer) => away.get(closer));
    const mayCome = closers.length > 0
      && gone.every((daemon) => daemon !== undefined && !mayEvict(daemon.rank, task.rank))
      && slotsIn(room, task.requests) > 0;
    gone.forEach((daemon) => mayCome && daemons.add(daemon!));
    return mayCome ? [node] : [];
  });
  return nodes.length > 0 ? [{ task, nodes, daemons }] : [];
}

/** A node of the daemon to which a pod of the task may come as soon as the daemon's leaves it; undefined if none is shown. */
function firstCome(
  capacity: Capacity, task: Task, daemon: Daemon, starts: readonly Placement[],
): number | undefined {
  const { claims, unmodelled, spreads, attractions, apart, workload, repulsions } = task;
  const isFree = unmodelled.length + claims.unknown.length + spreads.length + attractions.length === 0
    && claims.attachment === 'free' && !claims.staysInZone && !claims.staysOnNode && task.least === task.most
    && workload.companions.length === 0 && (apart === undefined || apart.topologyKey === HOSTNAME)
    && repulsions.every(({ topologyKey }) => topologyKey === HOSTNAME);
  return isFree ? starts.flatMap((start) => daemon.nodes.filter((node) => {
    const closers = task.closedBy.get(capacity.groupOf[node]) ?? [];
    return closers.length === 1 && closers[0] === daemon.workload && start.places[task.index].size > 0
      && repulsions.every(({ other }) => start.count(other, node) === 0)
      && task.requests.every((asked, resource) => asked <= start.room[node][resource] + daemon.requests[resource]);
  }))[0] : undefined;
}
