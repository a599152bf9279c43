import { oncePer } from '../../../util/once-per';
import { Cluster, isPlaced } from '../../../cluster';
import { keyOf } from '../../../manifests';
import { Capacity, Daemon, Task } from '../../placement';
import { nameOf } from '../words/wording';

/** A DaemonSet some pods of which a snapshot does not show on nodes where they are counted. */
interface Lacking {
  readonly daemon: Daemon;
  /** Groups of nodes without one. */
  readonly groups: ReadonlySet<number>;
  /** By resource that its pods ask for: the two tasks that ask for most of it and may stand on such nodes. */
  readonly largest: ReadonlyMap<number, readonly Task[]>;
}

const lackingIn = oncePer((capacity: Capacity) => oncePer((cluster: Cluster): readonly Lacking[] =>
  capacity.daemons.flatMap((daemon) => lackingOf(capacity, daemon, cluster))));

/**
 * Why what is proven beside all pods of DaemonSets may not be so where some wait: others may stand in the room that is
 * counted as theirs, those among them that find none beside it. Where these ask for no more than the new pods, of
 * what DaemonSets ask for too, they close no node to them that they do not close beside such a pod: as many of them as
 * still fit beside it close it as well, since one less would not make up for what a new pod asks for.
 */
export function whyCrowdedBeside(capacity: Capacity, cluster: Cluster, fresh: Task): string | undefined {
  const crowded = !cluster._own ? undefined
    : lackingIn(capacity)(cluster).find(({ groups, largest }) =>
      [...groups].some((group) => fresh.eligible[group]) && [...largest].some(([resource, tasks]) =>
        tasks.some((task) => task !== fresh && task.requests[resource] > fresh.requests[resource])));
  return crowded && `pods of ${nameOf(crowded.daemon.workload)} wait, and larger pods of others may stand in their room`;
}

function lackingOf(capacity: Capacity, daemon: Daemon, { _own: own }: Cluster): Lacking[] {
  const pods = own?.get(keyOf(daemon.workload.manifest))?.filter(({ isLeaving }) => !isLeaving);
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
