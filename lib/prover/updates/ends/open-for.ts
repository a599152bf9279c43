import { oncePer } from '../../../util/once-per';
import { HOSTNAME, mayEvict, Placement, Task, ZONE } from '../../placement';
import { Standing } from './walker';

/** The task without what is looked at pod by pod: terms of one revision, and volumes. */
const lasting = oncePer((task: Task): Task => ({
  ...task, ties: [], spreads: task.spreads.filter(({ perRevision }) => !perRevision),
  apart: task.apart?.perRevision ? undefined : task.apart,
}));

/** Whether a node takes one more pod of a task; `own` are pods of its revision. Volumes are not looked at. */
export function takesOne(placement: Placement, task: Task, node: number, own: ReadonlyMap<number, number>): boolean {
  const { capacity } = placement;
  return placement.slots(lasting(task), node) > 0
    && task.spreads.every((spread) => {
      if (!spread.perRevision) {
        return true;
      }
      const counts = new Array<number>(spread.domains).fill(0);
      own.forEach((pods, place) => { counts[spread.domainOf[place]] += spread.domainOf[place] < 0 ? 0 : pods; });
      const least = spread.domains < spread.minDomains ? 0 : Math.min(...counts);
      return spread.domainOf[node] >= 0 && counts[spread.domainOf[node]] + 1 - least <= spread.maxSkew;
    })
    && (!task.apart?.perRevision || [...own.keys()].every((place) =>
      place !== node && (task.apart!.topologyKey === HOSTNAME
        || capacity.domain(place, task.apart!.topologyKey) !== capacity.domain(node, task.apart!.topologyKey))));
}

/** Whether nothing tells where the volumes are that pods of a task have in common: none of these has stood anywhere. */
export function isUnplaced({ places }: Placement, { ties }: Task, { homes }: Standing): boolean {
  return ties.length > 0 && homes.length === 0
    && ties.every(({ users }) => users.every(({ index }) => places[index].size === 0));
}

/**
 * Nodes to which the volumes of a pod certainly let the scheduler send it, all where undefined: near its own one's
 * place, or near those that mount the same. It does not look at whether another node holds the volume.
 */
export function surelyNear(
  placement: Placement, task: Task, { homes }: Standing, isFurther: boolean,
): readonly number[] | undefined {
  const { ties, claims } = task;
  if (ties.length > 0) {
    const standing = ties.flatMap(({ users }) => users).flatMap(({ index }) => [...placement.places[index].keys()]);
    return claims.attachment === 'pod' && standing.length > 0 ? []
      : inReach(placement, task, standing.length > 0 ? standing : homes.slice(-1));
  }
  return (claims.staysInZone || claims.staysOnNode) && !isFurther ? inReach(placement, task, homes) : undefined;
}

function inReach({ capacity }: Placement, task: Task, homes: readonly number[]): readonly number[] {
  const zones = new Set(homes.map((node) => capacity.domain(node, ZONE)));
  return task.claims.staysOnNode ? homes
    : capacity.nodesOf(task).filter((node) => zones.has(capacity.domain(node, ZONE)));
}

/** Nodes to which its volumes perhaps let it go: none of them must be open where it waits for certain. */
export function perhapsNear(placement: Placement, task: Task, near: readonly number[] | undefined): readonly number[] {
  const { capacity } = placement;
  const zones = new Set(near?.map((node) => capacity.domain(node, ZONE)));
  return capacity.nodesOf(task).filter((node) =>
    near === undefined || !task.claims.staysInZone || zones.has(capacity.domain(node, ZONE)));
}

/** Pods of lower priority that a pod has evicted from a node to find room; undefined where that does not help. */
export function victimsFor(
  placement: Placement, task: Task, node: number, own: ReadonlyMap<number, number>,
): Map<Task, number> | undefined {
  const { tasks } = placement.capacity;
  const lower = [...placement.pods[node]].map(([index, pods]) => [tasks[index], pods] as const)
    .filter(([other]) => mayEvict(task.rank, other.rank))
    .sort(([one], [two]) => (two.rank.value ?? 0) - (one.rank.value ?? 0));
  if (lower.length === 0 || task.attractions.length + task.spreads.length > 0) {
    return undefined;
  }
  lower.forEach(([other, pods]) => placement.add(other, node, -pods));
  const isOpen = takesOne(placement, task, node, own);
  const gone = new Map<Task, number>();
  // The most important are kept where there is room for them beside the pod (`SelectVictimsOnNode` reprieves them).
  for (const [other, pods] of lower) {
    let kept = 0;
    for (; isOpen && kept < pods; kept++) {
      placement.add(other, node, 1);
      if (!takesOne(placement, task, node, own)) {
        placement.add(other, node, -1);
        break;
      }
    }
    gone.set(other, pods - kept);
  }
  gone.forEach((pods, other) => placement.add(other, node, pods));
  return isOpen ? gone : undefined;
}
