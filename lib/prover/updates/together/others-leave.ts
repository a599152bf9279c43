import { requiredSurge } from '../../../kubernetes/arithmetic';
import { copyOf, Placement, Task } from '../../placement';
import { endingsFrom } from '../alone/evidence';
import { Size } from '../needs/size';
import { Mover } from '../needs/movers';

/**
 * Whether the update of a workload finishes when all others first stop what they may and wait until it is through: step
 * J10 of docs/explanation/proof.md.
 */
export function finishesWhenOthersLeave(start: Placement, task: Task, sizes: Size[], others: Mover[]): boolean {
  // The new pod has to come to the node of the old one: room elsewhere does not help.
  if (task.claims.attachment === 'node' && sizes.some(({ bounds }) => requiredSurge(bounds) > 0)) {
    return false;
  }
  const left = copyOf(start);
  for (const { task: other, bounds } of others) {
    let stops = bounds.recreate ? Infinity : bounds.maxUnavailable;
    for (const [node, pods] of [...left.places[other.index]]) {
      const gone = Math.min(pods, stops);
      stops -= gone;
      if (gone > 0) {
        left.add(other, node, -gone);
      }
    }
  }
  return endingsFrom(left, task, sizes, task.claims.attachment)?.finishes ?? false;
}
