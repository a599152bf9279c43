import {
  Capacity, Daemon, HOSTNAME, mayOutrank, selects, Shortage, SlotBounds, Task, toleratesNode, ZONE,
} from '../../placement';
import { plural } from '../../../util/plural';
import { Judgement } from '../words/rollout-plan';
import { fitsBeforeDaemons, mayComeBeforeDaemons } from './daemon-fits';
import { isGuaranteedInEachZone } from '../needs/guaranteed';
import { spreadNeverBlocks } from '../needs/spread';
import { isKeptByVolumes } from '../needs/movers';
import { homeless } from '../words/node-refusals';
import { nameOf } from '../words/wording';

/** The first reason of a steady state that cannot be, and of each member of the set that does not fit. */
export const ALL_TOGETHER = 'all pods together do not fit the cluster';

/** What is known of all workloads together. */
interface Together {
  readonly judgement: Judgement;
  readonly example?: object;
  crowding(task: Task, shortage?: Shortage): string[];
}

/**
 * Whether the pods of one workload find room. Impossible only where they cannot all run even if no other pod did; where
 * it is a set of workloads that does not fit, each member may be the one that runs.
 */
export function fitsOf(capacity: Capacity, bounds: SlotBounds, together: Together, task: Task): Judgement {
  const name = nameOf(task.workload);
  if (task.most === 0) {
    return { verdict: 'proven', witness: [] };
  }
  const refused = homeless(capacity, task);
  if (refused.length > 0) {
    return task.closedBy.size > 0 || fitsBeforeDaemons(capacity, task) || mayEvictOutside(capacity, task)
      ? { verdict: 'possible', witness: refused }
      : { verdict: 'impossible', witness: refused };
  }
  if (task.unmodelled.length > 0) {
    return { verdict: 'unknown', witness: [`not modelled: ${task.unmodelled.join(', ')}`] };
  }
  const alone = shortageAlone(bounds, task);
  if (alone) {
    return {
      verdict: fitsBeforeDaemons(capacity, task)
        || (!alone.why && (task.closedBy.size > 0 || mayEvictOutside(capacity, task)))
        ? 'possible' : 'impossible',
      witness: [
        `${plural(task.most, 'pod')} of ${name} cannot all run`, ...(alone.why ?? together.crowding(task, alone)),
      ],
    };
  }
  if (task.claims.unseenVolumes.length > 0 && capacity.nodesOf(task).length > 1) {
    return {
      verdict: 'unknown',
      witness: task.claims.unseenVolumes.map(
        (volume) => `volume ${volume}, which is not in the input, may be out of reach of some node`,
      ),
    };
  }
  const early = mayBeOutOfReach(bounds, task);
  if (early !== undefined) {
    return { verdict: 'possible', witness: [early] };
  }
  const lost = mayLoseItsPlace(capacity, bounds, task);
  if (lost !== undefined) {
    return { verdict: 'possible', witness: [lost] };
  }
  const apart = whatKeepsPodsTogether(capacity, bounds, task);
  const isSure = () => bounds.guaranteed(task, undefined, task.most) >= task.most;
  if (apart === undefined && isSure() && spreadLets(capacity, bounds, task)) {
    return mayComeBeforeDaemons(capacity, task)
      ? {
          verdict: 'possible',
          witness: [`${name} fits, unless other pods come before those of a DaemonSet and take its room`],
        }
      : { verdict: 'proven', witness: [] };
  }
  const shortage = bounds.shortage(task, task.most);
  if (shortage) {
    const crowded = `${plural(task.most, 'pod')} of ${name} cannot stand beside the other workloads, though each of them fits by itself`;
    return { verdict: 'possible', witness: [ALL_TOGETHER, crowded, ...together.crowding(task, shortage)] };
  }
  if (apart !== undefined) {
    return { verdict: 'possible', witness: [apart] };
  }
  return together.example
    ? { verdict: 'possible', witness: [`${name} fits, unless other pods are placed where it needs the room`] }
    : {
        verdict: together.judgement.verdict === 'impossible' ? 'possible' : 'unknown',
        witness: together.judgement.witness,
      };
}

/** Whether pods outside the manifests, whose room is not counted as free, may be evicted for it from a node that it may use. */
function mayEvictOutside({ outside, nodes }: Capacity, task: Task): boolean {
  return task.refusal === undefined
    && nodes.some((node) => toleratesNode(node, task.workload.pod.tolerations) && selects(task.workload.pod, node))
    && outside.ranks.some((rank) => mayOutrank(task.rank, rank));
}

