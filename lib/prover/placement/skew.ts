import { Spread, Task } from './tasks/task';

/** What is asked of a placement. */
interface Placed {
  /** By task: pods by node. */
  readonly places: readonly ReadonlyMap<number, number>[];
  readonly capacity: { domain(node: number, topologyKey: string): string | undefined };
}

/** Pods in each domain of a spread constraint that it counts. */
export function domainCounts({ places }: Placed, { counted, domainOf, domains }: Spread): number[] {
  const counts = new Array<number>(domains).fill(0);
  for (const { index } of counted) {
    for (const [node, pods] of places[index]) {
      if (domainOf[node] >= 0) {
        counts[domainOf[node]] += pods;
      }
    }
  }
  return counts;
}

/** The least count that skew is measured against: none where there are fewer domains than `minDomains`. */
export function globalMinimum(counts: number[], { minDomains }: Spread): number {
  return counts.length < minDomains ? 0 : Math.min(...counts);
}

/** Domains that take one more of the pods that a constraint counts, where so many of them stand in each. */
export function domainsWithRoom(counts: number[], spread: Spread): number[] {
  const least = globalMinimum(counts, spread);
  return counts.flatMap((pods, domain) => (pods + 1 - least <= spread.maxSkew ? [domain] : []));
}

/**
 * Whether a constraint lets one more pod onto a node (podtopologyspread/filtering.go `Filter`). A node that lacks the
 * label is refused; one that is not counted has no pods in its domain.
 */
export function skewAllows(placement: Placed, spread: Spread, node: number): boolean {
  return skewView(placement, spread)(node);
}

/** The same for many nodes, as long as no pod comes or goes. */
export function skewView(placement: Placed, spread: Spread): (node: number) => boolean {
  const { domainOf, self, maxSkew, topologyKey } = spread;
  const counts = domainCounts(placement, spread);
  const most = maxSkew + globalMinimum(counts, spread) - (self ? 1 : 0);
  return (node) => placement.capacity.domain(node, topologyKey) !== undefined
    && (domainOf[node] >= 0 ? counts[domainOf[node]] : 0) <= most;
}

/** Whether pods that came one by one can stand like this: no domain holds more than the skew above the least. */
export function skewHolds(placement: Placed, spread: Spread): boolean {
  const counts = domainCounts(placement, spread);
  return !spread.self || Math.max(...counts) - globalMinimum(counts, spread) <= spread.maxSkew;
}

/** Whether spread lets the pods of the task stand anywhere, whoever else stands: a single one is never uneven. */
export function isNeverUneven({ spreads, most }: Task): boolean {
  return spreads.every(({ self, counted }) => self && counted.length === 1 && most === 1);
}
