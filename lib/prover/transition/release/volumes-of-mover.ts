import { Workload } from '../../../manifests';
import { Capacity, ClaimUse, ZONE } from '../../placement';
import { isKeptByVolumes } from '../../updates';
import { Mover } from './mover';

/**
 * Whether a volume that new pods mount, and old ones do not, may be made where none of them may go: in some zone before
 * any has a place.
 */
export function mayBeOutOfReach(capacity: Capacity, { change: { before }, fresh, from, to }: Mover): boolean {
  if (fresh === undefined || fresh.claims.placedEarly.length === 0) {
    return false;
  }
  const { pod: { claims = [] } = {}, claimTemplates = [] } = before ?? {};
  const mounted = new Set([
    ...claims.map(({ claimName }) => claimName), ...to > from ? [] : claimTemplates.map(({ name }) => name),
  ]);
  return fresh.claims.placedEarly.some((claim) => !mounted.has(claim))
    && new Set(capacity.nodes.map((_, node) => capacity.domain(node, ZONE))).size > 1;
}

/** Whether new pods mount the claims that old ones do, and no others: their volumes are where old pods stand. */
export function mountsTheSame({ change: { before, after } }: Mover): boolean {
  const [old, fresh] = [before, after].map((workload) => volumesOf(workload).sort().join('/'));
  return before !== undefined && old === fresh;
}

function volumesOf(workload: Workload | undefined): string[] {
  return [
    ...workload?.pod.claims.map(({ claimName }) => claimName) ?? [],
    ...workload?.claimTemplates.map(({ name }) => name) ?? [],
  ];
}

/**
 * Whether volumes may keep the new pods on some of their nodes, or off all: those that old pods mount are where these
 * stand, which the new ones may not use.
 */
export function isKept(capacity: Capacity, { old, fresh, change: { before, after } }: Mover): boolean {
  const known = new Set(volumesOf(before));
  const shapes = [fresh, volumesOf(after).some((volume) => known.has(volume)) ? old : undefined];
  return fresh !== undefined && isKeptByVolumes(capacity, fresh, shapes.flatMap((task) => task ?? []));
}

/** Whether each volume of a claim is made where its first pod comes, and none before, nor bound to one that is there. */
export function areMadeWherePodsCome({
  unseenVolumes, placedEarly, refusals, unprovided, perhapsZonal,
}: ClaimUse): boolean {
  return [unseenVolumes, placedEarly, refusals, unprovided, perhapsZonal].every(({ length }) => length === 0);
}

/** Whether its only new pod is the first that its volumes see, and these are made where it comes. */
export function placesItsVolumes({ change, fresh }: Mover): boolean {
  return change.placesItsVolumes && fresh !== undefined && areMadeWherePodsCome(fresh.claims);
}
