import { oncePer } from '../../../util/once-per';
import { Capacity, Daemon, holdsExclusively, mayOutrank, Shortage, SlotBounds, Task } from '../../placement';
import { mayBeOusted } from '../release/evictor';
import { fewestWanted, isOrdered, Mover } from '../release/mover';
import { Release } from '../release/release';

/** Bounds of all that stands there, counted once for all movers. */
export const slotBoundsOf = oncePer((capacity: Capacity) => new SlotBounds(capacity));

/** What certainly keeps the new pods of a mover from standing. */
export interface Never {
  readonly shortage: Shortage;
  /** Beside its own old pods, which may not leave before. */
  readonly besideOld: boolean;
  /** They may only be where this claim is. */
  readonly claim?: string;
}

/**
 * Whether old pods of a StatefulSet that makes its pods in order never all run, and are replaced only when they do
 * (kubernetes pkg/controller/statefulset/stateful_set_control.go `processReplica`).
 */
export function waitsInOrder(bounds: SlotBounds, mover: Mover): boolean {
  const { old, from, to, discipline, change: { before } } = mover;
  const isReplaced = discipline === 'roll' && isOrdered(mover) && before?.waitsFor === undefined;
  return isReplaced && old !== undefined && old !== mover.fresh
    && bounds.shortage(old, Math.min(from, to), { others: () => 0, but: new Map([[old, 0]]) }) !== undefined;
}

/** Fewest pods of each task that stand throughout, while some move and all others run as before. */
export function keptBeside(release: Release, movers: ReadonlySet<Mover>): (task: Task) => number {
  const isOusted = mayBeOusted(movers);
  return (task) => {
    const mover = release.moverOfTask(task);
    return isOusted(task) ? 0 : !mover
      ? task.least
      : !movers.has(mover)
        ? mover.old === task
          ? mover.change.from.least
          : 0
        : mover.discipline === 'scale' && mover.old === task
          ? fewestWanted(mover.change)
          : mover.old === mover.fresh && mover.discipline === 'roll'
            ? Math.max(0, fewestWanted(mover.change) - mover.unavailable)
            : 0;
  };
}

/**
 * Steps T1: the new pods do not fit beside what certainly stands: `others` that stay, and the mover's own old pods
 * where none may be missing and nobody may remove them. `gone` are DaemonSets that may leave.
 */
export function neverFits(
  bounds: SlotBounds, { fresh, old, from, to: most, discipline, unavailable, surge, change }: Mover,
  others: (task: Task) => number, gone: readonly Daemon[], isOusted: (task: Task) => boolean,
): Never | undefined {
  // An autoscaler may leave it at its fewest; of pods that come and go none are sure.
  const to = change.to.least > 0 ? Math.min(most, change.to.least) : most;
  if (!fresh || to === 0) {
    return undefined;
  }
  const beside = (pods: number) =>
    ({ others, gone, but: new Map([[fresh, 0], ...(old ? [[old, pods] as const] : [])]) });
  const all = discipline === 'scale' && old !== fresh ? Math.max(0, to - from) : to;
  const { attachment, claimName } = fresh.claims;
  const onOneNode = attachment === 'pod' ? 1 : attachment === 'node' ? bounds.mostOnOneNode(fresh) : Infinity;
  if (to > onOneNode) {
    return { shortage: { asked: to, offered: onOneNode }, besideOld: false, claim: claimName };
  }
  // Old pods may stand where no new one can, and even out the spread until the last one has gone.
  const isEvened = old !== undefined && old !== fresh && fresh.spreads.some(({ counted }) => counted.includes(old));
  const asked = isEvened ? { ...fresh, spreads: [] } : fresh;
  const rest = bounds.shortage(asked, all, beside(discipline === 'scale' ? Math.min(from, to) : 0));
  if (rest) {
    return { shortage: rest, besideOld: false };
  }
  const isHeld = discipline === 'roll' && unavailable === 0 && surge > 0 && old !== undefined && !isOusted(old);
  const held = isHeld ? Math.min(from, to, fewestWanted(change)) : 0;
  // A pod that waits for a claim of one pod has its holder removed, if that is of a lower priority (kubernetes
  // pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go `RemovePod`).
  if (held > 0 && attachment === 'pod' && holdsExclusively(old, fresh) && !mayOutrank(fresh.rank, old!.rank)) {
    return { shortage: { asked: held + 1, offered: 1 }, besideOld: true, claim: claimName };
  }
  // Constraints of one revision do not hold between old and new pods.
  const spreads = asked.spreads.filter(({ perRevision }) => !perRevision);
  const ofBoth = { ...asked, spreads, apart: asked.apart?.perRevision ? undefined : asked.apart };
  const first =
    held === 0
      ? undefined
      : old === fresh
        ? bounds.shortage(ofBoth, held + 1, beside(0))
        : bounds.shortage(asked, 1, beside(held));
  return first && { shortage: first, besideOld: true };
}

/** Whether its new pods have no place if nothing else stood on any node: then it is no matter who waits, or leaves. */
export function neverByItself(capacity: Capacity, mover: Mover): Never | undefined {
  return mover.discipline !== 'scale' || mover.from === 0
    ? neverFits(slotBoundsOf(capacity), mover, () => 0, capacity.daemons, () => true) : undefined;
}
