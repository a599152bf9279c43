import { OwnPod } from '../../../cluster';
import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import { sum } from '../../../util/sum';
import {
  Field, makesPodsInOrder, Manifest, podPriority, PodTemplate, templateOfPod, Workload,
} from '../../../manifests';
import { changesByLabel, labelOfPod } from './kept-revisions';
import { replicaSetsOf } from './replica-sets-of';
import { TemplateChange, templateChange } from '../fields/template-equality';
import { revisionOfPod } from './pod-revisions';
import { isAsRead, Running, stayingPods } from './running';
import { isReady, isStarting } from './unready-pods';

/** A pod of a former template that runs, or waits for a node. */
export interface FormerPod {
  /** Empty where it waits. */
  readonly node: string;
  readonly pod: PodTemplate;
  /** No pod of its ReplicaSet stands on a node, so that none is left where its controller gives up those that wait. */
  readonly waitsWhole: boolean;
}

/** The pods of a workload in the middle of an update, each of a template that a snapshot shows. */
export interface HalfWayPods {
  /** Of a StatefulSet, any of them may be of the template that is asked for, unless its controller keeps that. */
  readonly former: readonly FormerPod[];
  /** Nodes of those of the template that is asked for, one for each. */
  readonly fresh: readonly string[];
  /** So many are available at least, as pods and ReplicaSets tell. */
  readonly available: { readonly former: number; readonly fresh: number };
  /** Of all of them. */
  readonly priority: number;
  /** Whether its controller makes none of a former template before it rolls, as fewer are wanted, or as many. */
  readonly growsNone: boolean;
}

/**
 * What a snapshot shows of all pods of a Deployment or StatefulSet in the middle of an update; undefined where
 * something is not told. `pods` are asked for.
 */
export function halfWayPods(
  old: Workload, asked: Workload, running: Running, pods: number, kubernetes: KubernetesVersion,
): HalfWayPods | undefined {
  const own = stayingPods(old, running.own) ?? [];
  const isSimple = [old, asked].every(({ companions, isGang, resizedBy }) =>
    companions.length === 0 && !isGang && resizedBy === undefined);
  const isTold = own.length > 0 && isAsRead(old, running) && isSynced(old.manifest) && !own.some(isOdd);
  const priorities = new Set(own.map(({ manifest }) => podPriority(manifest) ?? 0));
  if (!isTold || !isSimple || asked.waitsFor !== undefined || priorities.size !== 1) {
    return undefined;
  }
  const [priority] = priorities;
  return old.kind === 'Deployment' ? ofReplicaSets(own, { old, asked, running, pods, priority })
    : old.kind === 'StatefulSet' ? ofSet(own, { old, asked, running, priority, kubernetes }) : undefined;
}

/**
 * Where the ReplicaSet of each pod tells whether it is of the template that is asked for; undefined where a pod of some
 * ReplicaSet is yet to be made or stopped.
 */
function ofReplicaSets(
  own: readonly OwnPod[], { old, asked, running, pods, priority }:
  { old: Workload; asked: Workload; running: Running; pods: number; priority: number },
): HalfWayPods | undefined {
  const sets = replicaSetsOf(old.manifest, running.objects)
    .map((set) => ({ ...set, change: templateChange(set.workload, asked) }));
  const change = new Map(sets.map((set): [string, TemplateChange] => [set.revision, set.change]));
  const changes = own.map((pod) => change.get(revisionOfPod(pod)));
  const isWhole = sets.every(({ revision, wanted }) =>
    own.filter((pod) => revisionOfPod(pod) === revision).length === wanted);
  if (!isWhole || !changes.every((each) => each === 'none' || each === 'changed')) {
    return undefined;
  }
  const availableOf = (which: TemplateChange) => sets.filter((set) => set.change === which)
    .reduce((sum, { revision, available }) => sum + Math.min(available, own.filter((pod) =>
      pod.node !== '' && revisionOfPod(pod) === revision && isReady(pod.manifest)).length), 0);
  return {
    former: formerAmong(own, own.filter((_, index) => changes[index] === 'changed')),
    fresh: own.filter(({ node }, index) => changes[index] === 'none' && node !== '').map(({ node }) => node),
    available: { former: availableOf('changed'), fresh: availableOf('none') },
    priority, growsNone: growsNone(asked, pods, old.replicas, sets.map(({ wanted }) => wanted)),
  };
}

