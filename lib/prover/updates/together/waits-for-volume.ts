import { requiredSurge } from '../../../kubernetes/arithmetic';
import { Capacity, HOSTNAME, Placement, Task, ZONE } from '../../placement';
import { Mover } from '../needs/movers';

/** Whether volumes let a pod of the task go from one node to another. */
export function mayGoWithItsVolume(capacity: Capacity, { claims }: Task, from: number, to: number): boolean {
  return from === to || (!claims.staysOnNode
    && (!claims.staysInZone || capacity.domain(from, ZONE) === capacity.domain(to, ZONE)));
}

/** Whether its new pod may be sent to another node and wait there for the volume, for ever. */
export function mayWaitForItsVolume(capacity: Capacity, { task, bounds }: Mover): boolean {
  const { claims, most, apart, repulsions, ties } = task;
  return requiredSurge(bounds) > 0 && claims.attachment === 'node' && claims.unknown.length === 0 && most === 1
    && !claims.staysOnNode && repulsions.length === 0
    && (apart === undefined || apart.topologyKey === HOSTNAME)
    && ties.every(({ users }) => users.length === 1) && isSpreadOverOneDomain(capacity, task);
}

/** Whether spread keeps its pods off no node: there is one domain, and only they are counted. */
function isSpreadOverOneDomain(capacity: Capacity, task: Task): boolean {
  return task.spreads.every(({ self, counted, domains, minDomains, domainOf }) =>
    self && counted.length === 1 && domains === 1 && minDomains <= 1
    && capacity.nodesOf(task).every((node) => domainOf[node] === 0));
}

/** Nodes on which a new pod may come to wait while the old one stands: the scheduler does not look at that volume. */
export function nodesToWaitOn(placement: Placement, task: Task): number[] {
  const { capacity } = placement;
  const [home] = placement.places[task.index].keys();
  return capacity.nodesOf(task).filter((node) => node !== home && placement.slotsByRoom(task, node) > 0
    && mayGoWithItsVolume(capacity, task, home, node));
}
