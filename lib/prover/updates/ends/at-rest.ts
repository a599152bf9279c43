import { oncePer } from '../../../util/once-per';
import { Capacity, mayEvict, Placement, Rank, slotsIn, Task, ZONE } from '../../placement';

/** A pod that waits. */
export interface Waiting {
  readonly task: Task;
  /** The pods that it replaces. */
  readonly before: Task;
  /** Pods of its task that replace none. */
  readonly further: number;
}

/**
 * Whether a pod of a task may have to wait while the pods of a placement stand: there is no node that certainly takes
 * it, also when it has pods of lower priority evicted. Where its volume keeps it to a place that is not known, one such
 * place is enough.
 */
export function mayHaveToWait(placement: Placement, waiting: Waiting): boolean {
  const { capacity } = placement;
  const { task } = waiting;
  const open = capacity.nodesOf(task).filter((node) => isOpen(placement, task, node));
  const isNear = (home: number) => open.some((node) => isWithinReach(capacity, task, home, node));
  return homesOf(placement, waiting).some((home) => !isNear(home));
}

/**
 * Nodes near which the volume of a pod that waits may be: those of pods that mount the same; else every node that, all
 * DaemonSets away, could hold it, as it was before, beside those of its kind that were there.
 */
function homesOf({ capacity, places }: Placement, { task, before, further }: Waiting): readonly number[] {
  const standing = task.ties.flatMap(({ users }) => users).flatMap(({ index }) => [...places[index].keys()]);
  if (standing.length > 0) {
    return standing;
  }
  const nodes = [...new Set([...capacity.nodesOf(task), ...capacity.nodesOf(before)])];
  const homes = nodes.filter((node) => {
    const count = ({ index }: Task) => places[index].get(node) ?? 0;
    const beside = Math.max(0, count(task) - further) + (before === task ? 0 : count(before));
    const pods = task.ties.length > 0 ? 1 : beside + 1;
    return slotsIn(capacity.roomFor(before, node, capacity.daemons), before.requests) >= pods;
  });
  return homes.length > 0 ? homes : nodes;
}

function isWithinReach(capacity: Capacity, { claims }: Task, home: number, node: number): boolean {
  return home === node
    || (!claims.staysOnNode
      && (!claims.staysInZone || capacity.domain(home, ZONE) === capacity.domain(node, ZONE)));
}

function isOpen(placement: Placement, task: Task, node: number): boolean {
  return takes(placement, task, node) || isOpenByEviction(placement, task, node);
}

/** A task without the spread of one revision. */
const lasting = oncePer((task: Task): Task =>
  ({ ...task, spreads: task.spreads.filter(({ perRevision }) => !perRevision) }));

/** Whether a node takes one more pod, whatever revision its pods are of. */
function takes(placement: Placement, task: Task, node: number): boolean {
  const { spreads } = task;
  if (!spreads.some(({ perRevision }) => perRevision)) {
    return placement.slots(task, node) > 0;
  }
  // All of its pods in the domain may be of the revision that comes, and none elsewhere.
  return placement.slots(lasting(task), node) > 0 && spreads.every((spread) => {
    const { perRevision, topologyKey, maxSkew, domainOf, domains, minDomains } = spread;
    const home = placement.capacity.domain(node, topologyKey);
    const here = [...placement.places[task.index]]
      .reduce((sum, [place, pods]) => sum + (domainOf[place] === domainOf[node] ? pods : 0), 0);
    const isOnly = domains === 1 && minDomains <= 1 && domainOf[node] >= 0;
    return !perRevision || (home !== undefined && (isOnly || here + 1 <= maxSkew));
  });
}

/** The scheduler removes all pods of lower priority from a node and looks again (defaultpreemption `SelectVictimsOnNode`). */
function isOpenByEviction(placement: Placement, task: Task, node: number): boolean {
  if (task.attractions.length + task.spreads.length > 0) {
    return false;
  }
  const victims = [...placement.pods[node]]
    .map(([index, pods]) => [placement.capacity.tasks[index], pods] as const)
    .filter(([other]) => mayEvict(task.rank, other.rank));
  victims.forEach(([other, pods]) => placement.add(other, node, -pods));
  const isFree = victims.length > 0 && placement.slots(task, node) > 0;
  victims.forEach(([other, pods]) => placement.add(other, node, pods));
  return isFree;
}

/** What a node has left for a pod that has others evicted. */
export function roomWithEviction({ capacity, room, pods }: Placement, rank: Rank, node: number): Float64Array {
  const free = Float64Array.from(room[node]);
  for (const [index, count] of pods[node]) {
    const { requests, rank: other } = capacity.tasks[index];
    if (mayEvict(rank, other)) {
      requests.forEach((amount, resource) => { free[resource] += count * amount; });
    }
  }
  return free;
}
