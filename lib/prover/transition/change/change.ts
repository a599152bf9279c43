import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import {
  Before, firstOrdinal, keyOf, Model, PodCount, podPriority, PodTemplate, whenNotWritten, Workload,
} from '../../../manifests';
import { admit } from '../../admission';
import { HalfWayPods, halfWayPods } from './half-way-pods';
import { Held, heldOf } from './held-pods';
import { areMadeOtherwise } from './made-otherwise';
import { PriorityIndex } from '../../placement';
import { alike, alikeButForSize } from './pod-shape';
import { whyNeverScaled } from './never-scaled';
import { podsThatStand } from './running-pods';
import { templateChange, TemplateChange } from '../fields/template-equality';
import { furtherVolumes } from './further-volumes';
import { sizeAsked, whyOpenNumber } from './size-asked';
import { isAsRead, Running, stayingPods } from './running';
import { underWay, UnderWay, whyNotReady } from './under-way';
import { StuckPod, waitingInOrder, whyNoneIsStopped } from './waiting-in-order';
import { whyNoneIsGone, whyOldOnesGo, whyVolumeIsOpen } from './slow-pods';

/**
 * - `unchanged`: no pod is made or stopped;
 * - `updated`: pods are replaced, and there may be more or fewer of them;
 * - `scaled`: there are more or fewer pods, and none is replaced;
 * - `new`: nothing of it runs yet;
 * - `left`: no longer among the manifests, and left as it runs;
 * - `deleted`: no longer among the manifests, and deleted with the change.
 */
export type ChangeKind = 'unchanged' | 'updated' | 'scaled' | 'new' | 'left' | 'deleted';

/** What becomes of the pods of one workload. */
export interface Change {
  readonly kind: ChangeKind;
  /** The workload as it runs, admitted; undefined for a new one. */
  readonly before?: Workload;
  /** The workload as it is asked for, admitted; undefined for one that is no longer among the manifests. */
  readonly after?: Workload;
  readonly template: TemplateChange;
  /** Pods before and after. */
  readonly from: PodCount;
  readonly to: PodCount;
  /** Pods that are wanted before, where a snapshot shows that some of them wait, or are yet to be made. */
  readonly wanted?: PodCount;
  /** Pods that an apply writes: so few there are until an autoscaler looks, also where that allows none so few. */
  readonly writes?: number;
  /** Why its pods, or some of them, stay as they run. */
  readonly held?: Held;
  /** An autoscaler, and no apply, makes the new number of the old one: before the pods are replaced, meanwhile or after. */
  readonly isAutoscaled?: boolean;
  /** A snapshot shows that an update is in its middle. */
  readonly underWay?: UnderWay;
  /** Why its controller only tries to scale it, and never does. */
  readonly neverScaled?: string;
  /** Pods that wait for a node, and that its controller waits for before it does anything else. */
  readonly stuck?: readonly StuckPod[];
  /** Its pods of several templates, where the snapshot tells all of them. */
  readonly halfWay?: HalfWayPods;
  /** Another object was put in the place of the one whose pods a snapshot shows, which tell nothing about it. */
  readonly isAnother?: boolean;
  /** Why pods that are no longer wanted may stay, or those that stay may never be ready. */
  readonly mayHang?: string;
  /** Why it is not known how many pods there will be. */
  readonly openNumber?: string;
  /** Why old pods may go before new ones are ready. */
  readonly mayFinish?: string;
  /** Pods of other ordinals are made before those that are no longer wanted go. */
  readonly isRenumbered?: boolean;
  /** A snapshot shows pods that ask for something else than their template would be given now. */
  readonly isMadeOtherwise?: boolean;
  /** The scheduler sees no difference between old and new pods. */
  readonly isAlike: boolean;
  /** Old and new pods differ in what they request at most. */
  readonly isResized: boolean;
  /** New pods are the first that their volumes see, and nobody replaces them: they keep them nowhere. */
  readonly placesItsVolumes: boolean;
  /** Further pods find claims that others of their ordinals have left, and their volumes where these were. */
  readonly findsItsVolumes?: boolean;
}

const NONE: PodCount = { least: 0, most: 0 };

/**
 * What changes between what runs and the manifests, by the key of the object; in the order of the manifests, then of
 * what they lack.
 */
