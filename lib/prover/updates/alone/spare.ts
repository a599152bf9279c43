import { Capacity, ClaimUse, SlotBounds, Task } from '../../placement';
import { UpdateBounds } from '../../../kubernetes/arithmetic';
import { mayBeShared } from '../../../manifests';
import { SpareNeeded } from '../words/rollout-plan';
import { decisiveResource } from '../words/missing-resource';

/** More nodes than this are no longer a spare. */
const MOST_NODES = 8;

/**
 * The room that is missing for one more pod beside all others in every placement: with it, a rolling
 * update (maxSurge 1, maxUnavailable 0) finishes without downtime. Counted in further nodes of the
 * largest pool the workload may use. A volume that one node at a time can attach stands in the way of that pod whatever
 * the room, and is named.
 *
 * No such advice is given for a volume that has one writer: two databases on one directory lock each other out.
 */
function spareNeeded(
  capacity: Capacity,
  bounds: SlotBounds,
  task: Task,
  claims: ClaimUse,
): SpareNeeded | undefined {
  const resource = decisiveResource(capacity, task);
  const empty = bounds.emptySlots(task);
  const [group] = capacity.groups
    .filter(({ index }) => empty[index] > 0)
    .sort((one, two) => two.nodes.length - one.nodes.length);
  if (!group || task.most === 0 || (claims.attachment !== 'free' && !mayShareClaims(task))) {
    return undefined;
  }
  const sizes = capacity.groups.map(({ nodes }) => nodes.length);
  const have = bounds.guaranteed(task);
  const claimToShare = claims.attachment === 'free' ? undefined : claims.claimName;
  for (let nodes = 0; nodes <= MOST_NODES; nodes++) {
    const grown = nodes === 0 ? sizes : sizes.map((size, index) => index === group.index ? size + nodes : size);
    if ((nodes === 0 ? have : bounds.guaranteed(task, grown)) > task.most) {
      // Where the pods themselves do not fit, those are missing too.
      const slots = nodes === 0 ? 0 : bounds.cannotHold(task, task.most) ? Math.max(1, task.most + 1 - have) : 1;
      return {
        resource: capacity.resources[resource], units: slots * task.requests[resource], pool: group.nodes[0].pool,
        nodes, claimToShare,
      };
    }
  }
  return undefined;
}

/** The same where it is known what one pod more needs. */
export function spareOf(bounds: SlotBounds, task: Task, { requiredSurge }: UpdateBounds): SpareNeeded | undefined {
  return task.unmodelled.length > 0 || requiredSurge !== undefined
    ? undefined
    : spareNeeded(bounds.capacity, bounds, task, task.claims);
}

function mayShareClaims({ workload }: Task): boolean {
  return workload.pod.inlineDisks.length === 0 && workload.pod.claims.every((claim) => mayBeShared(workload, claim));
}
