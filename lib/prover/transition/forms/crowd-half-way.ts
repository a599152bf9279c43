import { HalfWay } from './counted-half-way';
import { Crowd } from './least-open';
import { shapesOfFormer } from '../release/former-pods';

/**
 * Pods of a mover half way that may stand anywhere at an end (step I5 of docs/explanation/proof.md): each old one that
 * is left, or a new one in its place, and those that are wanted besides.
 */
export function crowdsHalfWay({ change: { halfWay }, fresh: { requests }, to, former }: HalfWay): readonly Crowd[] {
  const shapes = shapesOfFormer(former);
  // Each ReplicaSet grows first where more pods are wanted.
  return halfWay!.growsNone ? [
    ...shapes.map((shape) => ({ pods: 1, shapes: [shape, requests] })),
    { pods: Math.max(0, to - shapes.length), shapes: [requests] },
  ] : [{ pods: Math.max(to, shapes.length), shapes: [...shapes, requests] }];
}
