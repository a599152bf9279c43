import { shapeOf } from '../open-nodes';
import { rankKey } from '../tasks/priority';
import { Task } from '../tasks/task';

/**
 * The same text for tasks of which every count of room comes out the same: as many pods that ask the same, on the same
 * nodes, and that nothing of others keeps off, draws or ties. Undefined for a task that may be unlike all others.
 */
export function kindOf(task: Task): string | undefined {
  const { attractions, repulsions, ties, claims, unmodelled, refusal, closedBy, ousts, spreads, apart, rank } = task;
  const { unknown, unseenVolumes, placedEarly } = claims;
  const isFree = [attractions, repulsions, ties, unmodelled, unknown, unseenVolumes, placedEarly].every(
    ({ length }) => length === 0,
  ) && closedBy.size + ousts.size === 0
    && claims.attachment === 'free' && !claims.staysOnNode && !claims.staysInZone && refusal === undefined;
  if (!isFree || spreads.some(({ self, counted }) => !self || counted.length > 1)) {
    return undefined;
  }
  const asked = spreads.map(({ topologyKey, maxSkew, minDomains, perRevision, domainOf }) =>
    `${topologyKey} ${maxSkew} ${minDomains} ${perRevision} ${domainOf.join()}`);
  const keptApart = apart ? `${apart.topologyKey} ${apart.perRevision}` : '';
  return [
    shapeOf(task), rankKey(rank), task.least, task.most, keptApart, ...asked,
  ].join('|');
}
