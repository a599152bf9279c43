import { Capacity, Shortage, SlotBounds, Task, ZONE } from '../placement';
import { freshAtEnd, Mover, oldAtEnd } from './mover';
import { Release } from './release';

/** More old pods of one workload than this are not told apart by number. */
const MOST_OLD = 32;

/** What stands beside a mover where nothing moves any more. */
export interface Beside {
  /** All that move. */
  readonly movers: ReadonlySet<Mover>;
  /** Those of them that are known to be finished there. */
  readonly sure: ReadonlySet<Mover>;
}

/** Most pods of a task at an end; of those that do not move, as many as when the change begins. */
function mostAtEnd(release: Release, { movers, sure }: Beside, task: Task): number {
  const mover = release.moverOfTask(task);
  if (!mover || !movers.has(mover)) {
    return release.startOf(task);
  }
  return mover.old === mover.fresh
    ? Math.max(mover.to, oldAtEnd(mover, sure.has(mover)))
    : mover.fresh === task
      ? freshAtEnd(mover)
      : oldAtEnd(mover, sure.has(mover));
}

/**
 * Steps T2 of docs/explanation/proof.md: whether every end, whatever stands elsewhere, has a slot for the new pod that
 * an unfinished mover would have waiting.
 */
export function isSure(release: Release, mover: Mover, beside: Beside, shared?: SlotBounds): boolean {
  const { fresh, old, to, from, unavailable, discipline } = mover;
  if (!fresh || to === 0) {
    return true;
  }
  if (!standsFreely(release.capacity, mover)) {
    return false;
  }
  const rest = (task: Task) => mostAtEnd(release, beside, task);
  const leaving = release.leavingBeside(beside.movers);
  if (old === fresh || old === undefined || discipline !== 'roll') {
    const bounds = shared ?? new SlotBounds(release.capacity, rest, leaving);
    // Old pods that are gone at an end keep nothing off.
    const task =
      discipline === 'recreate' || old === fresh
        ? { ...fresh, repulsions: fresh.repulsions.filter(({ other }) => other !== old) }
        : fresh;
    const most =
      discipline === 'scale'
        ? old === fresh
          ? to
          : Math.max(0, to - from)
        : to + (old === fresh && discipline === 'roll' && unavailable === 0 ? 1 : 0);
    return bounds.guaranteed(task) >= most;
  }
  const most = oldAtEnd(mover, false);
  return (
    most <= MOST_OLD
    && Array.from({ length: most + 1 }, (_, stand) => stand).every((stand) => {
      const bounds = new SlotBounds(release.capacity, (task) => (task === old ? stand : rest(task)), leaving);
      const task =
        stand === 0 ? { ...fresh, repulsions: fresh.repulsions.filter(({ other }) => other !== old) } : fresh;
      return bounds.guaranteed(task) >= (stand === 0 ? to : Math.min(to, to - unavailable - stand + 1));
    })
  );
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

/** The bounds that all movers share whose old pods need not be counted one by one. */
export function boundsAtEnd(release: Release, beside: Beside): SlotBounds {
  return new SlotBounds(
    release.capacity, (task) => mostAtEnd(release, beside, task), release.leavingBeside(beside.movers),
  );
}

/** Nothing but room, and what keeps pods apart, decides where the new pods may go. */
function standsFreely(capacity: Capacity, { fresh, old, to, discipline, unavailable }: Mover): boolean {
  const { unmodelled, attractions, spreads, ties, claims } = fresh!;
  const zones = new Set(capacity.nodesOf(fresh!).map((node) => capacity.domain(node, ZONE)));
  return (
    unmodelled.length + attractions.length + spreads.length === 0
    && ties.every(({ users }) => users.every((user) => user === fresh || user === old))
    && (claims.attachment === 'free' || (to === 1 && (discipline !== 'roll' || unavailable > 0)))
    && claims.unknown.length === 0
    && !claims.staysOnNode
    && (!claims.staysInZone || zones.size <= 1)
  );
}

/** What certainly keeps the new pods of a mover from standing. */
export interface Never {
  readonly shortage: Shortage;
  /** Beside its own old pods, which may not leave before. */
  readonly besideOld: boolean;
}

/**
 * Steps T1: the new pods do not fit beside what certainly stands: pods that do not move, and the mover's own old pods
 * where none may be missing.
 */
export function neverFits(
  release: Release,
  bounds: SlotBounds,
  mover: Mover,
  movers: ReadonlySet<Mover>,
): Never | undefined {
  const { fresh, old, from, to, discipline, unavailable, surge } = mover;
  if (!fresh || to === 0) {
    return undefined;
  }
  const stays = (task: Task): number => {
    const other = release.moverOfTask(task);
    return !other
      ? task.least
      : other === mover
        ? 0
        : !movers.has(other)
          ? other.old === task
            ? other.change.from.least
            : 0
          : other.discipline === 'scale' && other.old === task
            ? Math.min(other.from, other.to)
            : other.old === other.fresh && other.discipline === 'roll'
              ? Math.max(0, Math.min(other.from, other.to) - other.unavailable)
              : 0;
  };
  const gone = release.leavingBeside(movers);
  const all = discipline === 'scale' && old !== fresh ? Math.max(0, to - from) : to;
  const rest = bounds.shortage(fresh, all, {
    others: (task) => (task === old && discipline === 'scale' ? Math.min(from, to) : stays(task)), gone,
  });
  if (rest) {
    return { shortage: rest, besideOld: false };
  }
  const held = discipline === 'roll' && unavailable === 0 && surge > 0 ? Math.min(from, to) : 0;
  const first =
    held === 0
      ? undefined
      : old === fresh
        ? bounds.shortage(fresh, held + 1, { others: stays, gone })
        : bounds.shortage(fresh, 1, { others: (task) => (task === old ? held : stays(task)), gone });
  return first && { shortage: first, besideOld: true };
}