export function changesOf(
  { model: written, prune, isLive = false }: Before, to: Model, isRefused: (asked: Workload) => boolean = () => false,
  running: Running = { isLive, objects: [] },
): ReadonlyMap<string, Change> {
  const [before, after] = [admit(written).model, admit(to).model];
  const ranked = withPriorities(before, after, running.own);
  const known = new Map(before.workloads.map((workload) => [keyOf(workload.manifest), ranked(workload)]));
  const pods = [...before.podSets, ...after.podSets].map(({ pod }) => pod);
  const ground: Ground = { before, after, pods, running };
  const changes = new Map(after.workloads.map((workload): [string, Change] => {
    const key = keyOf(workload.manifest);
    const old = known.get(key);
    known.delete(key);
    return [key, !old ? coming(workload, ground)
      : isRefused(workload) ? staying(old, workload, before.sizeOf(old), { held: 'object' })
        : changeOf(old, workload, ground)];
  }));
  for (const [key, old] of known) {
    const from = before.sizeOf(old);
    changes.set(key, {
      kind: prune ? 'deleted' : 'left',
      before: old,
      template: 'none',
      from,
      to: prune ? NONE : from,
      isAlike: true,
      isResized: true,
      placesItsVolumes: false,
    });
  }
  return changes;
}

/** What all changes are told from. */
interface Ground {
  readonly before: Model;
  readonly after: Model;
  /** Of both. */
  readonly pods: PodTemplate[];
  readonly running: Running;
}

/** Nothing of it runs yet. */
function coming(workload: Workload, { before, after, running: { isLive } }: Ground): Change {
  return {
    kind: 'new',
    after: workload,
    template: 'changed',
    from: NONE,
    // A Deployment that is paused when it is created makes no ReplicaSet (deployment_controller.go).
    to: workload.holds === 'old' && workload.paused ? NONE : after.sizeOf(workload),
    isAlike: true,
    isResized: true,
    placesItsVolumes: placesItsVolumes(before, after, workload),
    findsItsVolumes: isLive && furtherVolumes(after, workload, NONE, after.sizeOf(workload)) === 'found',
  };
}

/** Nothing is replaced, and as many pods stay as there are. */
function staying(
  old: Workload, workload: Workload, pods: PodCount, why: Pick<Change, 'held' | 'underWay'>,
): Change {
  return {
    kind: 'unchanged', before: old, after: workload, template: 'none', from: pods, to: pods, ...why,
    isAlike: true, isResized: true, placesItsVolumes: false,
  };
}

function changeOf(old: Workload, workload: Workload, { before, after, pods, running }: Ground): Change {
  const { isLive } = running;
  const template = templateChange(old, workload);
  const wanted = before.sizeOf(old);
  const to = sizeAsked(after, old, workload, isLive ? wanted : undefined);
  const isScaled = after.autoscalerOf(workload) !== undefined && wanted.most > 0;
  const openNumber = isLive && !isScaled ? whyOpenNumber(old, workload, to) : undefined;
  const isSameNumber = wanted.least === to.least && wanted.most === to.most;
  const isReplaced = template !== 'none';
  const isAlike = (isSameNumber && !isReplaced) || alike(old, workload, pods);
  const isResized = isAlike || alikeButForSize(old, workload, pods);
  const kept = heldOf({
    old, workload, isReplaced, isAlike, isResized, isSameNumber, isGrowing: to.most > wanted.most,
  });
  const way = kept === undefined ? underWay(old, workload, running, to.most) : undefined;
  if (way?.how === 'is there') {
    return staying(old, workload, to, { underWay: way });
  }
  const renumbered = isRenumbered(old, workload, wanted, to);
  const isMadeOtherwise = kept === undefined && way === undefined && areMadeOtherwise(old, running);
  const held = way?.how === 'mixed' || renumbered || isMadeOtherwise ? 'some' : kept;
  const from = held === undefined ? podsThatStand(old, running, wanted) : wanted;
  const volumes = isLive ? furtherVolumes(after, workload, from, to) : undefined;
  const isMoving = isReplaced || way !== undefined || renumbered;
  const isUpdated = held === 'some' ? isMoving || !isMadeOtherwise : held === undefined && isMoving;
  return {
    kind: isUpdated ? 'updated' : isSameNumber && from.most >= to.most ? 'unchanged' : 'scaled',
    before: old,
    after: workload,
    template,
    from,
    to,
    wanted,
    writes: workload.hasReplicas ? workload.replicas
      : isLive && whenNotWritten(old.manifest) === 'default' ? 1 : undefined,
    held,
    underWay: way,
    halfWay: held === 'some' && !renumbered && !isMadeOtherwise && !isScaled && way?.mayHang === undefined
      ? halfWayPods(old, workload, running, to.most, after.options.kubernetes ?? KubernetesVersion.NEWEST) : undefined,
    neverScaled: isLive ? whyNeverScaled(old, workload, to, running) : undefined,
    stuck: isLive ? waitingInOrder(old, running, to.most) : undefined,
    isAnother: !isAsRead(old, running),
    openNumber,
    mayHang: (template === 'none' ? whyNoneIsStopped(old, running, to.most) : undefined)
      ?? (template !== 'changed' && (to.most > 0 || workload.kind === 'DaemonSet')
        ? whyNotReady(old, workload, running, to.most) : undefined)
      ?? whyNoneIsGone(old, running, isReplaced || to.most < wanted.most),
    mayFinish: whyOldOnesGo(workload, running) ?? whyVolumeIsOpen(before, old, running),
    isRenumbered: renumbered,
    isMadeOtherwise,
    isAutoscaled: !isSameNumber && after.autoscalerOf(workload) !== undefined,
    // Those that stay are what is counted, and no others are.
    isAlike: isAlike || held === 'all',
    isResized: isResized || held === 'all',
    placesItsVolumes: template === 'changed' ? placesItsVolumes(before, after, workload)
      : template === 'none' && volumes === 'made',
    findsItsVolumes: volumes === 'found',
  };
}

