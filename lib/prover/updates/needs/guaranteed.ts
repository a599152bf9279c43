import { HOSTNAME, SlotBounds, Task, ZONE } from '../../placement';
import { Attachment } from './endings';
import { Size } from './size';
import { spreadNeverBlocks, SpreadView } from './spread';
import { isTied, openClaims, openGroups, wanted } from './update-needs';

/** Whether every placement of the others leaves room for the update; false proves nothing. */
export function isGuaranteed(
  bounds: SlotBounds, task: Task, sizes: Size[], attachment: Attachment, view: SpreadView = {},
): boolean {
  if (task.unmodelled.length + openClaims(task).length + openGroups(task, sizes).length > 0) {
    return false;
  }
  const home = task.ties.some(({ topologyKey, users }) => users.length > 1 || topologyKey !== HOSTNAME)
    ? undefined
    : task.attractions.length === 0
      ? ''
      : task.attractions.length === 1 && task.attractions[0].self
        ? task.attractions[0].topologyKey
        : undefined;
  if (home === undefined || (home !== '' && (task.attractions[0].targets.length > 1 || task.spreads.length > 0))) {
    return false;
  }
  if (home !== '') {
    const tight = attachment === 'pod' || (attachment === 'node' && home !== HOSTNAME);
    return !tight && isGuaranteedInEach(bounds, task, sizes, home);
  }
  if (task.claims.staysOnNode || (task.claims.staysInZone && !isGuaranteedInEachZone(bounds, task))) {
    return false;
  }
  return !isTied(sizes, attachment) && holdsAll(bounds, task, sizes)
    && (task.spreads.length === 0 || spreadNeverBlocks(bounds.capacity, bounds, task, sizes, view));
}

/**
 * Pods that their volumes keep in their zones: each zone must be sure to hold as many as may have begun there, before
 * the pod of a DaemonSet that keeps them off came.
 */
export function isGuaranteedInEachZone(bounds: SlotBounds, task: Task): boolean {
  const empty = bounds.emptySlots(task);
  const zones = [...bounds.domainSizes(ZONE).values()];
  return zones.length <= 1 || (task.closedBy.size === 0 && zones.every((zone) => {
    const most = zone.reduce((sum, nodes, group) => sum + nodes * empty[group], 0);
    return bounds.guaranteed(task, zone, Math.min(task.most, most)) >= Math.min(task.most, most);
  }));
}

/**
 * Pods that their own affinity keeps in one domain: each domain that could hold them must be sure to hold one more.
 */
function isGuaranteedInEach(bounds: SlotBounds, task: Task, sizes: Size[], topologyKey: string): boolean {
  const empty = bounds.emptySlots(task);
  return [...bounds.domainSizes(topologyKey).values()].every((domain) => {
    const most = domain.reduce((sum, nodes, group) => sum + nodes * empty[group], 0);
    return most === 0 || holdsAll(bounds, task, sizes, domain);
  });
}

/** Whether all pods that must stand at one time are sure of a slot; counting aims at just as many. */
function holdsAll(bounds: SlotBounds, task: Task, sizes: Size[], inside?: number[]): boolean {
  return sizes.every((size) => bounds.guaranteed(task, inside, wanted(size)) >= wanted(size));
}
