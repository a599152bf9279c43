import { oncePer } from '../../../kubernetes/once-per';
import { Cluster, isPlaced } from '../../../cluster';
import { nameOf } from '../../updates';
import { Capacity, Daemon, Task } from '../../placement';
import { Change } from '../change/change';
import { Release } from '../release/release';
import { stayingPods } from '../change/running';

/** A DaemonSet some pods of which a snapshot does not show on nodes where they are counted. */
interface Lacking {
  readonly daemon: Daemon;
  /** Groups of nodes without one. */
  readonly groups: ReadonlySet<number>;
  /** By resource that its pods ask for: the two tasks that ask for most of it and may stand on such nodes. */
  readonly largest: ReadonlyMap<number, readonly Task[]>;
}

const moversIn = oncePer(({ movers }: Release) => new Map(movers.map((mover) => [mover.change, mover])));

const lackingIn = oncePer((release: Release) => oncePer((cluster: Cluster): readonly Lacking[] =>
  release.capacity.daemons.flatMap((daemon) => lackingOf(release.capacity, daemon, cluster))));

/**
 * Why what is proven beside all pods of DaemonSets may not be so where some wait: others may stand in the room that is
 * counted as theirs, those among them that find none beside them. Where these ask for no more than the new pods, of
 * what DaemonSets ask for too, they close no node to them that they do not close beside such a pod: as many of them as
 * still fit beside it close it as well, since one less would not make up for what a new pod asks for.
 */
export function whyCrowded(
  release: Release | undefined, change: Change, cluster: Cluster | undefined,
): string | undefined {
  const mover = release && moversIn(release).get(change);
  if (!mover?.fresh || !cluster?._own || mover.to === 0 || (mover.discipline === 'scale' && mover.to <= mover.from)) {
    return undefined;
  }
  const { fresh } = mover;
  const crowded = lackingIn(release!)(cluster).find(({ groups, largest }) =>
    [...groups].some((group) => fresh.eligible[group]) && [...largest].some(([resource, tasks]) =>
      tasks.some((task) => task !== fresh && task.requests[resource] > fresh.requests[resource])));
  return crowded && `pods of ${nameOf(crowded.daemon.workload)} wait, and larger pods of others may stand in their room`;
}

function lackingOf(capacity: Capacity, daemon: Daemon, { _own: own }: Cluster): Lacking[] {
  const pods = stayingPods(daemon.workload, own);
  const there = new Set(pods?.filter(isPlaced).map(({ node }) => node));
  const nodes = pods === undefined ? [] : daemon.nodes.filter((node) => !there.has(capacity.nodes[node].name));
  const groups = new Set(nodes.map((node) => capacity.groupOf[node]));
  const near = groups.size === 0 ? [] : capacity.tasks.filter(({ eligible, closedBy }) =>
    [...groups].some((group) => eligible[group] || closedBy.has(group)));
  const asked = [...daemon.requests].flatMap((amount, resource) => amount > 0 ? [resource] : []);
  return groups.size === 0 ? [] : [{
    daemon, groups,
    largest: new Map(asked.map((resource) => [resource, [...near].sort((one, two) =>
      two.requests[resource] - one.requests[resource]).slice(0, 2)])),
  }];
}