/** Why the pods of a task cannot all run even by themselves. */
function shortageAlone(bounds: SlotBounds, task: Task): (Shortage & { why?: string[] }) | undefined {
  const { attachment, claimName } = task.claims;
  if (attachment === 'pod' && task.most > 1) {
    return {
      asked: task.most,
      offered: 1,
      why: [`claim ${claimName} is for one pod at a time: the others stay Pending`],
    };
  }
  const empty = bounds.emptySlots(task);
  const largest = Math.max(0, ...empty);
  if (attachment === 'node' && (task.apart ? Math.min(1, largest) : largest) < task.most) {
    return {
      asked: task.most,
      offered: largest,
      why: [
        `claim ${claimName} is for one node at a time, and no node holds ${task.most} of the pods${task.apart ? ', which keep apart' : ''}`,
      ],
    };
  }
  return bounds.shortage(task, task.most, { others: 'absent', settled: true });
}

/**
 * That volumes may be made in a zone that cannot hold the pods, as their class does not wait for a pod; undefined where
 * every zone is sure to hold all, or the zones are not known.
 */
function mayBeOutOfReach(bounds: SlotBounds, task: Task): string | undefined {
  const { placedEarly } = task.claims;
  const zones = [...bounds.domainSizes(ZONE).values()];
  const isSure = zones.length <= 1
    || (placedEarly.length === 1 && zones.every((zone) => bounds.guaranteed(task, zone, task.most) >= task.most));
  return placedEarly.length === 0 || isSure ? undefined
    : `the volume of claim ${placedEarly.join(', ')} is made before a pod has a place (volumeBindingMode Immediate), perhaps in a zone where the pods find no room`;
}

/**
 * That pods whose volumes are where they first stood may be evicted, and find no room there again; undefined where each
 * zone is sure to hold them.
 */
function mayLoseItsPlace(capacity: Capacity, bounds: SlotBounds, task: Task): string | undefined {
  const { claims, closedBy, rank } = task;
  const outranks = (other: Task | Daemon) => mayOutrank(other.rank, rank);
  const closer = claims.staysInZone || claims.staysOnNode
    ? [...closedBy.values()].flat().map((workload) => capacity.daemonOf(workload)!).find(outranks) : undefined;
  const evictor = closer ?? (isKeptByVolumes(capacity, task) ? meeting(capacity, task, outranks) : undefined);
  return evictor === undefined || (!claims.staysOnNode && isGuaranteedInEachZone(bounds, task)) ? undefined
    : `pods of ${nameOf(evictor.workload)}, of higher priority, may evict those of ${nameOf(task.workload)}, whose volumes keep them ` +
      'where they first stood';
}

/** One of those that are meant, whose pods may come to a node that a task may use. */
function meeting(
  { placeable, daemons, groupOf }: Capacity, { eligible: own }: Task, isMeant: (other: Task | Daemon) => boolean,
): Task | Daemon | undefined {
  return placeable.find((other) =>
    other.most > 0 && isMeant(other) && other.eligible.some((may, group) => may && own[group]))
    ?? daemons.find((other) => isMeant(other) && other.nodes.some((node) => own[groupOf[node]]));
}

/**
 * A constraint under which the first pod decides where the rest may go; undefined where every such choice is sure to
 * hold all.
 */
function whatKeepsPodsTogether(capacity: Capacity, bounds: SlotBounds, task: Task): string | undefined {
  const tie = task.ties.find(({ users }) => users.length > 1 || task.most > 1);
  const eligible = capacity.nodesOf(task).length;
  if (tie && task.claims.attachment === 'pod') {
    return `claim ${tie.claim} is for one pod at a time, and ${tie.users.length} workloads mount it`;
  }
  if (tie && task.claims.local.includes(tie.claim)) {
    return eligible <= 1
      ? undefined
      : `the volume of claim ${tie.claim} stays on the node of its first pod, which may not hold all of them`;
  }
  if (tie && tie.topologyKey === HOSTNAME) {
    return eligible <= 1 ? undefined
      : `claim ${tie.claim} is for one node at a time, which the scheduler does not look at: a pod on another node waits for the volume`;
  }
  const key = tie?.topologyKey ?? task.attractions[0]?.topologyKey;
  if (key === undefined) {
    return undefined;
  }
  const empty = bounds.emptySlots(task);
  const isSure =
    (task.attractions.length === 0 || task.attractions[0].targets.every((target) => target === task))
    && (tie === undefined || tie.users.length === 1)
    && [...bounds.domainSizes(key).values()].every(
      (domain) =>
        domain.every((nodes, group) => nodes === 0 || empty[group] === 0)
        || bounds.guaranteed(task, domain, task.most) >= task.most,
    );
  return isSure
    ? undefined
    : tie
      ? `the volume of claim ${tie.claim} stays in the zone of its first pod, which may not hold all of them`
      : `its pods go only where the pods stand that their affinity names (${key})`;
}

function spreadLets(capacity: Capacity, bounds: SlotBounds, task: Task): boolean {
  return (
    task.spreads.length === 0
    || spreadNeverBlocks(capacity, bounds, task, [
      { replicas: task.most, bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } },
    ])
  );
}
