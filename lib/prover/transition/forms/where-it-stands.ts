import { Task } from '../../placement';
import { AS_IT_STANDS, AS_REST_STANDS } from '../../updates';
import { findsRoomEverywhere, mayHaveBegun, standsFreely } from './closed-forms';
import { followsItsVolume, StandingJudgement } from './follows-its-volume';
import { hasOthers, KnownPlaces, Meeting } from './known-places';
import { fewestWanted, Mover } from '../release/mover';
import { mountsTheSame } from '../release/volumes-of-mover';
import { Release } from '../release/release';

const NO_NODE =
  'no node has room for a new pod beside those that stand there now, and none of its own may leave before';

/**
 * Steps T2c to T2e of docs/explanation/proof.md: what comes of the change of a workload where it is known on which
 * nodes pods stand, and all that it meets stay there but for other movers. `rest`: all that it meets while none of
 * these moves. Undefined where nothing is shown.
 */
export function whereItStands(
  release: Release, mover: Mover, meeting: Meeting & { readonly rest: readonly Task[] }, known: KnownPlaces,
): StandingJudgement | undefined {
  if (mover.isBound) {
    return undefined;
  }
  const counted = byCounting(release, mover, meeting, known);
  if (counted) {
    return counted === 'proven' ? provenAt(meeting, mover) : { verdict: counted, witness: [NO_NODE] };
  }
  const held = followsItsVolume(release, mover, meeting.rest, known);
  // What may go either way by itself may go first; else others may make room for it, or take it.
  return !hasOthers(meeting, mover) || held?.verdict === 'possible' || held?.wherever ? held : undefined;
}

/** What is said of a mover that finishes in every end. */
export function provenAt(meeting: Pick<Meeting, 'movers'>, mover: Mover): StandingJudgement {
  return { verdict: 'proven', witness: [hasOthers(meeting, mover) ? AS_REST_STANDS : AS_IT_STANDS] };
}

/** Whether a mover finishes in every end, by steps T2c and T2d. */
export function isSureWhereItStands(release: Release, mover: Mover, meeting: Meeting, known: KnownPlaces): boolean {
  return !mover.isBound && byCounting(release, mover, meeting, known) === 'proven';
}

/** Steps T2c and T2d. */
function byCounting(
  release: Release, mover: Mover, meeting: Meeting, known: KnownPlaces,
): 'proven' | 'impossible' | undefined {
  const { fresh, old, to, from, surge, unavailable, discipline } = mover;
  const { capacity } = release;
  const slots = fresh && to > 0 && standsFreely(capacity, mover) ? known.slotsOf(mover, meeting) : undefined;
  if (!slots) {
    return undefined;
  }
  // Further volumes may have been made elsewhere before.
  const begun = () => release.homesOf(mover)
    ?? (old && to <= from && mountsTheSame(mover) ? known.podsOf(old) : mayHaveBegun(capacity, mover));
  if (findsRoomEverywhere(capacity, mover, slots, begun, known.begunOf(mover))) {
    return 'proven';
  }
  const isFixed = from === to && fewestWanted(mover.change) === from;
  const keepsAll = old !== undefined && discipline === 'roll' && surge > 0 && unavailable === 0 && isFixed;
  return keepsAll && !hasOthers(meeting, mover) && slots(from) <= (old === fresh ? from : 0)
    ? 'impossible' : undefined;
}
