import { requiredSurge } from '../../../kubernetes/arithmetic';
import { Capacity, mayEvict, mayOutrank, mayPerhapsEvict, SlotBounds, Task } from '../../placement';
import { Attachment } from '../needs/endings';
import { isNeverMadeAgain } from '../steady/lost-pods';
import { Size } from '../needs/size';
import { wanted } from '../needs/update-needs';

/** A workload some pods of which certainly wait, for room that this one may free, and whom it may not evict. */
export function waitingRival(bounds: SlotBounds, task: Task): string | undefined {
  const { capacity } = bounds;
  const rival = capacity.placeable.find(
    (other) =>
      other !== task
      && bounds.standing(other, other.most) < other.most
      && !mayEvict(task.rank, other.rank)
      && other.eligible.some((yes, group) => yes && task.eligible[group]),
  );
  const daemon = capacity.daemons.find(
    ({ shortages, rank }) =>
      !mayEvict(task.rank, rank)
      && shortages.some(
        ({ node, alone, resource }) =>
          !alone && resource !== undefined && task.eligible[capacity.groupOf[capacity.nodes.indexOf(node)]],
      ),
  );
  return (rival ?? daemon)?.workload.manifest.id;
}

/** Pods that come and go beside the task, and that it may not evict. */
export function hasElasticNeighbour(capacity: Capacity, task: Task): boolean {
  return capacity.placeable.some(
    (other) =>
      other !== task
      && other.least !== other.most
      && !mayEvict(task.rank, other.rank)
      && other.eligible.some((yes, group) => yes && task.eligible[group]),
  );
}

/** Pods that it may evict, as far as their classes are known. */
export function perhapsEvicts(capacity: Capacity, task: Task): boolean {
  return capacity.tasks.some((other) => other !== task && mayPerhapsEvict(task.rank, other.rank))
    || capacity.outside.ranks.some((rank) => mayOutrank(task.rank, rank));
}

/** Whose pods the update has evicted, where it needs that. */
export function evictionNote(bounds: SlotBounds, task: Task, sizes: Size[], attachment: Attachment): string[] {
  const { capacity } = bounds;
  const victims = [...capacity.placeable, ...capacity.daemons].filter(
    (other) =>
      mayEvict(task.rank, other.rank)
      && ('nodes' in other
        ? other.nodes.some((node) => task.eligible[capacity.groupOf[node]])
        : other.eligible.some((yes, group) => yes && task.eligible[group])),
  );
  const lost = victims.filter(isNeverMadeAgain).map(({ workload }) => workload.manifest.id);
  const keepsToItsRoom = lost.length === 0 && sizes.every((size) => requiredSurge(size.bounds) === 0);
  if (victims.length === 0 || attachment !== 'free' || keepsToItsRoom) {
    return [];
  }
  const alone = { ...task, rank: { ...task.rank, evicts: false } };
  const names = victims.slice(0, 5).map(({ workload }) => workload.manifest.id).join(', ');
  return sizes.every((size) => bounds.guaranteed(alone, undefined, wanted(size)) >= wanted(size))
    ? []
    : [
        `where no room is free it evicts pods of lower priority: ${names}`,
        ...lost.length > 0 ? [`nobody makes ${lost.slice(0, 5).join(', ')} again`] : [],
      ];
}
