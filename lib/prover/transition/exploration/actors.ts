import { daemonSetBounds, requiredSurge } from '../../../kubernetes/arithmetic';
import { makesPodsInOrder, PodTemplate, Workload } from '../../../manifests';
import { Capacity, Daemon, isClosedBy, Task } from '../../placement';
import { nameOf } from '../../updates';
import { Change } from '../change/change';
import { Mover } from '../release/mover';
import { areMadeWherePodsCome } from '../release/volumes-of-mover';
import { shapesOf } from '../release/release';
import { wantedNodes } from '../release/wanted-nodes';
import { Actor, DaemonActor, Reach } from './world';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet'];
const FARTHEST_FIRST: readonly Reach[] = ['everywhere', 'zone', 'node'];

/** How the pods of a mover move; in words why that is not known. */
export function actorOf(capacity: Capacity, mover: Mover): Actor | string {
  const { change, name, to, from } = mover;
  const shapes = shapesOf(mover);
  const workloads = [change.before, change.after].flatMap((workload) => workload ?? []);
  const workload = workloads[workloads.length - 1];
  const bounds = workload.bounds(Math.max(1, to));
  const shared = widest(shapes.flatMap((task) => task.ties.map(({ claim }): Reach =>
    task.claims.local.includes(claim) ? 'node' : task.claims.zonal.includes(claim) ? 'zone' : 'everywhere')));
  const own = widest(workloads.flatMap((each) => each.claimTemplates.length === 0 ? []
    : capacity.claims.reaches(each).slice(-each.claimTemplates.length).map(({ reach }) => reach)));
  const isParted = hasOwnVolumes(mover);
  const odd: [boolean, string][] = [
    [isParted === false && shapes.some(({ claims, ties }) => claims.attachment !== 'free' || ties.length > 0),
      'its new pods mount other volumes than its old ones'],
    [!workloads.every(({ kind }) => KINDS.includes(kind)), `pods of a ${workload.kind}`],
    [workloads.some(({ companions, isGang }) => companions.length > 0 || isGang), 'its pods come in groups'],
    [bounds !== undefined && (requiredSurge(bounds) > 1 || bounds.borrows === true), 'it makes several pods at once'],
    [workload.waitsFor !== undefined, workload.waitsFor ?? ''],
    [mover.isBound === true || workloads.some((each) => capacity.tasksOf(each).length > 1),
      'its pods are bound to different places'],
    [shapes.some(({ attractions }) => attractions.some(({ self }) => self)),
      'its pods have to stand beside each other'],
    [shapes.some(({ ties }) => ties.some(({ users }) => users.some((user) => !shapes.includes(user)))),
      'a volume that several workloads mount'],
    [shared !== 'everywhere' && own !== 'everywhere', 'volumes of its pods, and one that all of them mount'],
    [!change.placesItsVolumes && workloads.some((each) =>
      capacity.claims.reaches(each).some(({ open, isLeast }) => open !== undefined || isLeast)),
    'where its volumes stay'],
    [change.findsItsVolumes === true || !shapes.every(({ claims }) => areMadeWherePodsCome(claims)),
      'where its volumes are'],
    [mover.discipline === 'roll' && from !== to && from > 0 && workload.kind === 'ReplicaSet',
      'its number and its template change at once'],
  ];
  const found = odd.find(([holds]) => holds);
  return found ? `${name}: ${found[1]}` : {
    ...mover, ownReach: own, sharedReach: isParted ? 'everywhere' : shared,
    attachment: isParted ? 'free'
      : shapes.map(({ claims }) => claims.attachment).find((each) => each !== 'free') ?? 'free',
    isWatched: workload.kind === 'Deployment' && capacity.tasks.some(({ spreads, attractions }) => [
      ...spreads.flatMap(({ counted, perRevision }) => (perRevision ? [] : counted)),
      ...attractions.flatMap(({ targets }) => targets),
    ].some((task) => shapes.includes(task))),
    isSet: workload.kind === 'StatefulSet',
    isOrdered: makesPodsInOrder(workload),
  };
}

/**
 * Whether old and new pods have no volume in common, and at most one of each ever stands: its volumes bind nobody but
 * itself. Undefined where both mount the same.
 */
function hasOwnVolumes({ change: { before, after }, from, to }: Mover): boolean | undefined {
  if (!before || !after) {
    return undefined;
  }
  const [old, fresh] = [before, after].map(({ pod: { claims, inlineDisks } }) =>
    new Set([...claims.map(({ claimName }) => claimName), ...inlineDisks.map(({ disk }) => disk)]));
  const common = [...old].filter((volume) => fresh.has(volume)).length;
  return common === old.size && common === fresh.size ? undefined : common === 0 && Math.max(from, to) <= 1;
}

/** How the pods of a DaemonSet are replaced; in words why that is not known. */
export function daemonActorOf(
  capacity: Capacity, daemon: Daemon, { kind, before, isResized }: Change,
): DaemonActor | string {
  const { workload, requests, unmodelled } = daemon;
  const { pod } = workload;
  const nodes = wantedNodes(capacity, daemon);
  const { maxSurge, maxUnavailable } = daemonSetBounds(workload.strategy, nodes.length);
  const odd: [boolean, string][] = [
    [kind !== 'updated' || !before, 'it comes or goes'],
    [!isResized, 'its pods move to other nodes'],
    [unmodelled.length > 0, unmodelled[0]],
    [[pod, before?.pod].some((each) => each !== undefined && isTied(each)), 'what its pods stand beside, or mount'],
    [maxSurge > 0 && pod.antiAffinity.length + pod.hostPorts.length + pod.nodeDisks.length > 0,
      'its old pods keep off its new ones'],
    [capacity.tasks.some((task) => isClosedBy(task, workload) || task.ousts.has(workload)),
      'pods that keep off its own'],
    [capacity.tasks.some(({ attractions }) => attractions.some(({ satisfied }) => satisfied.includes(true))),
      'pods that have to stand beside those of a DaemonSet'],
  ];
  const found = odd.find(([holds]) => holds);
  return found ? `${nameOf(workload)}: ${found[1]}` : {
    name: nameOf(workload), nodes, old: capacity.requestsOf(before!), fresh: requests,
    surge: maxSurge, unavailable: maxUnavailable,
  };
}

function isTied({ affinity, spread, claims, deviceClaims }: PodTemplate): boolean {
  return affinity.length + spread.length + claims.length + deviceClaims.length > 0;
}

/** Whether the pods of a DaemonSet are replaced when its template changes. */
export function isReplaced(workload: Workload): boolean {
  return workload.bounds(1) !== undefined && workload.waitsFor === undefined;
}

/** Why what stands beside a change cannot be told apart; undefined where it can. */
export function whyOddBeside(task: Task): string | undefined {
  const { workload, unmodelled, claims, heldOutside } = task;
  const [why] = [
    ...unmodelled, ...heldOutside === undefined ? [] : [heldOutside],
    ...claims.unknown.length > 0 ? ['a claim that is not in the input'] : [],
  ];
  return why && `${nameOf(workload)}: ${why}`;
}

function widest(reaches: readonly Reach[]): Reach {
  return FARTHEST_FIRST[Math.max(0, ...reaches.map((reach) => FARTHEST_FIRST.indexOf(reach)))];
}
