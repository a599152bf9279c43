import { sum } from '../../../util/sum';
import {
  Capacity, Daemon, DaemonShortage, isClosedBy, mayEvict, Placement, searchPlacements, slotsBesideWholePods, slotsIn,
  Task,
} from '../../placement';
import { Judgement } from '../words/rollout-plan';
import { daemonShortageText, nameOf } from '../words/wording';

/** Steps of the search for a placement that spread allows. */
const STEPS = 2_000;

/**
 * What keeps a pod of the daemon waiting whatever room its nodes have left: another DaemonSet or a workload that it
 * cannot share a node with, or pods that it has to stand beside. Undefined where nothing but room decides.
 */
export function clashOfDaemon(capacity: Capacity, daemon: Daemon): Judgement | undefined {
  const [worst] = [...daemon.shortages].sort((one, two) => Number(two.alone) - Number(one.alone));
  if (worst) {
    return { verdict: worst.alone ? 'impossible' : 'possible', witness: [daemonShortageText(worst)] };
  }
  if (daemon.unmodelled.length > 0) {
    return { verdict: 'unknown', witness: daemon.unmodelled.map((what) => `not modelled: ${what}`) };
  }
  const name = nameOf(daemon.workload);
  const displaced = capacity.daemons
    .flatMap(({ shortages }) => shortages)
    .find((shortage) => shortage.rival === daemon.workload || takesRoomOf(capacity, daemon, shortage));
  if (displaced) {
    return {
      verdict: 'possible',
      witness: [daemonShortageText(displaced), `${name} is the one that waits where it comes second`],
    };
  }
  const ousted = capacity.tasks.find((task) => isClosedBy(task, daemon.workload));
  if (ousted) {
    return {
      verdict: 'possible',
      witness: [`${nameOf(ousted.workload)} and ${name} keep each other off a node: the pod that comes second waits`],
    };
  }
  const evictor = capacity.tasks.find(({ ousts, most }) => most > 0 && ousts.has(daemon.workload));
  if (evictor) {
    return {
      verdict: evictor.ousts.get(daemon.workload) ? 'possible' : 'unknown',
      witness: [
        `${nameOf(evictor.workload)} and ${name} keep each other off a node, and the priority of ${nameOf(evictor.workload)} may have ` +
          'the other evicted, which waits then',
      ],
    };
  }
  const following = followedBy(daemon);
  return following === undefined ? undefined : { verdict: 'possible', witness: [following] };
}

/** Whether a pod of the daemon runs on each of its nodes, whoever came first. */
export function fitsOfDaemon(capacity: Capacity, daemon: Daemon): Judgement {
  const clash = clashOfDaemon(capacity, daemon);
  if (clash) {
    return clash;
  }
  const name = nameOf(daemon.workload);
  const squatter = capacity.tasks.find((task) => task.most > 0 && !capacity.placeable.includes(task)
    && daemon.nodes.some((node) => podsBeforeDaemons(capacity, task, node) > 0 && !mayEvict(daemon.rank, task.rank)));
  if (squatter) {
    return {
      verdict: 'possible',
      witness: [`${nameOf(squatter.workload)} fits only where its pod comes before that of ${name}, which waits then`],
    };
  }
  const crowded = daemon.nodes.find(
    (node) => !hasRoomBeside(capacity, daemon, node, capacity.room[node], new Float64Array(capacity.resources.length))
      && !keepsRoomForDaemons(capacity, node),
  );
  return crowded === undefined
    ? { verdict: 'proven', witness: [] }
    : {
        verdict: 'possible',
        witness: [
          `where other pods come first, node ${capacity.nodes[crowded].name} may be full for the pod of ${name}; a higher priority would have them evicted`,
        ],
      };
}

/** Whether another daemon's pod lacks on a node what this one's takes there, so that whichever comes first runs. */
function takesRoomOf(capacity: Capacity, daemon: Daemon, { workload, node, resource, alone }: DaemonShortage): boolean {
  return resource !== undefined && !alone && daemon.requests[capacity.resources.indexOf(resource)] > 0
    && daemon.nodes.some((index) => capacity.nodes[index] === node)
    && !mayEvict(daemon.rank, capacity.daemonOf(workload)!.rank);
}

/**
 * Why a pod of the daemon may find no pod beside which it has to stand, or no longer; undefined when it has to stand
 * beside none.
 */
export function followedBy({ workload }: Daemon): string | undefined {
  const [term] = workload.pod.affinity;
  return term && `each pod of ${nameOf(workload)} has to stand beside pods that its affinity over ` +
    `${term.topologyKey} selects, which may stand on other nodes`;
}

