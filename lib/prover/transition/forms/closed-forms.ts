import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Capacity, holdsExclusively, kindOf, SlotBounds, Task, ZONE } from '../../placement';
import { heldForEver } from '../../updates';
import { freshAtEnd, missingAtEnd, Mover, oldAtEnd } from '../release/mover';
import { isKept, mayBeOutOfReach, mountsTheSame, placesItsVolumes } from '../release/volumes-of-mover';
import { Release, shapesOf } from '../release/release';
import { mostBesideOneThatWaits, spreadNeverBlocksAtAnEnd, SureSlots } from './spread-at-ends';

/** More old pods of one workload than this are not told apart by number. */
const MOST_OLD = 32;

/** What stands beside a mover where nothing moves any more. */
export interface Beside {
  /** All that move. */
  readonly movers: ReadonlySet<Mover>;
  /** Those of them that are known to be finished there. */
  readonly sure: ReadonlySet<Mover>;
  /** Step T2c counts what stays where it stands, and decides more of what spread and volumes hold at less cost. */
  readonly arePlacesKnown?: boolean;
}

/** Most pods of a task at an end; of those that do not move, as many as when the change begins. */
function mostAtEnd(release: Release, { movers, sure }: Beside, task: Task): number {
  const mover = release.moverOfTask(task);
  if (!mover || !movers.has(mover)) {
    return release.startOf(task);
  }
  // New pods may wait on other nodes for a volume, beside all old ones (step J1).
  const waiting = mover.discipline === 'roll' && !sure.has(mover) ? heldForEver(task) : 0;
  return mover.old === mover.fresh
    ? Math.max(mover.to, oldAtEnd(mover, sure.has(mover))) + waiting
    : mover.fresh === task
      ? freshAtEnd(mover)
      : oldAtEnd(mover, sure.has(mover));
}

/**
 * Steps T2 of docs/explanation/proof.md: whether every end, whatever stands elsewhere, has a slot for the new pod that
 * an unfinished mover would have waiting. `rest` are bounds that count all others as `beside` has them.
 */
export function isSure(release: Release, mover: Mover, beside: Beside, rest: SlotBounds): boolean {
  const kind = kindOfMover(mover);
  if (kind === undefined || beside.sure.has(mover)) {
    return countsSure(release, mover, beside, rest);
  }
  return getOrMake(sureByKind(rest), kind, () => countsSure(release, mover, beside, rest));
}

/** Counted once for movers alike beside the same others. */
const sureByKind = oncePer((_: SlotBounds) => new Map<string, boolean>());

/** The same text for movers whose old and new pods are alike, as many, and replaced in one way. */
function kindOfMover(mover: Mover): string | undefined {
  const { old, fresh, from, to, surge, unavailable, discipline } = mover;
  const [before, after] = [old, fresh].map((task) => (task ? kindOf(task) : 'none'));
  return before === undefined || after === undefined ? undefined
    : [before, old === fresh, after, from, to, surge, unavailable, missingAtEnd(mover), discipline].join('|');
}

function countsSure(release: Release, mover: Mover, beside: Beside, rest: SlotBounds): boolean {
  const { fresh, old, to } = mover;
  if (!fresh || to === 0) {
    return true;
  }
  const { capacity } = release;
  const isLeft = beside.arePlacesKnown === true && (fresh.spreads.length > 0 || mayBeKept(capacity, mover));
  if (isLeft || mover.isBound || !standsFreely(capacity, mover) || release.mayHoldMore(capacity.nodesOf(fresh))) {
    return false;
  }
  const bounds = rest.with(new Map(shapesOf(mover).map((task) => [task, mostAtEnd(release, beside, task)])));
  // Old pods that are gone at an end keep nothing off.
  const besideNone = { ...fresh, repulsions: fresh.repulsions.filter(({ other }) => other !== old) };
  const slots: SureSlots = (stand, nodes) => {
    const sizes = nodes && sizesOn(capacity)(nodes);
    return old !== undefined && rollsToOther(mover)
      ? bounds.with(new Map([[old, stand]])).guaranteed(stand === 0 ? besideNone : fresh, sizes)
      : bounds.guaranteed(mover.discipline === 'recreate' || old === fresh ? besideNone : fresh, sizes);
  };
  return findsRoomEverywhere(capacity, mover, slots, () => release.homesOf(mover) ?? mayHaveBegun(capacity, mover));
}

/**
 * The same where spread, or volumes, may hold new pods back: `begun` are nodes on which pods may have begun whose
 * volumes stay in the zone, and how many of them there. `stood`: nodes of all old pods, where these are known.
 */
