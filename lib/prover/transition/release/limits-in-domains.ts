import { Capacity, Spread, ZONE } from '../../placement';
import { Mover } from './mover';
import { mountsTheSame } from './volumes-of-mover';
import { shapesOf } from './release';

/** How many pods of a mover the domains of a constraint may hold, of both kinds. */
export interface DomainLimits {
  readonly spread: Spread;
  /** By domain: pods that stood there when the change began, and most at any time. */
  readonly begun: number[];
  readonly most: number[];
}

/**
 * Spread lets a pod come to a domain that holds c of them then only where each of the D domains holds c - k or more, so
 * that c + (D - 1)(c - k) are no more than there are at any time: step T2c of docs/explanation/proof.md. `begun` are
 * the nodes of its old pods. Undefined where pods may come that no constraint of their own counts.
 */
export function limitsInDomains(mover: Mover, begun: ReadonlyMap<number, number>): DomainLimits | undefined {
  const { old, fresh, from, to, discipline, surge } = mover;
  const addsOld = discipline === 'roll' && old !== undefined && old !== fresh && from < to;
  const shapes = shapesOf(mover);
  const spread = addsOld ? undefined : fresh?.spreads.find(({ self, perRevision, counted, domains }) =>
    self && !perRevision && domains > 0 && counted.length === shapes.length
    && counted.every((task) => shapes.includes(task)));
  if (!spread) {
    return undefined;
  }
  const { domainOf, domains, maxSkew } = spread;
  const counts = new Array<number>(domains).fill(0);
  begun.forEach((pods, node) => { counts[domainOf[node]] += domainOf[node] < 0 ? 0 : pods; });
  const all = Math.max(from, to) + (discipline === 'roll' ? surge : 0);
  const coming = Math.floor((all + (domains - 1) * maxSkew) / domains);
  return { spread, begun: counts, most: counts.map((pods) => Math.max(pods, coming)) };
}

/**
 * Most pods of a mover that some nodes may hold, by its node filters, its spread and the zone of its volume; `stay`:
 * old ones do where they stand, and are none of them.
 */
export function mostOnNodes(
  capacity: Capacity, mover: Mover, nodes: readonly number[], begun: ReadonlyMap<number, number>, stay: boolean,
): number {
  const shapes = shapesOf(mover);
  const isUsable = (node: number) =>
    begun.has(node) || shapes.some(({ eligible }) => eligible[capacity.groupOf[node]]);
  const limits = limitsInDomains(mover, begun);
  const isBound = isInOneZone(mover);
  if (!limits && !isBound) {
    return nodes.some(isUsable) ? Infinity : 0;
  }
  const usable = nodes.filter(isUsable);
  if (usable.length === 0 || (isBound && isElsewhere(capacity, usable, begun))) {
    return 0;
  }
  const domains = limits && new Set(usable.map((node) => limits.spread.domainOf[node]));
  return domains === undefined || domains.has(-1) ? Infinity
    : [...domains].reduce((sum, domain) => sum + limits!.most[domain] - (stay ? limits!.begun[domain] : 0), 0);
}

/** Whether old and new pods mount the same volume, which one zone has. */
function isInOneZone(mover: Mover): boolean {
  return mover.fresh?.claims.inOneZone === true && mover.old?.claims.inOneZone === true && mountsTheSame(mover);
}

/** Whether the nodes are for certain in another zone than that where pods stood. */
function isElsewhere(
  capacity: Capacity, nodes: readonly number[], begun: ReadonlyMap<number, number>,
): boolean {
  const zoneOf = (node: number) => capacity.domain(node, ZONE);
  const [home, ...more] = new Set([...begun.keys()].map(zoneOf));
  return home !== undefined && more.length === 0
    && nodes.every((node) => zoneOf(node) !== undefined && zoneOf(node) !== home);
}
