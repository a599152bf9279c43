import { oncePer } from '../../../util/once-per';
import { Cluster } from '../../../cluster';
import { whyCrowdedBeside } from '../../updates';
import { Change } from '../change/change';
import { Release } from '../release/release';

const moversIn = oncePer(({ movers }: Release) => new Map(movers.map((mover) => [mover.change, mover])));

/** Why larger pods may stand in the room of pods of a DaemonSet that wait, where new pods of a change come. */
export function whyCrowded(
  release: Release | undefined, change: Change, cluster: Cluster | undefined,
): string | undefined {
  const mover = release && moversIn(release).get(change);
  return !mover?.fresh || !cluster || mover.to === 0 || (mover.discipline === 'scale' && mover.to <= mover.from)
    ? undefined : whyCrowdedBeside(release!.capacity, cluster, mover.fresh);
}
