import { REVISION_LABELS } from '../../../kubernetes/well-known-labels';
import { Task } from '../../placement';
import { FormerPod } from '../change/half-way-pods';
import { HalfWay } from './counted-half-way';
import { findsRoomInEveryEnd, withoutOwn } from './half-way';
import { KnownPlaces } from './known-places';
import { Mover } from '../release/mover';
import { Release } from '../release/release';
import { isSureWhereItStands } from './where-it-stands';

/** Movers that meet, some of them half way, and all that does. */
interface Met {
  readonly movers: readonly Mover[];
  readonly tasks: readonly Task[];
}

/**
 * Step I5 of docs/explanation/proof.md: movers that are finished in every end, where some of those that meet are half
 * way; none where not all of these are counted by themselves. `isThrough`: whether one that finds room is finished.
 */
export function sureAmongHalfWay(
  release: Release, { movers, tasks }: Met, known: KnownPlaces, isThrough: (mover: Mover) => boolean,
): ReadonlySet<Mover> {
  const halfWay = new Map(movers.filter(({ change }) => change.held === 'some').map((mover) => {
    const itself = known.countedHalfWay(mover);
    return [mover, itself && meetsLikeNew(itself) ? itself : undefined];
  }));
  const sure = new Set<Mover>();
  if (halfWay.size === 0 || movers.length === 1 || [...halfWay.values()].includes(undefined)) {
    return sure;
  }
  const isSure = (mover: Mover, through: ReadonlySet<Mover>): boolean => {
    const itself = halfWay.get(mover);
    if (!itself) {
      return isSureWhereItStands(release, mover, { tasks, movers, through }, known);
    }
    const others = movers.filter((each) => each !== mover);
    const slots = known.slotsOf(itself, { tasks: withoutOwn(tasks, mover), movers: others, through });
    return slots !== undefined && findsRoomInEveryEnd(itself, slots);
  };
  for (let size = -1; size < sure.size;) {
    size = sure.size;
    const through = new Set([...sure].filter(isThrough));
    movers.filter((mover) => !sure.has(mover) && isSure(mover, through)).forEach((mover) => sure.add(mover));
  }
  return sure;
}

/** Labels that controllers write besides those of the template, and the API server (PodTopologyLabels). */
const OF_CONTROLLERS = /^(?:statefulset|apps|topology)\.kubernetes\.io\//;

/** Whether others meet its pods of former templates as they meet the new ones, but for the room that these take. */
function meetsLikeNew({ change: { halfWay }, fresh: { workload: { pod } } }: HalfWay): boolean {
  return halfWay!.former.every(({ pod: old }) => old.antiAffinity.length + old.hostPorts.length === 0
    && labelsOf(old) === labelsOf(pod) && volumesOf(old) === volumesOf(pod));
}

function labelsOf({ labels }: FormerPod['pod']): string {
  return JSON.stringify([...labels].filter(([key]) =>
    !REVISION_LABELS.includes(key) && !OF_CONTROLLERS.test(key)).sort());
}

function volumesOf({ claims, ephemeralClaims, inlineDisks, nodeDisks }: FormerPod['pod']): string {
  return JSON.stringify([claims, ephemeralClaims, inlineDisks, nodeDisks]);
}
