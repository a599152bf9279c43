import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';
import { makesPodsInOrder, Workload } from '../../../manifests';
import { Capacity, ClaimUse, HOSTNAME, Task, ZONE } from '../../placement';
import { Course, isKeptByVolumes, nameOf } from '../../updates';
import { Change } from '../change/change';
import { FormerPods } from './former-pods';

/** A workload whose pods come or go with the change. */
export interface Mover extends Course {
  readonly change: Change;
  readonly name: string;
  /**
   * Its pods as they run; the same task as `fresh` where the scheduler sees no difference. Undefined for a new
   * workload.
   */
  readonly old?: Task;
  /** Its pods as they are asked for; undefined for a deleted workload. */
  readonly fresh?: Task;
  readonly unavailable: number;
  /** Its pods of former templates, in place of `old`, where a snapshot shows them half way. */
  readonly former?: FormerPods;
  /** Volumes of its pods are bound to some of the nodes of their zones. */
  readonly isBound?: boolean;
}

const STILL: UpdateBounds = { maxSurge: 0, maxUnavailable: 1, recreate: false };

/** Whether pods of a workload come or go. */
export function moves({ kind, after }: Change): boolean {
  return (
    kind === 'new'
    || kind === 'scaled'
    || kind === 'deleted'
    || (kind === 'updated' && after!.bounds(1) !== undefined && !after!.waitsFor)
  );
}

/** Pods that are wanted before and after, and that a snapshot shows on no node. */
export function missingBefore({ from, to, wanted = from }: Change): number {
  return Math.max(0, Math.min(wanted.most, to.most) - from.most);
}

/** Pods that are wanted at least at any time once the change begins. */
export function fewestWanted({ from, to, writes = Infinity }: Change): number {
  return Math.min(from.least, to.least, writes);
}

/** The mover of a change at its largest size. */
export function moverOf(change: Change, tasks: { readonly old?: Task; readonly fresh?: Task }): Mover {
  const { kind, after, before, from, to } = change;
  const bounds = after?.bounds(Math.max(1, to.most)) ?? STILL;
  return {
    change,
    ...tasks,
    name: nameOf((after ?? before)!),
    from: from.most,
    to: to.most,
    discipline: kind === 'scaled' || kind === 'deleted' ? 'scale' : bounds.recreate ? 'recreate' : 'roll',
    surge: bounds.maxSurge,
    unavailable: bounds.maxUnavailable,
  };
}

/**
 * Pods that a mover lacks at least where nothing moves any more, an old one is left and a new one waits. A StatefulSet
 * that makes its pods in order does nothing else while one waits, however many may be missing (kubernetes
 * pkg/controller/statefulset/stateful_set_control.go `processReplica`, before the pods to be replaced are chosen).
 */
export function missingAtEnd(mover: Mover): number {
  return isOrdered(mover) ? Math.min(1, mover.unavailable) : mover.unavailable;
}

/** A StatefulSet that makes its pods one after the other. */
export function isOrdered({ change: { after } }: Mover): boolean {
  return after !== undefined && makesPodsInOrder(after);
}

/** Whether its further pods are all made before one of those that there were is replaced. */
export function growsInOrder(mover: Mover): boolean {
  return isOrdered(mover) && mover.discipline === 'roll' && mover.to > mover.from;
}

/**
 * Old pods that may stand where nothing moves any more and the mover is not finished; `sure` ones are finished there.
 */
export function oldAtEnd(mover: Mover, isSure: boolean): number {
  const { discipline, from, to } = mover;
  return discipline === 'scale'
    ? Math.min(from, to)
    : discipline === 'recreate' || isSure
      ? 0
      : Math.max(0, Math.min(Math.max(from, to), to - missingAtEnd(mover)));
}

/** New pods that may stand where nothing moves any more. */
export function freshAtEnd({ discipline, from, to }: Mover): number {
  return discipline === 'scale' ? Math.max(0, to - from) : to;
}

/** Whether its pods may be replaced before an autoscaler has given it another number of them. */
export function isResizedLater(change: Change): boolean {
  const { kind, isAutoscaled, from, to } = change;
  return kind === 'updated' && (isAutoscaled === true || fewestWanted(change) < Math.min(from.least, to.least));
}

/**
 * Whether a volume that new pods mount, and old ones do not, may be made where none of them may go: in some zone before
 * any has a place.
 */
export function mayBeOutOfReach(capacity: Capacity, { change: { before }, fresh, from, to }: Mover): boolean {
  if (fresh === undefined || fresh.claims.placedEarly.length === 0) {
    return false;
  }
  const { pod: { claims = [] } = {}, claimTemplates = [] } = before ?? {};
  const mounted = new Set([
    ...claims.map(({ claimName }) => claimName), ...to > from ? [] : claimTemplates.map(({ name }) => name),
  ]);
  return fresh.claims.placedEarly.some((claim) => !mounted.has(claim))
    && new Set(capacity.nodes.map((_, node) => capacity.domain(node, ZONE))).size > 1;
}

