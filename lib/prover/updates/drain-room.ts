import { Capacity, HOSTNAME, NodeGroup, Shortage, SlotBounds, Task, ZONE } from '../placement';
import { Size } from './needs/size';
import { spreadNeverBlocks } from './needs/spread';

/** What keeps a pod Pending for certain without a node of a pool. */
export interface Pending {
  readonly pool: string;
  readonly shortage: Shortage;
}

/**
 * Whether a pod of the workload stays Pending after some drain, whatever stands where. Its evicted pod needs room that
 * is not its own: where others that stay, and one pod more, ask for more of a resource than there is, no room is left.
 * Where the nodes but one cannot hold the pods by themselves, one stands on that node and finds no other.
 */
export function certainlyPending(capacity: Capacity, bounds: SlotBounds, task: Task): Pending | undefined {
  const mayBeOn = (group: NodeGroup) => mayStand(capacity, bounds, task, group);
  // A node that holds no pod of it by itself loses none.
  for (const group of bounds.outlivesAnyNode(task) ? [] : capacity.groups) {
    const { nodes } = group;
    const node = mayBeOn(group) ? nodes.find(({ exists }) => exists) : undefined;
    const shortage = node
      && bounds.shortage(task, task.most, { without: capacity.nodes.indexOf(node), others: 'absent', settled: true });
    if (shortage) {
      return { pool: nodes[0].pool, shortage };
    }
  }
  const crowded = bounds.shortage(task, task.most + 1, { settled: true });
  if (crowded?.resource === undefined || !capacity.nodesOf(task).every((node) => capacity.nodes[node].exists)) {
    return undefined;
  }
  // Told of the state after the drain, in which no pod counts twice. A node that held one had room for it at least: the
  // others have less than all pods ask for.
  const group = capacity.groups.find(mayBeOn);
  const after = group
    && bounds.shortage(task, task.most, { without: capacity.nodeOfGroup(group.index), settled: true });
  return after && { pool: group.nodes[0].pool, shortage: after };
}

/** Whether a node of a group has room for a pod, those of DaemonSets evicted that it may. */
export function mayStand(capacity: Capacity, bounds: SlotBounds, task: Task, { index }: NodeGroup): boolean {
  return bounds.emptySlots(task)[index] > 0
    || (task.eligible[index] && capacity.makesRoom(task, capacity.nodeOfGroup(index)));
}

/**
 * Slots beyond those that the pods need, wherever the others stand, up to those of a node and so many more: a node that
 * has no more may go, as a placement without it is one with it on which nobody uses it. None where more than room
 * decides.
 */
export function spareSlots(capacity: Capacity, bounds: SlotBounds, task: Task, more = 0): number {
  const { spreads, most } = task;
  const lost = slotsOfOne(bounds, task) + more;
  const spare = isPlain(task) ? Math.max(0, bounds.guaranteed(task, undefined, most + lost) - most) : 0;
  const isEven = spreads.length === 0
    || (spare >= lost && spreadNeverBlocks(capacity, bounds, task, [whileEvicted(task)], { lost }));
  return isEven ? spare : 0;
}

/** Most slots that one node has. */
export function slotsOfOne(bounds: SlotBounds, task: Task): number {
  return Math.max(0, ...bounds.emptySlots(task));
}

/** Only room decides where pods go, and spread. */
function isPlain({ ties, attractions, claims, apart, most }: Task): boolean {
  const zonal = claims.staysInZone || ties.some(({ topologyKey }) => topologyKey === ZONE);
  return attractions.length === 0 && apart === undefined && !claims.staysOnNode && !zonal
    && ties.every(({ users }) => users.length === 1) && (ties.length === 0 || most === 1);
}

function whileEvicted({ most }: Task): Size {
  return { replicas: most, bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } };
}

/** What is missing for the pods that are to find room. */
interface Missing {
  /** One node of this group; none when absent. */
  readonly without?: number;
  /** Slots that others take. */
  readonly taken?: number;
}

/** Whether the pods are sure to find room all the same: in the zone of their volumes, and where spread lets them. */
export function findsRoom(
  capacity: Capacity, bounds: SlotBounds, task: Task, { without, taken = 0 }: Missing,
): boolean {
  const isTied = task.ties.some(({ users, topologyKey }) =>
    users.length > 1 || (topologyKey === HOSTNAME && task.most > 1));
  if (isTied || task.attractions.length > 0 || task.claims.staysOnNode) {
    return false;
  }
  const less = (index: number) => Number(index === without);
  const sizes = capacity.groups.map(({ nodes }, index) => nodes.length - less(index));
  const sought = task.most + taken;
  const zones = staysInZone(task) ? homesOf(capacity, bounds, without) : [];
  if (zones.length > 0) {
    return task.spreads.length === 0 && zones.every((zone) => bounds.guaranteed(
      task, sizes.map((size, index) => Math.min(size, zone[index] - less(index))), sought) >= sought);
  }
  return bounds.guaranteed(task, sizes, sought) >= sought
    && spreadNeverBlocks(capacity, bounds, task, [whileEvicted(task)], { nodes: sizes, lost: taken });
}

/** Nodes by group of the zone that a node of a group is in; of each zone where none is named. */
function homesOf({ groups }: Capacity, bounds: SlotBounds, group: number | undefined): readonly number[][] {
  const all = bounds.domainSizes(ZONE);
  const home = group === undefined ? undefined : groups[group].nodes[0].labels.get(ZONE);
  return group === undefined ? [...all.values()] : [...all].flatMap(([name, zone]) => name === home ? [zone] : []);
}

/** A volume that nobody knows to reach every zone follows its pod to any node of its zone only. */
export function staysInZone(task: Task): boolean {
  return task.claims.staysInZone || task.ties.some(({ topologyKey }) => topologyKey === ZONE);
}