/** Whether all pods of a workload fit, though only where they come before pods of DaemonSets that may not evict them. */
export function fitsBeforeDaemons(capacity: Capacity, task: Task): boolean {
  const { apart, claims, most, refusal, spreads } = task;
  const before = capacity.nodes.map((_, node) => podsBeforeDaemons(capacity, task, node));
  const after = capacity.nodes.map((_, node) => slotsIn(capacity.room[node], task.requests));
  const isOpen = refusal === undefined && (most === 1 || claims.attachment !== 'pod');
  if (!isOpen || before.every((count, node) => count <= after[node])) {
    return false;
  }
  if (most > 1 && spreads.length > 0) {
    return spreadsBeforeDaemons(capacity, task);
  }
  if (claims.attachment !== 'free') {
    return Math.max(...before) >= most;
  }
  const counted = apart === undefined ? before
    : eachDomain(before, (node) => capacity.domain(node, apart.topologyKey) ?? `node ${node}`);
  return sum(counted) >= most;
}

/** Whether all pods fit as their spread has them while those of DaemonSets are away that may not evict them. */
function spreadsBeforeDaemons(capacity: Capacity, task: Task): boolean {
  const beside = new Placement(capacity);
  capacity.daemons.filter(({ rank }) => !mayEvict(rank, task.rank)).forEach(({ nodes, requests }) =>
    nodes.forEach((node) => beside.take(node, requests, -1)));
  return searchPlacements({
    capacity, beside, tasks: [task], countOf: () => task.most, nodes: capacity.nodesOf(task),
    budget: { steps: STEPS }, mayBeApart: true, worthwhile: () => true, visit: () => true,
  }) !== 'exhausted';
}

/** One pod for each domain some node of which has room. */
function eachDomain(counts: number[], domainOf: (node: number) => string): number[] {
  return [...new Set(counts.flatMap((count, node) => (count > 0 ? [domainOf(node)] : [])))].map(() => 1);
}

/** How many pods of a task one node holds before pods of DaemonSets come that may not evict them. */
function podsBeforeDaemons(capacity: Capacity, task: Task, node: number): number {
  if (!task.eligible[capacity.groupOf[node]]) {
    return 0;
  }
  const later = capacity.daemons.filter(({ rank }) => !mayEvict(rank, task.rank));
  return slotsIn(capacity.roomOfGroup(capacity.groupOf[node], later), task.requests);
}

/** Whether no whole pods of others that a node can hold leave less on it than the pods of all its daemons ask. */
function keepsRoomForDaemons(capacity: Capacity, node: number, except?: Task): boolean {
  const { groupOf, room, tasks } = capacity;
  const daemons = capacity.daemons.filter(({ nodes }) => nodes.includes(node));
  // Else every node is held against every workload: 25 s for 2,000 of them on 500 nodes.
  if (daemons.length === 0) {
    return true;
  }
  const others = tasks.filter((task) => task !== except && task.eligible[groupOf[node]] && task.most > 0);
  const late = daemons.filter(({ rank }) => !(except && others.every((other) => mayEvict(rank, other.rank))));
  const asked = late.reduce(
    (sum, { requests }) => sum.map((amount, resource) => amount + requests[resource]), room[node].map(() => 0));
  const comers = others.map(({ requests, apart, most }) => ({ requests, pods: apart ? 1 : most }));
  return late.length === 0
    || slotsBesideWholePods(room[node].map((left, resource) => left + asked[resource]), asked, 1, comers) > 0;
}

/**
 * Whether pods of others may come to a node of a task before those of DaemonSets, and take what these ask: more of the
 * others stand there then than beside the daemons.
 */
export function mayComeBeforeDaemons(capacity: Capacity, task: Task): boolean {
  return capacity.nodesOf(task).some((node) => !keepsRoomForDaemons(capacity, node, task));
}

/** Whether all pods that may stand on a node together, and that the daemon may not evict, leave so much on it. */
export function hasRoomBeside(
  { groupOf, placeable }: Capacity, daemon: Daemon, node: number, room: Float64Array, needs: Float64Array,
): boolean {
  const rivals = placeable.filter(({ eligible, rank }) => eligible[groupOf[node]] && !mayEvict(daemon.rank, rank));
  const pods = (task: Task) => task.apart || task.claims.attachment === 'pod' ? Math.min(1, task.most) : task.most;
  return needs.every((amount, resource) => {
    const asked = rivals.reduce((sum, task) => sum + pods(task) * task.requests[resource], 0);
    // What the daemon itself asks is taken from the room already.
    return daemon.requests[resource] === 0 || asked + amount <= room[resource];
  });
}
