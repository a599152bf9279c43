import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { Workload } from '../../../manifests';
import {
  Capacity, copyOf, Daemon, mayEvict, pack, Placement, SearchBudget, searchPlacements, slotsBesideWholePods, Task,
} from '../../placement';
import { hasRoomBeside } from '../steady/daemon-fits';
import { Judgement } from '../words/rollout-plan';
import { SteadyState } from '../steady/steady-state';
import { PRESUMES } from '../words/rests-on';
import { amountText, nameOf } from '../words/wording';

/** Steps that one search for placements of the others may take. */
const STEPS = 20_000;

/** Placements of all other pods from which an update with surge blocks, or finishes. */
interface Sides {
  blocking?: Placement;
  finishing?: Placement;
}

/**
 * With surge every node needs room for two pods of the daemon, old and new, beside whatever stands there: the update
 * blocks exactly from the placements that fill one of its nodes (kubernetes pkg/controller/daemon/update.go
 * `rollingUpdate`: an old pod that is available is only deleted after the new one of its node is).
 */
export function judgeSurge(capacity: Capacity, steady: SteadyState, daemon: Daemon): Judgement {
  const { workload, requests, nodes } = daemon;
  const { maxSurge } = daemonSetBounds(workload.strategy, nodes.length);
  const short = (room: Float64Array) => room.findIndex((left, resource) => requests[resource] > left);
  const full = (placement: Placement) => nodes.find((node) => short(placement.room[node]) >= 0);
  const say = (node: number, resource: number, sometimes: string) => [
    `maxSurge ${maxSurge} runs a second ${nameOf(workload)} pod beside the old one; node ${capacity.nodes[node].name} ${sometimes} ` +
      `${amountText(capacity.resources[resource], requests[resource])} left for it`,
    'the old pod may not stop before the new one is ready',
  ];
  const never = nodes.find((node) => short(capacity.room[node]) >= 0);
  if (never !== undefined) {
    return { verdict: 'impossible', witness: say(never, short(capacity.room[never]), 'never has') };
  }
  const apart = keptApart(capacity, daemon, workload);
  if (apart) {
    return apart;
  }
  if (nodes.every((node) => hasRoomBeside(capacity, daemon, node, capacity.room[node], requests))) {
    return { verdict: 'proven', witness: [] };
  }
  const rivals = capacity.placeable.filter(({ rank }) => !mayEvict(daemon.rank, rank));
  if (nodes.every((node) => keepsRoom(capacity, rivals, daemon, node))) {
    return { verdict: 'proven', witness: [] };
  }
  const sides: Sides = {};
  const use = (placement: Placement) => {
    // The search goes on from the placement that it shows.
    sides[full(placement) === undefined ? 'finishing' : 'blocking'] ??= copyOf(placement);
    return sides.blocking !== undefined && sides.finishing !== undefined;
  };
  const isAllTried = lookAtPlacements(capacity, steady, daemon, rivals, use);
  if (sides.blocking && sides.finishing) {
    const node = full(sides.blocking)!;
    return { verdict: 'possible', witness: say(node, short(sides.blocking.room[node]), 'may have no') };
  }
  if (isAllTried && sides.blocking) {
    const node = full(sides.blocking)!;
    return { verdict: 'impossible', witness: say(node, short(sides.blocking.room[node]), 'has no') };
  }
  return isAllTried && sides.finishing ? { verdict: 'proven', witness: [PRESUMES] } : {
    verdict: 'unknown',
    witness: ['not every placement of the other pods was tried for a DaemonSet with maxSurge'],
  };
}

/**
 * What keeps the new pod of a daemon off the node of the old one; undefined where they may share it. One of higher
 * priority may have the old one evicted.
 */
export function keptApart(capacity: Capacity, { workload, nodes }: Daemon, old: Workload): Judgement | undefined {
  const { maxSurge } = daemonSetBounds(workload.strategy, nodes.length);
  const { attachment, claimName } = capacity.claims.use(workload);
  if (attachment === 'pod' && nodes.length > 0 && old.pod.claims.some((claim) => claim.claimName === claimName)) {
    return {
      verdict: 'impossible', witness: [`maxSurge ${maxSurge} and claim ${claimName}, which is for one pod at a time`],
    };
  }
  const [pair] = capacity.repulsionsAcross(old, workload)
    .filter(({ topologyKey }) => nodes.some((node) => capacity.domain(node, topologyKey) !== undefined))
    .sort((one, two) => one.unsure.length - two.unsure.length);
  if (!pair) {
    return undefined;
  }
  const isSure = pair.unsure.length === 0 && haveOnePriority(old, workload);
  return {
    verdict: isSure ? 'impossible' : 'unknown',
    witness: [
      `maxSurge ${maxSurge} and ${pair.why}: old and new pods of ${nameOf(workload)} cannot share a node`,
      ...pair.unsure.map((namespace) => `the labels of namespace ${namespace} would decide, and are not in the input`),
    ],
  };
}

/** Whether neither of two pods may have the other evicted: the same class may have meant another value before. */
export function haveOnePriority(one: Workload, two: Workload): boolean {
  return one.pod.priorityClassName === two.pod.priorityClassName && one.priority === two.priority;
}

/** Whether a node keeps room for one more pod of the daemon whatever whole pods of the others come to it. */
function keepsRoom({ groupOf, room }: Capacity, rivals: Task[], { requests }: Daemon, node: number): boolean {
  const comers = rivals.filter(({ eligible, most }) => eligible[groupOf[node]] && most > 0)
    .map((task) => ({ requests: task.requests, pods: task.apart ? 1 : task.most }));
  const empty = Math.min(...requests.map((asked, resource) =>
    asked > 0 ? Math.floor(room[node][resource] / asked) : Infinity));
  return slotsBesideWholePods(room[node], requests, empty, comers) >= 1;
}

/** Shows placements of the others until enough were seen; true when these were all that there are. */
function lookAtPlacements(
  capacity: Capacity, steady: SteadyState, daemon: Daemon, rivals: Task[], use: (placement: Placement) => boolean,
): boolean {
  const countOf = (task: Task) => rivals.includes(task) ? steady.bounds.standing(task, task.most) : 0;
  for (const node of daemon.nodes) {
    for (const style of ['compact', 'even', 'hostile'] as const) {
      const filled = pack(capacity, countOf, style, { fill: (each) => each === node });
      if (filled && use(filled)) {
        return false;
      }
    }
  }
  // Spread that counts others depends on who came first; autoscaled pods may stand where they could not at their most.
  const isPlain = rivals.every(({ least, most, spreads }) =>
    least === most && spreads.every(({ counted, self }) => counted.length <= 1 && self));
  const budget: SearchBudget = { steps: STEPS };
  const result = searchPlacements({
    capacity, budget, countOf, tasks: rivals, nodes: capacity.nodes.map((_, node) => node),
    mayBeSkewed: true, mayBeApart: true, worthwhile: () => true, visit: use,
  });
  return isPlain && result === 'exhausted';
}
