import { requiredSurge } from '../../../kubernetes/arithmetic';
import { openNodes, Placement } from '../../placement';
import { Mover, takesBack } from '../needs/movers';

/**
 * Whether it blocks as it does alone: where every other gives back its room, and where its own volume keeps the new
 * pod waiting on another node, which nobody else can mend.
 */
export function blocksAlike(
  { task, bounds }: Mover, others: readonly Mover[], blocking: Placement | undefined,
): boolean {
  const waitsForVolume = task.claims.attachment === 'node' && task.most === 1 && requiredSurge(bounds) > 0
    && blocking !== undefined
    && openNodes(blocking, task).some((node) => blocking.isOpen(task, node) && blocking.count(task, node) === 0);
  return waitsForVolume || (blocking !== undefined && others.every((other) =>
    requiredSurge(other.bounds) === 0 && takesBack(blocking, other.task)));
}
