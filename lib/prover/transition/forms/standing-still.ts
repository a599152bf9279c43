import { sum } from '../../../util/sum';
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
