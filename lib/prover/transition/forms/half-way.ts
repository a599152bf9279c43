import { plural } from '../../../util/plural';
import { slotsIn, Task } from '../../placement';
import { AS_IT_STANDS, Judgement } from '../../updates';
import { countedByThemselves, HalfWay, noDaemonLeaves } from './counted-half-way';
import { mostOf } from '../release/former-pods';
import { KnownPlaces } from './known-places';
import { Mover } from '../release/mover';
import { Release } from '../release/release';
import { SureSlots } from './spread-at-ends';

const NO_NODE = 'no node has room for a new pod beside those that stand there now';

/**
 * Step I2 of docs/explanation/proof.md: what comes of the change of a Deployment or StatefulSet whose pods are of
 * several templates, each of which the snapshot shows, while all others that they meet (`tasks`) stay where they stand.
 * Undefined where nothing is shown.
 */
export function judgeHalfWay(
  release: Release, mover: Mover, tasks: readonly Task[], known: KnownPlaces,
): Judgement | undefined {
  const isStill = noDaemonLeaves(release);
  const itself = countedByThemselves(release.capacity, mover, {
    roomOf: (node) => isStill ? known.roomBeside(mover.fresh!.workload, node) : release.capacity.room[node], isStill,
  });
  const slots = itself && known.slotsOf(itself, { tasks: withoutOwn(tasks, mover), movers: [] });
  if (!itself || !slots) {
    return undefined;
  }
  if (findsRoomInEveryEnd(itself, slots)) {
    return { verdict: 'proven', witness: [AS_IT_STANDS] };
  }
  const { change: { from, after }, discipline, to, unavailable, surge } = itself;
  const isSameNumber = from.most === to;
  const isSet = after!.kind === 'StatefulSet';
  const { isStuck, isCounted } = newOnes(release, itself, known);
  const room = slots(0);
  if (isCounted && room < to) {
    const beside = 'beside those of others, where they stand now';
    const witness = [`the nodes have room for ${room} of ${plural(to, 'new pod')} ${beside}`];
    return { verdict: 'impossible', witness };
  }
  return discipline === 'roll' && isSameNumber && isStuck && !isSet ? {
    verdict: 'impossible',
    witness: [
      NO_NODE,
      `no more of these may leave before a new one is ready (maxSurge ${surge}, maxUnavailable ${unavailable})`,
    ],
  } : undefined;
}

/** Those that are of others. */
export function withoutOwn(tasks: readonly Task[], { old, fresh }: Mover): readonly Task[] {
  return tasks.filter((task) => task !== old && task !== fresh);
}

/** Whether no new pod can be the one that waits, however many of the old ones still stand. */
export function findsRoomInEveryEnd(itself: HalfWay, slots: SureSlots): boolean {
  const { change: { halfWay, from, after }, discipline, to, unavailable } = itself;
  // A new pod of a StatefulSet waits in place of an old one.
  const atMost = to - (after!.kind === 'StatefulSet' ? 1 : unavailable);
  // None of the new ones that stand leaves, unless fewer are wanted.
  const wanted = atMost - (from.most === to ? halfWay!.fresh.length : 0);
  const most = discipline === 'recreate' ? 0 : Math.max(0, Math.min(wanted, halfWay!.former.length));
  return halfWay!.growsNone && Array.from({ length: most + 1 }).every((_, stand) =>
    slots(stand) >= (stand === 0 ? to : atMost - stand + 1));
}

/**
 * `isCounted`: those new ones that stand do so where others may come. `isStuck`: no further one comes, as so many old
 * pods as may stop before one more is ready leave no node with room for it: all that are not available, and of the
 * others no more than leave R - U available ones, of whichever ReplicaSet (kubernetes
 * pkg/controller/deployment/rolling.go `cleanupUnhealthyReplicas`, `scaleDownOldReplicaSetsForRollingUpdate`).
 */
function newOnes(
  { capacity }: Release, itself: HalfWay, known: KnownPlaces,
): { readonly isStuck: boolean; readonly isCounted: boolean } {
  const { fresh, former: { on, waiting }, to, unavailable, change: { halfWay, after } } = itself;
  const { fresh: names, former, available } = halfWay!;
  const standing = former.filter(({ node }) => node !== '').length;
  const sure = after!.minReadySeconds === 0 ? available.former : 0;
  const mayStop = standing - sure + Math.max(0, sure + names.length - (to - unavailable));
  const nodes = capacity.nodes.map(({ name }, node) => {
    const there = on.get(node) ?? [];
    const own = names.filter((each) => each === name).length;
    const mayBeNew = own + (after!.kind === 'StatefulSet' ? there.length : 0);
    const [all, gone] = [there.length, mayStop].map((count) => mostOf(there, count, fresh.requests.length));
    const beside = known.roomBeside(fresh.workload, node)
      .map((amount, resource) => amount - own * fresh.requests[resource]);
    const room = beside.map((amount, resource) => amount - all[resource] + gone[resource]);
    const isOpen = fresh.eligible[capacity.groupOf[node]];
    return {
      mayTake: isOpen && slotsIn(room, fresh.requests) > 0 || waiting.some((each) => slotsIn(room, each) > 0),
      isCounted: mayBeNew === 0 || (isOpen && beside.every((amount) => amount >= 0)),
    };
  });
  return {
    isStuck: names.length < to && !nodes.some(({ mayTake }) => mayTake),
    isCounted: nodes.every(({ isCounted }) => isCounted),
  };
}