/** From this minor on a StatefulSet that makes its pods at once replaces those first that are not available. */
const REPLACES_UNAVAILABLE = 37;

/**
 * Of a StatefulSet a pod is replaced whoever else is not ready, but where that one is not either and the pods are made
 * in order, or the controller is older (kubernetes pkg/controller/statefulset/stateful_set_control.go
 * `updateStatefulSetAfterInvariantEstablished`). Pods that are missing are made of what it calls its current revision,
 * or of what is asked for (`newVersionedStatefulSetPod`): where both are the same template, of that.
 */
function ofSet(
  own: readonly OwnPod[], { old, asked, running, priority, kubernetes }:
  { old: Workload; asked: Workload; running: Running; priority: number; kubernetes: KubernetesVersion },
): HalfWayPods | undefined {
  const isHeld = own.some((pod) => !isReady(pod.manifest) && !isStarting(pod))
    && (makesPodsInOrder(asked) || !kubernetes.isAtLeast(REPLACES_UNAVAILABLE));
  const present = labelOfAsked(old, asked, running);
  const current = Field.of(old.manifest, []).get('status', 'currentRevision').string();
  const areMissing = own.length < old.replicas && present !== undefined && present === current;
  const isWhole = own.length === old.replicas || areMissing;
  const isNew = (pod: OwnPod) => labelOfPod(pod) === present;
  return !isWhole || isHeld ? undefined : {
    former: formerAmong(own, own.filter((pod) => !isNew(pod))),
    fresh: own.filter((pod) => isNew(pod) && pod.node !== '').map(({ node }) => node),
    available: { former: 0, fresh: 0 }, priority, growsNone: true,
  };
}

/**
 * The label of those pods that are of the template that is asked for, as the one revision that its controller keeps of
 * it tells; it takes that up again and makes none anew (kubernetes pkg/controller/statefulset/stateful_set_control.go
 * `getStatefulSetRevisions`). Undefined where nothing tells.
 */
function labelOfAsked({ manifest }: Workload, asked: Workload, { objects }: Running): string | undefined {
  const changes = [...changesByLabel(asked, manifest, objects)].filter(([, change]) => change !== 'changed');
  const [one] = changes;
  return changes.length === 1 && one[1] === 'none' ? one[0] : undefined;
}

function formerAmong(own: readonly OwnPod[], pods: readonly OwnPod[]): FormerPod[] {
  const standing = new Set(own.filter(({ node }) => node !== '').map(revisionOfPod));
  return pods.map((pod) => ({
    node: pod.node, pod: templateOfPod(pod.manifest), waitsWhole: !standing.has(revisionOfPod(pod)),
  }));
}

/**
 * Where another number is asked for, each ReplicaSet is scaled first: the only one with pods to all of the number,
 * several in proportion where the strategy rolls (kubernetes pkg/controller/deployment/sync.go `scale`).
 */
function growsNone(asked: Workload, pods: number, before: number, wanted: readonly number[]): boolean {
  if (pods === before) {
    return true;
  }
  const { maxSurge, recreate } = asked.bounds(pods)!;
  const active = wanted.filter((each) => each > 0);
  const all = sum(active);
  return active.length === 1 ? all >= pods : active.length > 1 && (recreate || all >= pods + maxSurge);
}

/** Its controller has seen what the object says. */
function isSynced(manifest: Manifest): boolean {
  const root = Field.of(manifest, []);
  const seen = root.get('status', 'observedGeneration').integer();
  return seen !== undefined && seen === root.get('metadata', 'generation').integer();
}

/** A pod that somebody has to let go, or that holds devices by a claim. */
function isOdd({ manifest }: OwnPod): boolean {
  const root = Field.of(manifest, []);
  return root.get('metadata', 'finalizers').items().length > 0 || root.get('spec', 'resourceClaims').items().length > 0;
}
