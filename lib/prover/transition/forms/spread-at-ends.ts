import { Capacity, domainsWithRoom } from '../../placement';
import { standingWays } from '../../updates';
import { Domains } from '../release/domains';
import { limitsInDomains } from '../release/limits-in-domains';
import { freshAtEnd, missingAtEnd, Mover, oldAtEnd } from '../release/mover';
import { shapesOf } from '../release/release';

/** Pods of a mover where nothing moves any more and one new pod waits. */
interface Standing {
  readonly old: number;
  readonly fresh: number;
}

/** Slots of the new kind that are sure on some nodes, or on all, beside so many old pods. */
export type SureSlots = (old: number, nodes?: readonly number[]) => number;

/**
 * Whether topology spread never holds a new pod back for ever, whatever stands elsewhere: of every number of old and
 * new pods that may stand at an end, in every distribution over the domains, those domains that take one more are sure
 * of one slot more than new pods can be there (step T2 of docs/explanation/proof.md). `begun`: nodes on which all old
 * pods are known to have stood.
 */
export function spreadNeverBlocksAtAnEnd(
  capacity: Capacity, mover: Mover, slots: SureSlots, begun?: ReadonlyMap<number, number>,
): boolean {
  const { fresh } = mover;
  const [spread] = fresh!.spreads;
  if (!spread) {
    return true;
  }
  const areOwn = spread.self && spread.counted.every((task) => shapesOf(mover).includes(task));
  const isOutside = capacity.nodesOf(fresh!).some((node) => spread.domainOf[node] < 0);
  if (fresh!.spreads.length > 1 || !areOwn || spread.perRevision || isOutside || spread.domains === 0) {
    return false;
  }
  const domains = Domains.of(spread);
  const anywhere = Array.from({ length: spread.domains }, () => Infinity);
  const limits = begun && limitsInDomains(mover, begun);
  const holds = limits?.spread === spread ? limits.most : anywhere;
  return standingAtEnds(mover).every(({ old, fresh: most }) => {
    const ways = standingWays(old + most, holds);
    if (!ways) {
      // The domain with the fewest pods takes one more, and has no more than its share.
      const share = Math.min(most, Math.floor((old + most) / spread.domains));
      return spread.domains >= spread.minDomains
        && anywhere.every((_, domain) => slots(old, domains.nodes([domain])) > share);
    }
    const needed = new Map<readonly number[], number>();
    for (const counts of ways) {
      const open = domainsWithRoom(counts, spread);
      const there = open.reduce((sum, domain) => sum + counts[domain], 0);
      const nodes = domains.nodes(open);
      needed.set(nodes, Math.max(needed.get(nodes) ?? 0, Math.min(most, there) + 1));
    }
    return [...needed].every(([nodes, pods]) => slots(old, nodes) >= pods);
  });
}

/** Most pods of a mover, of both kinds, that stand where a new one waits for ever (step E). */
export function mostBesideOneThatWaits(mover: Mover): number {
  return Math.max(0, ...standingAtEnds(mover).map(({ old, fresh }) => old + fresh));
}

/** What may stand where a new pod waits; where old and new pods are of one kind, all are counted as new. */
function standingAtEnds(mover: Mover): Standing[] {
  const { old, fresh, to, unavailable, discipline } = mover;
  const upTo = (count: number) => Array.from({ length: Math.max(0, count) }, (_, pods) => pods);
  if (old === fresh || discipline === 'recreate') {
    const most = discipline === 'roll' && unavailable === 0 ? to + 1 : to;
    return upTo(most).map((pods) => ({ old: 0, fresh: pods }));
  }
  // Some of them may stand in no domain.
  const standing = upTo((old ? oldAtEnd(mover, false) : 0) + 1);
  if (discipline === 'scale') {
    return standing.flatMap((stand) => upTo(freshAtEnd(mover)).map((pods) => ({ old: stand, fresh: pods })));
  }
  return standing.flatMap((stand) =>
    upTo(stand === 0 ? to : to - missingAtEnd(mover) - stand + 1).map((pods) => ({ old: stand, fresh: pods })));
}
