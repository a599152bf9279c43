import { sum } from '../../../util/sum';
import { Capacity, domainsWithRoom, SlotBounds, Task } from '../../placement';
import { Size } from './size';

/** Ways to distribute pods over domains beyond this number are not counted one by one. */
const MOST_WAYS = 3_000;

/** What is known of the nodes and of how the pods of the task stand. */
export interface SpreadView {
  /**
   * Leaves so many nodes of each group, one at most taken away: the domains stay, as those of a cordoned node do.
   *
   * @default - all
   */
  readonly nodes?: number[];
  /** Others come and go meanwhile, and may take the room that a stopped pod leaves. */
  readonly whileOthersMove?: boolean;
  /**
   * Slots that are counted as lost in any set of domains: those of a node that is gone, whichever it is.
   *
   * @default 0
   */
  readonly lost?: number;
}

/**
 * Whether topology spread can never hold back a new pod, whatever the placement of the others.
 *
 * An update that may miss a pod waits with R - 1 pods standing at most; while others move, every number of pods that
 * may stand is looked at. One that may miss none waits only with exactly R pods standing. Let c be where they stand, as
 * unevenly as nodes allow. The scheduler accepts every domain A that holds at most skew - 1 above the least. If all
 * nodes of A together are guaranteed room for one more than stands there, for every c, no pod waits.
 */
export function spreadNeverBlocks(
  capacity: Capacity, bounds: SlotBounds, task: Task, sizes: Size[], view: SpreadView = {},
): boolean {
  const [spread] = task.spreads;
  if (!spread) {
    return true;
  }
  if (task.spreads.length !== 1 || !spread.self || spread.counted.length !== 1 || task.attractions.length > 0) {
    return false;
  }
  const domains = domainGroups(capacity, task, spread.domainOf, spread.domains);
  if (!domains) {
    return false;
  }
  const { lost = 0 } = view;
  const groups = view.nodes ? lessThan(domains, view.nodes) : domains;
  const empty = bounds.emptySlots(task);
  const holds = groups.map((sizes) => sizes.reduce((sum, size, group) => sum + size * empty[group], 0));
  return sizes.every(({ replicas, bounds: { maxUnavailable } }) => {
    const standing = maxUnavailable === 0 ? replicas : replicas - 1;
    const isEvery = spread.perRevision || (view.whileOthersMove && maxUnavailable > 0);
    const counted = isEvery ? Array.from({ length: replicas }, (_, made) => made) : [standing];
    const ways = counted.map((pods) => standingWays(pods, holds));
    if (ways.some((each) => each === undefined)) {
      // The domain with the fewest pods is always accepted, and has no more than its share.
      const alike = new Map(groups.map((each) => [each.join(), each]));
      const fewest = Math.floor(standing / groups.length) + 1;
      return (
        !spread.perRevision
        && groups.length >= spread.minDomains
        && [...alike.values()].every((each) => bounds.guaranteed(task, each, fewest + lost) >= fewest + lost)
      );
    }
    const all = ways.flatMap((each) => each!);
    return ways.every((each) => each!.length > 0) && all.every((counts) => {
      const accepting = domainsWithRoom(counts, spread);
      const there = spread.perRevision ? standing : accepting.reduce((sum, domain) => sum + counts[domain], 0);
      const together = groups[0].map((_, group) => accepting.reduce((sum, domain) => sum + groups[domain][group], 0));
      return accepting.length > 0 && bounds.guaranteed(task, together, there + 1 + lost) > there + lost;
    });
  });
}

/** The domains without the nodes that are gone; one domain is taken to lose them, the first of each group. */
function lessThan(groups: number[][], left: number[]): number[][] {
  const missing = left.map((size, group) => groups.reduce((sum, sizes) => sum + sizes[group], 0) - size);
  return groups.map((sizes) => sizes.map((size, group) => {
    const gone = Math.min(size, Math.max(0, missing[group]));
    missing[group] -= gone;
    return size - gone;
  }));
}

/** So many nodes of each group as stand in each domain; undefined where a node the task may use is in none. */
function domainGroups(
  { nodes, groupOf, groups }: Capacity,
  task: Task,
  domainOf: number[],
  domains: number,
): number[][] | undefined {
  const sizes = Array.from({ length: domains }, () => groups.map(() => 0));
  for (let node = 0; node < nodes.length; node++) {
    if (domainOf[node] >= 0) {
      sizes[domainOf[node]][groupOf[node]]++;
    } else if (task.eligible[groupOf[node]]) {
      return undefined;
    }
  }
  return domains === 0 ? undefined : sizes;
}

/** Every way to stand in domains that hold so many; undefined when there are too many to count. */
export function standingWays(pods: number, holds: number[]): number[][] | undefined {
  let ways: number[][] = [[]];
  for (const [domain, most] of holds.entries()) {
    const last = domain === holds.length - 1;
    ways = ways.flatMap((way) => {
      const left = pods - sum(way);
      return last ? left <= most ? [[...way, left]] : []
        : Array.from({ length: Math.min(most, left) + 1 }, (_, count) => [...way, count]);
    });
    if (ways.length > MOST_WAYS) {
      return undefined;
    }
  }
  return ways;
}