export function findsRoomEverywhere(
  capacity: Capacity, mover: Mover, slots: SureSlots, begun: () => ReadonlyMap<number, number>,
  stood?: ReadonlyMap<number, number>,
): boolean {
  if (!mayBeKept(capacity, mover)) {
    return findsRoom(mover, slots) && spreadNeverBlocksAtAnEnd(capacity, mover, slots, stood);
  }
  const zoneOf = (node: number) => capacity.domain(node, ZONE);
  const zones = new Map<string | undefined, number>();
  begun().forEach((pods, node) => zones.set(zoneOf(node), (zones.get(zoneOf(node)) ?? 0) + pods));
  const isFree = mover.fresh!.spreads.length === 0 || mostBesideOneThatWaits(mover) === 0;
  return isFree && !zones.has(undefined) && shapesOf(mover).every(({ claims }) => !claims.staysOnNode)
    && [...zones].every(([zone, pods]) => {
      const nodes = capacity.nodes.flatMap((_, node) => (zoneOf(node) === zone ? [node] : []));
      return findsRoom(ofOneZone(mover, pods), (stand) => slots(stand, nodes));
    });
}

/** Those of a mover whose volumes are in one zone, beside one of which at most all others of that zone stand. */
function ofOneZone(mover: Mover, pods: number): Mover {
  return pods >= mover.to ? mover
    : { ...mover, from: pods, to: pods, unavailable: Math.min(1, mover.unavailable) };
}

/** Nodes on which the first pods may have come that mounted the volumes of a mover: old ones, new ones, or anybody's. */
export function mayHaveBegun(capacity: Capacity, mover: Mover): ReadonlyMap<number, number> {
  const nodes = mountsTheSame(mover) ? shapesOf(mover).flatMap((task) => capacity.nodesOf(task))
    : capacity.nodes.map((_, node) => node);
  return new Map(nodes.map((node) => [node, Infinity]));
}

/** So many nodes of each group as are among some. */
const sizesOn = oncePer(({ groups, groupOf }: Capacity) => oncePer((nodes: readonly number[]) => {
  const sizes = groups.map(() => 0);
  nodes.forEach((node) => { sizes[groupOf[node]]++; });
  return sizes;
}));

function rollsToOther({ old, fresh, discipline }: Mover): boolean {
  return discipline === 'roll' && old !== undefined && old !== fresh;
}

/** Whether no new pod waits at an end: `slots` are those that new pods find where so many old pods stand. */
function findsRoom(mover: Mover, slots: (stand: number) => number): boolean {
  const { fresh, old, to, from, unavailable, discipline } = mover;
  if (rollsToOther(mover)) {
    const most = oldAtEnd(mover, false);
    return most <= MOST_OLD && Array.from({ length: most + 1 }, (_, stand) => stand).every((stand) =>
      slots(stand) >= (stand === 0 ? to : Math.min(to, to - missingAtEnd(mover) - stand + 1)));
  }
  return discipline === 'scale' && old !== fresh
    ? slots(old ? Math.min(from, to) : 0) >= Math.max(0, to - from)
    : slots(0) >= to + (old === fresh && discipline === 'roll' && unavailable === 0 ? 1 : 0);
}

/**
 * Step T2b: whether the room of an old pod that is gone certainly takes a new one, where nothing else comes meanwhile.
 */
export function givesBackItsRoom({ old, fresh, from, to, discipline, unavailable }: Mover): boolean {
  if (!old || !fresh || to > from || discipline === 'scale' || (discipline === 'roll' && unavailable === 0)) {
    return false;
  }
  return [old, fresh].every(({ unmodelled, attractions, spreads, ties, claims, apart, repulsions }) =>
    unmodelled.length + attractions.length + spreads.length + ties.length === 0
    && claims.attachment === 'free'
    && claims.unknown.length === 0
    && !claims.staysOnNode
    && !claims.staysInZone
    && repulsions.length === 0
    && (apart === undefined || (old === fresh && !apart.perRevision)))
    && fresh.requests.every((amount, resource) => amount <= old.requests[resource])
    && old.eligible.every((yes, group) => !yes || fresh.eligible[group]);
}

/** Bounds that count all pods as they may stand at an end. */
export function boundsAtEnd(release: Release, beside: Beside): SlotBounds {
  return new SlotBounds(
    release.capacity, (task) => mostAtEnd(release, beside, task), release.leavingBeside(beside.movers),
  );
}

/** Nothing but room, spread, zones of volumes and what keeps pods apart decides where the new pods may go. */
export function standsFreely(capacity: Capacity, mover: Mover): boolean {
  const { fresh, old, to, discipline, unavailable } = mover;
  const { unmodelled, attractions, ties, claims } = fresh!;
  const mayGoFirst = discipline !== 'roll' || unavailable > 0;
  const isUnheld = old !== undefined && !holdsExclusively(old, fresh!);
  return (
    unmodelled.length + attractions.length === 0
    && ties.every(({ users }) => users.every((user) => user === fresh || user === old))
    && (claims.attachment === 'free' || (to === 1 && (mayGoFirst || isUnheld)))
    && claims.unknown.length === 0
    && !mayBeOutOfReach(capacity, mover)
  );
}

/** Whether volumes keep the new pods somewhere: not those that are made where the first of these come. */
export function mayBeKept(capacity: Capacity, mover: Mover): boolean {
  return !placesItsVolumes(mover) && isKept(capacity, mover);
}
