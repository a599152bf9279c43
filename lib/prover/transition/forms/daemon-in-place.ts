import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { OwnPod } from '../../../cluster';
import { Field, podPriority, templateOfPod, Workload } from '../../../manifests';
import { Capacity, Daemon, goesByRoom, slotsIn } from '../../placement';
import { AS_IT_STANDS, Judgement, nameOf } from '../../updates';
import { Change } from '../change/change';
import { Release } from '../release/release';
import { KnownPlaces } from './known-places';
import { othersStandStill } from './standing-still';
import { isReady } from '../change/unready-pods';

type Amounts = Float64Array;

/**
 * Step I4 of docs/explanation/proof.md: what comes of the change of a DaemonSet, of whichever templates its pods are
 * (`own`), where nothing else comes or goes: each node has room for its new pod, or has not, beside what stands there.
 * Undefined where nothing is shown.
 */
export function judgeDaemonInPlace(
  release: Release, workload: Workload, change: Change, own: readonly OwnPod[] | undefined,
): Judgement | undefined {
  const { capacity } = release;
  const daemon = capacity.daemonOf(workload);
  const isMeant = change.kind === 'updated' || change.kind === 'unchanged';
  if (!daemon || own === undefined || !isMeant || change.before === undefined
    || !isByRoom(daemon, own) || !othersStandStill(release, workload, daemon.rank)) {
    return undefined;
  }
  const wanted = [...daemon.nodes, ...daemon.shortages.map(({ node }) => capacity.nodes.indexOf(node))];
  const { maxSurge } = daemonSetBounds(workload.strategy, wanted.length);
  const roomOn = (node: number) => KnownPlaces.of(release).roomBeside(workload, node);
  const short = wanted.find((node) => slotsIn(roomOn(node), daemon.requests) === 0);
  if (short !== undefined) {
    return { verdict: 'impossible', witness: [shortText(capacity, daemon, short, roomOn(short))] };
  }
  const standing = (node: number) => own.filter((pod) => pod.node === capacity.nodes[node].name);
  const takenBy = (pod: OwnPod) => capacity.requestsOf({ ...change.before!, pod: templateOfPod(pod.manifest) });
  const hasSecond = (node: number, pods: readonly OwnPod[]) =>
    slotsIn(pods.reduce((room, pod) => less(room, takenBy(pod)), roomOn(node)), daemon.requests) > 0;
  if (maxSurge === 0 || wanted.every((node) => hasSecond(node, standing(node)))) {
    return { verdict: 'proven', witness: [AS_IT_STANDS] };
  }
  // The old pod stays until the new one is ready, unless it is not ready itself.
  const isHeld = (node: number) => {
    const [pod, ...others] = standing(node);
    const isOld = pod !== undefined && takenBy(pod).some((amount, resource) => amount !== daemon.requests[resource]);
    return isOld && others.length === 0 && isReady(pod.manifest) && !hasSecond(node, [pod]);
  };
  const held = wanted.find(isHeld);
  return held === undefined ? undefined : {
    verdict: 'impossible',
    witness: [
      shortText(capacity, daemon, held, less(roomOn(held), takenBy(standing(held)[0]))),
      `the old pod stays there until the new one is ready (maxSurge ${maxSurge})`,
    ],
  };
}

/** Whether nothing but room decides whether its pods find a place on their nodes. */
function isByRoom(daemon: Daemon, own: readonly OwnPod[]): boolean {
  const { workload, shortages, unmodelled, rank } = daemon;
  const { pod, unread } = workload;
  return goesByRoom(pod) && unread.length <= 1 && unmodelled.every((reason) => unread.includes(reason))
    && shortages.every(({ resource }) => resource !== undefined)
    && own.every(({ manifest }) => (podPriority(manifest) ?? 0) === rank.value
      && Field.of(manifest, []).get('metadata', 'finalizers').items().length === 0
      && templateOfPod(manifest).antiAffinity.length === 0);
}

function shortText(capacity: Capacity, { workload, requests }: Daemon, node: number, room: Amounts): string {
  const short = requests.findIndex((amount, resource) => amount > 0 && amount > room[resource]);
  return `the pod of ${nameOf(workload)} does not fit on node ${capacity.nodes[node].name} beside what stands there: not ` +
    `enough ${capacity.resources[short]}`;
}

function less(room: Amounts, taken: Amounts): Amounts {
  return room.map((amount, resource) => amount - taken[resource]);
}
