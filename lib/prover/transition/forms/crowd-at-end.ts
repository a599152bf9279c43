import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { askedInWords, Task } from '../../placement';
import { heldForEver } from '../../updates';
import { Crowd } from './least-open';
import { Mover } from '../release/mover';
import { shapesOf } from '../release/release';

/**
 * Pods of a mover that may stand anywhere at an end: no more than are wanted, and those that wait (step E). `stay`: its
 * old pods do where they stand, and are none of them. `isSure`: it is finished there.
 */
export function crowdAtEnd(mover: Mover, stay: boolean, isSure: boolean): Crowd {
  const shapes = isSure && mover.fresh && mover.discipline !== 'scale' ? [mover.fresh] : shapesOf(mover);
  const waiting = isSure ? 0 : Math.max(...shapes.map(heldForEver));
  return {
    pods: mover.to - (stay ? mover.from : 0) + waiting, shapes: shapes.map(({ requests }) => requests),
  };
}

/**
 * Most slots that a crowd takes away: one pod takes so many as its largest request in terms of what is asked for, and
 * no more than a node has.
 */
export function slotsTakenBy({ pods, shapes }: Crowd, fresh: Task, roomiest: number): number {
  const each = shapes.map((requests) => Math.min(roomiest, fresh.requests.reduce((most, amount, resource) =>
    amount > 0 ? Math.max(most, Math.ceil(requests[resource] / amount)) : most, 0)));
  return pods * Math.max(...each);
}

/** Crowds with those of the same shapes as one: one of fewer than no pods takes away from the others. */
export function alikeTogether(crowds: readonly Crowd[]): Crowd[] {
  const alike = new Map<string, { pods: number; readonly shapes: Crowd['shapes'] }>();
  for (const { pods, shapes } of crowds) {
    getOrMake(alike, shapesInWords(shapes), () => ({ pods: 0, shapes })).pods += pods;
  }
  return [...alike.values()].filter(({ pods }) => pods > 0);
}

const shapesInWords = oncePer((shapes: Crowd['shapes']) => [...new Set(shapes.map(askedInWords))].sort().join(' '));