/** Whether new pods mount the claims that old ones do, and no others: their volumes are where old pods stand. */
export function mountsTheSame({ change: { before, after } }: Mover): boolean {
  const [old, fresh] = [before, after].map((workload) => volumesOf(workload).sort().join('/'));
  return before !== undefined && old === fresh;
}

function volumesOf(workload: Workload | undefined): string[] {
  return [
    ...workload?.pod.claims.map(({ claimName }) => claimName) ?? [],
    ...workload?.claimTemplates.map(({ name }) => name) ?? [],
  ];
}

/**
 * Whether volumes may keep the new pods on some of their nodes, or off all: those that old pods mount are where these
 * stand, which the new ones may not use.
 */
export function isKept(capacity: Capacity, { old, fresh, change: { before, after } }: Mover): boolean {
  const known = new Set(volumesOf(before));
  const shapes = [fresh, volumesOf(after).some((volume) => known.has(volume)) ? old : undefined];
  return fresh !== undefined && isKeptByVolumes(capacity, fresh, shapes.flatMap((task) => task ?? []));
}

/** Why the moves of a workload beside others are not tried one by one; undefined when they are. */
export function whyOdd(
  capacity: Capacity,
  mover: Mover,
): string | undefined {
  const { change, old, fresh, name, to, from, discipline } = mover;
  const { after, before } = change;
  const shapes = [...new Set([old, fresh])].flatMap((task) => task ?? []);
  const workloads = [before, after].flatMap((workload) => workload ?? []);
  const bounds = after?.bounds(Math.max(1, to));
  const reasons: [boolean, string][] = [
    [workloads.some(({ companions, isGang }) => companions.length > 0 || isGang), 'its pods come in groups'],
    [bounds !== undefined && requiredSurge(bounds) > 1, 'it makes several pods at once'],
    [mover.isBound === true || workloads.some((workload) => capacity.tasksOf(workload).length > 1),
      'its pods are bound to different places'],
    [shapes.some(({ unmodelled }) => unmodelled.length > 0), shapes.flatMap(({ unmodelled }) => unmodelled).join(', ')],
    [
      shapes.some(({ attractions }) => attractions.some(({ claim }) => claim !== undefined)),
      'a resource claim that several pods share',
    ],
    [shapes.some(({ attractions }) => attractions.length > 0), 'required pod affinity'],
    [old === fresh && fresh?.apart?.perRevision === true, 'anti-affinity of one revision'],
    [shapes.some(({ spreads }) => spreads.some(({ perRevision }) => perRevision)), 'topology spread of one revision'],
    [shapes.some(({ claims }) => claims.unknown.length > 0), 'a claim that is not in the input'],
    [
      shapes.some(({ ties }) =>
        ties.some(
          ({ topologyKey, claim }) =>
            topologyKey !== HOSTNAME || shapes.some(({ claims }) => claims.local.includes(claim)),
        ),
      ),
      'a volume that stays in its zone or on its node',
    ],
    [
      from > 0 && (isKept(capacity, mover) || (old !== undefined && isKeptByVolumes(capacity, old))),
      'volumes of its pods that stay in their zones or on their nodes',
    ],
    [change.findsItsVolumes === true, 'further pods find volumes that others have left in some place'],
    [mayBeOutOfReach(capacity, mover), 'a volume that is made in some zone before its pod has a place'],
    [
      shapes.some(({ ties }) => ties.some(({ users }) => users.some((user) => user !== old && user !== fresh))),
      'a volume that several workloads mount',
    ],
    [
      shapes.some((task) => task.claims.attachment === 'node'
        && Math.max(task === old ? from : 0, task === fresh ? to : 0) > 1),
      'several pods on one volume',
    ],
    [change.from.least !== change.from.most || change.to.least !== change.to.most || isResizedLater(change),
      'an autoscaler may choose its size'],
    [
      discipline === 'roll' && from !== to && from > 0 && !['Deployment', 'StatefulSet'].includes(after!.kind),
      'its number and its template change at once',
    ],
    [after?.waitsFor !== undefined && discipline !== 'scale', after?.waitsFor ?? ''],
  ];
  const found = reasons.find(([holds]) => holds);
  return found && `${name}: ${found[1]}`;
}

/** Whether each volume of a claim is made where its first pod comes, and none before, nor bound to one that is there. */
export function areMadeWherePodsCome({
  unseenVolumes, placedEarly, refusals, unprovided, perhapsZonal,
}: ClaimUse): boolean {
  return [unseenVolumes, placedEarly, refusals, unprovided, perhapsZonal].every(({ length }) => length === 0);
}

/** Whether its only new pod is the first that its volumes see, and these are made where it comes. */
export function placesItsVolumes({ change, fresh }: Mover): boolean {
  return change.placesItsVolumes && fresh !== undefined && areMadeWherePodsCome(fresh.claims);
}
