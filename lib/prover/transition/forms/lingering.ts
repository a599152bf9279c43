import { Daemon, mayEvict } from '../../placement';
import { Judgement, waitersText } from '../../updates';
import { missingBefore, Mover } from '../release/mover';
import { Release } from '../release/release';
import { findsRoomAtOnce } from './wait-for-others';

/**
 * What is proven beside others that change, unless old pods of one of them wait for a node, come to what is freed
 * meanwhile, and stay there because their successors never become ready (kubernetes
 * pkg/controller/deployment/rolling.go `cleanupUnhealthyReplicas` stops no more of them than may be missing; of a
 * StatefulSet, pods of higher ordinals go first). Those that ask the same as the new ones are counted with these.
 */
export function unlessOldOnesCome(release: Release, about: Mover | Daemon, judged: Judgement): Judgement {
  if (judged.verdict !== 'proven') {
    return judged;
  }
  const comer = release.movers.find((mover) => mayLinger(mover) && mayMeet(release, about, mover));
  const isSure = comer !== undefined && 'change' in about && findsRoomAtOnce(release, about);
  return comer === undefined || isSure ? judged : { verdict: 'unknown', witness: [waitersText(comer.name)] };
}

function mayLinger({ change, old, fresh, discipline, unavailable }: Mover): boolean {
  const goAtOnce = change.after?.kind === 'StatefulSet' ? 0 : unavailable;
  return old !== undefined && old !== fresh && discipline === 'roll' && missingBefore(change) > goAtOnce;
}

/** Its own pods free no room for others of them that wait. */
function mayMeet({ capacity, movers }: Release, about: Mover | Daemon, { change, old }: Mover): boolean {
  const isMover = 'change' in about;
  const nodes = isMover ? about.fresh ? capacity.nodesOf(about.fresh) : [] : about.nodes;
  const rank = isMover ? about.fresh?.rank : about.rank;
  return nodes.some((node) => old!.eligible[capacity.groupOf[node]])
    && (rank === undefined || !mayEvict(rank, old!.rank))
    && (!isMover || about.change !== change || movers.length > 1);
}
