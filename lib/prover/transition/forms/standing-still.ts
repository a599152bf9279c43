import { sum } from '../../../kubernetes/sum';
import { Workload } from '../../../manifests';
import { mayOutrank, Rank } from '../../placement';
import { KnownPlaces } from './known-places';
import { Release } from '../release/release';

/**
 * Whether all pods of others than a workload, of this rank, stand where they are known to, and neither come, go nor
 * evict, nor are evicted.
 */
export function othersStandStill(release: Release, workload: Workload, rank: Rank): boolean {
  const { capacity, movers } = release;
  const known = KnownPlaces.of(release);
  const daemons = capacity.daemons.filter((each) => each.workload !== workload);
  const own = release.moverOf(workload);
  const tasks = capacity.tasks.filter((task) => task.workload !== workload && task !== own?.old);
  return movers.every((mover) => mover === own)
    && [...tasks, ...daemons].every((each) => !mayOutrank(each.rank, rank) && !mayOutrank(rank, each.rank))
    && tasks.every((task) => task.least === task.most && sum(known.podsOf(task).values()) === task.most
      && task.closedBy.size === 0)
    && daemons.every((each) => each.shortages.length === 0
      && ['unchanged', 'left'].includes(release.changeOf(each.workload)?.kind ?? 'left'));
}

/** What all others than a workload leave of a node. */
export function roomBeside(release: Release, workload: Workload, node: number): Float64Array {
  const { capacity } = release;
  const known = KnownPlaces.of(release);
  const own = release.moverOf(workload);
  const daemon = capacity.daemonOf(workload);
  const tasks = capacity.tasks.filter((task) => task.workload !== workload && task !== own?.old);
  return capacity.room[node].map((amount, resource) => amount +
    (daemon?.nodes.includes(node) ? daemon.requests[resource] : 0)
    - sum(tasks.map((task) => (known.podsOf(task).get(node) ?? 0) * task.requests[resource])));
}
