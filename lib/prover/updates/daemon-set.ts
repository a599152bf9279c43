import { daemonSetBounds } from '../../kubernetes/arithmetic';
import { Capacity, Daemon, DaemonShortage, mayEvict, Placement } from '../placement';
import { holdsAcrossRevisions } from '../../manifests';
import { fitsOfDaemon, hasRoomBeside } from './daemon-fits';
import { Judgement, Verdict, PlanAtCluster } from './rollout-plan';
import { SteadyState } from './steady-state';
import { amountText, nameOf } from './wording';

/**
 * A DaemonSet replaces each pod on its own node. Without surge the old pod leaves first, and whoever waits may take its
 * room; with surge every node needs room for two, beside whatever else stands there.
 */
export function judgeDaemonSet(
  capacity: Capacity,
  steady: SteadyState,
  daemon: Daemon,
): Omit<PlanAtCluster, 'together'> {
  const fits = fitsOfDaemon(capacity, daemon);
  return {
    fits,
    alone: judgeUpdate(capacity, steady, daemon, fits),
    drain: { verdict: 'proven', witness: [], evictionBlockedBy: [] },
    replicas: daemon.nodes.length + daemon.shortages.length,
  };
}

function judgeUpdate(capacity: Capacity, steady: SteadyState, daemon: Daemon, fits: Judgement): Judgement {
  if (fits.verdict === 'impossible' || daemon.shortages.length > 0) {
    return {
      verdict: daemon.shortages.some(({ alone }) => alone) ? 'impossible' : certainClash(daemon.shortages),
      witness: fits.witness,
    };
  }
  const { maxSurge } = daemonSetBounds(daemon.workload.strategy, daemon.nodes.length);
  return maxSurge === 0 || daemon.nodes.length === 0
    ? judgeReplacement(capacity, steady, daemon, fits)
    : judgeSurge(capacity, steady, daemon);
}

/** Two daemons on one node: one pod of them always waits, and takes what the other leaves. */
function certainClash(shortages: DaemonShortage[]): Verdict {
  return shortages.length > 0 ? 'possible' : 'proven';
}

/** Without surge: the old pod leaves, and a pod that waits may be quicker than the new one. */
function judgeReplacement(capacity: Capacity, steady: SteadyState, daemon: Daemon, fits: Judgement): Judgement {
  if (fits.verdict === 'proven') {
    return fits;
  }
  const name = nameOf(daemon.workload);
  const rival = capacity.tasks.find((task) => [...task.closedBy.values()].includes(daemon.workload) && task.most > 0);
  const displaced = capacity.daemons
    .flatMap(({ shortages }) => shortages)
    .find(({ rival: other }) => other === daemon.workload);
  const waiting = rival?.workload ?? displaced?.workload;
  if (waiting) {
    return {
      verdict: 'possible',
      witness: [`${nameOf(waiting)} waits for a node of ${name} and may take the place that a stopped pod leaves`],
    };
  }
  const elastic = capacity.placeable.some((task) => task.least !== task.most && !mayEvict(daemon.rank, task.rank));
  const overfull = steady.judgement.verdict === 'impossible';
  return elastic || overfull
    ? {
        verdict: 'possible',
        witness: [`a pod that waits may take the room that a stopped pod of ${name} leaves`, ...fits.witness],
      }
    : { verdict: 'proven', witness: [PRESUMES] };
}

export const PRESUMES =
  'this presumes that every pod runs when the update begins: one that waits may take the room that is freed';

function judgeSurge(capacity: Capacity, steady: SteadyState, daemon: Daemon): Judgement {
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
  if (workload.pod.hostPorts.length > 0) {
    return {
      verdict: 'impossible',
      witness: [`maxSurge ${maxSurge} and host ports: two pods of ${nameOf(workload)} cannot share a node`],
    };
  }
  const keptApart = workload.pod.antiAffinity.find((term) => holdsAcrossRevisions(workload, term)
    && nodes.some((node) => capacity.nodes[node].labels.has(term.topologyKey)));
  if (keptApart) {
    return {
      verdict: 'impossible',
      witness: [`maxSurge ${maxSurge} and anti-affinity over ${keptApart.topologyKey}: two pods of ${nameOf(workload)} cannot share a node`],
    };
  }
  if (nodes.every((node) => hasRoomBeside(capacity, daemon, node, capacity.room[node], requests))) {
    return { verdict: 'proven', witness: [] };
  }
  const blocking = steady.placements.find((placement) => full(placement) !== undefined);
  const finishing = steady.placements.find((placement) => full(placement) === undefined);
  if (blocking && finishing) {
    const node = full(blocking)!;
    return { verdict: 'possible', witness: say(node, short(blocking.room[node]), 'may have no') };
  }
  return {
    verdict: 'unknown',
    witness: ['not every placement of the other pods was tried for a DaemonSet with maxSurge'],
  };
}
