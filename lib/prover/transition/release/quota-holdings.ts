import { missingAtEnd, Mover } from './mover';

/** Most of a resource that old and new pods of a mover may take at one time, those that wait included. */
export function mostTaken({ discipline, change, from, to, surge }: Mover, old: number, fresh: number): number {
  if (discipline === 'scale') {
    return Math.max(from * old, Math.min(from, to) * old + Math.max(0, to - from) * fresh);
  }
  if (discipline === 'recreate') {
    return Math.max(from * old, to * fresh);
  }
  // A Deployment that also grows first has more pods of the old kind.
  const mostOld = change.after?.kind === 'Deployment' && from > 0 ? Math.max(from, to) : from;
  const beside = (pods: number) => pods * old + Math.max(0, Math.min(to, to + surge - pods)) * fresh;
  // Linear between these.
  return Math.max(beside(0), beside(Math.min(mostOld, surge)), beside(Math.min(mostOld, to + surge)), beside(mostOld));
}

/**
 * Most of a resource that pods of a mover hold that a quota refuses for ever, where all that exist run; undefined where
 * that is not counted.
 */
export function heldUnfinished(mover: Mover, old: number, fresh: number): number | undefined {
  const { discipline, from, to, change } = mover;
  if (discipline === 'recreate' || from === 0) {
    return (to - 1) * fresh;
  }
  if (discipline === 'scale') {
    return Math.min(from, to) * old + Math.max(0, to - from - 1) * fresh;
  }
  if (from !== to || change.to.least !== change.to.most || change.from.least !== change.from.most) {
    return undefined;
  }
  const standing = to - missingAtEnd(mover);
  const mixed = standing > 0 ? Math.max(standing * old, old + (standing - 1) * fresh) : 0;
  return Math.max(mixed, (to - 1) * fresh);
}

/** Most that a mover holds where nothing moves any more; with `isSure` it is finished there unless a quota refuses it. */
export function mostAtEnd(mover: Mover, old: number, fresh: number, isSure: boolean): number {
  const { discipline, from, to } = mover;
  if (discipline === 'recreate' || from === 0) {
    return to * fresh;
  }
  if (discipline === 'scale') {
    return Math.min(from, to) * old + Math.max(0, to - from) * fresh;
  }
  const held = isSure ? heldUnfinished(mover, old, fresh) : undefined;
  return held === undefined ? mostTaken(mover, old, fresh) : Math.max(held, to * fresh);
}