/** With the priorities that their pods were given, where the same class, or none, means another after the change. */
function withPriorities(before: Model, after: Model, own: Running['own']): (workload: Workload) => Workload {
  const [made, asked] = [new PriorityIndex(before), new PriorityIndex(after)];
  const classes = new Map(after.workloads.map(({ manifest, pod }) => [keyOf(manifest), pod.priorityClassName]));
  return (workload) => {
    const [said, anew] = [made, asked].map((index) => index.rankOf(workload).value);
    const [priority, highest] = prioritiesOfPods(workload, own) ?? [said, said];
    // Of a class that is no longer in the input nothing is known, but that old and new pods are of the same.
    const isSame = anew === undefined && classes.get(keyOf(workload.manifest)) === workload.pod.priorityClassName;
    if (priority === undefined || isSame || (priority === anew && highest === anew)) {
      return workload;
    }
    return { ...workload, priority, highestPriority: highest };
  };
}

/**
 * The lowest and the highest that a snapshot shows of its pods: a class may have come, or be another default, since
 * some of them were made. Undefined where it does not show all.
 */
function prioritiesOfPods(workload: Workload, own: Running['own']): [number, number] | undefined {
  const values = stayingPods(workload, own)?.map(({ manifest }) => podPriority(manifest)) ?? [];
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 || known.length < values.length ? undefined : [Math.min(...known), Math.max(...known)];
}

/**
 * Whether a StatefulSet's ordinals begin elsewhere, so that it holds more pods than are wanted before or after: the new
 * ones come before the others go (kubernetes pkg/controller/statefulset/stateful_set_control.go `updateStatefulSet`).
 */
function isRenumbered(old: Workload, workload: Workload, { most: from }: PodCount, { most: to }: PodCount): boolean {
  const [before, after] = [old, workload].map(({ manifest }) => firstOrdinal(manifest));
  const stay = Math.min(before + from, after + to) - Math.max(before, after);
  return workload.kind === 'StatefulSet' && before !== after && from > 0 && to > 0 && stay < Math.min(from, to);
}

/** Every claim of a new pod is made with it. */
function placesItsVolumes(before: Model, after: Model, workload: Workload): boolean {
  const { namespace, claimTemplates, pod: { claims, inlineDisks } } = workload;
  const find = (model: Model, name: string) => model.find('PersistentVolumeClaim', namespace, name);
  return after.sizeOf(workload).most === 1 && claimTemplates.length + inlineDisks.length === 0
    && claims.every(({ claimName }) => find(after, claimName) !== undefined && find(before, claimName) === undefined);
}

/** The pods of a DaemonSet take another room on their nodes than they did, if any. */
export function isOtherwise({ kind, isAlike }: Change): boolean {
  return kind === 'new' || (kind === 'updated' && !isAlike);
}
