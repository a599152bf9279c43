import { plural } from '../../../kubernetes/plural';
import { HOSTNAME, slotsIn, Task } from '../../placement';
import { AS_IT_STANDS, Judgement } from '../../updates';
import { mayBeKept, standsFreely } from './closed-forms';
import { FormerPods, formerPods, mostOf } from '../release/former-pods';
import { HalfWayPods } from '../change/half-way-pods';
import { KnownPlaces } from './known-places';
import { Mover } from '../release/mover';
import { Release } from '../release/release';

const NO_NODE = 'no node has room for a new pod beside those that stand there now';

/** A Deployment whose pods of former templates are counted by themselves, each where it stands. */
interface HalfWay extends Mover {
  readonly fresh: Task;
  readonly former: FormerPods;
}

/**
 * Step I2 of docs/explanation/proof.md: what comes of the change of a Deployment or StatefulSet whose pods are of
 * several templates, each of which the snapshot shows, while all others that they meet (`tasks`) stay where they stand.
 * Undefined where nothing is shown.
 */
export function judgeHalfWay(
  release: Release, mover: Mover, tasks: readonly Task[], known: KnownPlaces,
): Judgement | undefined {
  const itself = countedByThemselves(release, mover, known);
  const others = tasks.filter((task) => task !== mover.old && task !== mover.fresh);
  const slots = itself && known.slotsOf(itself, { tasks: others, movers: [] });
  if (!itself || !slots) {
    return undefined;
  }
  const { change: { halfWay, from, after }, discipline, to, unavailable, surge } = itself;
  const isSameNumber = from.most === to;
  // A new pod of a StatefulSet waits in place of an old one.
  const isSet = after!.kind === 'StatefulSet';
  const atMost = to - (isSet ? 1 : unavailable);
  // None of the new ones that stand leaves, unless fewer are wanted.
  const wanted = atMost - (isSameNumber ? halfWay!.fresh.length : 0);
  const most = discipline === 'recreate' ? 0 : Math.max(0, Math.min(wanted, halfWay!.former.length));
  const findsRoom = (_: unknown, stand: number) =>
    slots(stand) >= (stand === 0 ? to : atMost - stand + 1);
  if (halfWay!.growsNone && Array.from({ length: most + 1 }).every(findsRoom)) {
    return { verdict: 'proven', witness: [AS_IT_STANDS] };
  }
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

/** Undefined where more than room decides where pods may go, or how many there are. */
function countedByThemselves({ capacity }: Release, mover: Mover, known: KnownPlaces): HalfWay | undefined {
  const { change, to, discipline, isBound } = mover;
  const fresh = mover.fresh && withoutDoubt(mover.fresh);
  const { halfWay, from, to: asked, after, isAutoscaled } = change;
  if (!halfWay || !fresh || to === 0 || isBound || discipline === 'scale') {
    return undefined;
  }
  const isFixed = from.least === from.most && asked.least === to && isAutoscaled !== true;
  const bounds = after!.bounds(to)!;
  const isPlain = bounds.borrows !== true && (bounds.requiredSurge ?? 0) <= 1
    && fresh.workload.pod.deviceClaims.length === 0 && capacity.tasksOf(fresh.workload).length === 1;
  const terms = [fresh.workload.pod, ...halfWay.former.map(({ pod }) => pod)].flatMap((pod) => pod.antiAffinity);
  const itself = { ...mover, fresh, old: undefined, from: 0 };
  const isByRoom = fresh.rank.value === halfWay.priority && fresh.spreads.length === 0
    && fresh.claims.attachment === 'free' && terms.every(({ topologyKey }) => topologyKey === HOSTNAME)
    && standsFreely(capacity, itself) && !mayBeKept(capacity, itself);
  const former = isFixed && isPlain && isByRoom ? formerPods(capacity, change, fresh, {
    roomOf: (node) => known.roomBeside(fresh.workload, node),
    giveUpFirst: from.most === to && after!.kind === 'Deployment' && givesUpFirst(itself, halfWay),
  }) : undefined;
  return former && { ...itself, former };
}

/**
 * Whether the controller gives up all old pods that wait before one leaves its room: before, or when, it stops one that
 * is available (kubernetes pkg/controller/deployment/rolling.go `reconcileOldReplicaSets`, which calls
 * `cleanupUnhealthyReplicas` first), and of those that are not as many as are more than R - U with the available ones.
 */
function givesUpFirst({ to, unavailable, change: { after } }: Mover, { available, former }: HalfWayPods): boolean {
  const standing = former.filter(({ node }) => node !== '').length;
  return after!.minReadySeconds === 0
    && (available.former + available.fresh >= to - unavailable || available.former === standing);
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

/** Without the one doubt about its pods that counting them by themselves decides. */
function withoutDoubt(task: Task): Task {
  const { unread } = task.workload;
  return unread.length > 1 ? task
    : { ...task, unmodelled: task.unmodelled.filter((reason) => !unread.includes(reason)) };
}
