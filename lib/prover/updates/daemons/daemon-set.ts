import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { Capacity, Daemon, DaemonShortage, isClosedBy, mayEvict } from '../../placement';
import { fitsOfDaemon, followedBy } from '../steady/daemon-fits';
import { judgeSurge } from './daemon-surge';
import { Judgement, Verdict, PlanAtCluster } from '../words/rollout-plan';
import { SteadyState } from '../steady/steady-state';
import { PRESUMES } from '../words/rests-on';
import { nameOf } from '../words/wording';

/**
 * A DaemonSet replaces each pod on its own node. Without surge the old pod leaves first, and whoever waits may take its
 * room; with surge every node needs room for two, beside whatever else stands there.
 */
export function judgeDaemonSet(
  capacity: Capacity,
  steady: SteadyState,
  daemon: Daemon,
): Omit<PlanAtCluster, 'together' | 'drain'> {
  const fits = fitsOfDaemon(capacity, daemon);
  return {
    fits,
    alone: unlessFollowing(daemon, judgeUpdate(capacity, steady, daemon, fits)),
    replicas: daemon.nodes.length + daemon.shortages.length,
  };
}

/** A pod that runs keeps running when those beside which it has to stand have gone; its successor does not start. */
function unlessFollowing(daemon: Daemon, judgement: Judgement): Judgement {
  const following = followedBy(daemon);
  return following !== undefined && judgement.verdict === 'proven'
    ? { verdict: 'possible', witness: [following] } : judgement;
}

function judgeUpdate(capacity: Capacity, steady: SteadyState, daemon: Daemon, fits: Judgement): Judgement {
  if (fits.verdict === 'impossible' || daemon.shortages.length > 0) {
    return {
      verdict: daemon.shortages.some(({ alone }) => alone) ? 'impossible' : certainClash(daemon.shortages),
      witness: fits.witness,
    };
  }
  if (daemon.unmodelled.length > 0) {
    return fits;
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
  const rival = capacity.tasks.find((task) => isClosedBy(task, daemon.workload) && task.most > 0);
  const displaced = capacity.daemons
    .flatMap(({ shortages }) => shortages)
    .find(({ rival: other }) => other === daemon.workload);
  const elastic = capacity.placeable.some((task) => task.least !== task.most && !mayEvict(daemon.rank, task.rank));
  // Pods that all stand on other nodes wait for none of these.
  const waiting = steady.example && !elastic ? displaced?.workload : rival?.workload ?? displaced?.workload;
  if (waiting) {
    return {
      verdict: 'possible',
      witness: [`${nameOf(waiting)} waits for a node of ${name} and may take the place that a stopped pod leaves`],
    };
  }
  const overfull = steady.judgement.verdict === 'impossible';
  return elastic || overfull
    ? {
        verdict: 'possible',
        witness: [`a pod that waits may take the room that a stopped pod of ${name} leaves`, ...fits.witness],
      }
    : { verdict: 'proven', witness: [PRESUMES] };
}
