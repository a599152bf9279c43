import { OwnPod } from '../../cluster';
import { Field, Manifest, PodTemplate, Workload } from '../../manifests';
import { replicaSetsOf } from './replica-sets-of';
import { TemplateChange, templateChange } from './template-equality';
import { isAsRead, revisionOfPod, Running, stayingPods, templateOf } from './under-way';
import { isReady } from './unready-pods';

/** A pod of a former template that runs, or waits for a node. */
export interface FormerPod {
  /** Empty where it waits. */
  readonly node: string;
  readonly pod: PodTemplate;
  /** No pod of its ReplicaSet stands on a node, so that none is left where its controller gives up those that wait. */
  readonly waitsWhole: boolean;
}

/** The pods of a Deployment in the middle of an update, each of a template that a snapshot shows. */
export interface HalfWayPods {
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
 * What a snapshot shows of all pods of a Deployment, where the ReplicaSet of each tells whether it is of the template
 * that is asked for; undefined where something is not told, or a pod of some ReplicaSet is yet to be made or stopped.
 * `pods` are asked for.
 */
export function halfWayPods(
  old: Workload, asked: Workload, running: Running, pods: number,
): HalfWayPods | undefined {
  const own = stayingPods(old, running.own) ?? [];
  const isSimple = [old, asked].every(({ kind, companions, isGang, resizedBy }) =>
    kind === 'Deployment' && companions.length === 0 && !isGang && resizedBy === undefined);
  const isTold = own.length > 0 && isAsRead(old, running) && isSynced(old.manifest);
  if (!isTold || !isSimple || asked.waitsFor !== undefined) {
    return undefined;
  }
  const sets = replicaSetsOf(old.manifest, running.objects)
    .map((set) => ({ ...set, change: templateChange(set.workload, asked) }));
  const change = new Map(sets.map((set): [string, TemplateChange] => [set.revision, set.change]));
  const changes = own.map((pod) => change.get(revisionOfPod(pod)));
  const priorities = new Set(own.map(({ manifest }) => Field.of(manifest, []).get('spec', 'priority').integer() ?? 0));
  const isWhole = sets.every(({ revision, wanted }) =>
    own.filter((pod) => revisionOfPod(pod) === revision).length === wanted);
  const areTold = changes.every((each) => each === 'none' || each === 'changed');
  if (!isWhole || !areTold || priorities.size !== 1 || own.some(isOdd)) {
    return undefined;
  }
  const availableOf = (which: TemplateChange) => sets.filter((set) => set.change === which)
    .reduce((sum, { revision, available }) => sum + Math.min(available, own.filter((pod) =>
      pod.node !== '' && revisionOfPod(pod) === revision && isReady(pod.manifest)).length), 0);
  const standing = new Set(own.filter(({ node }) => node !== '').map(revisionOfPod));
  const isFormer = (_: OwnPod, index: number) => changes[index] === 'changed';
  return {
    former: own.filter(isFormer).map((pod) => ({
      node: pod.node, pod: templateOf(pod.manifest), waitsWhole: !standing.has(revisionOfPod(pod)),
    })),
    available: { former: availableOf('changed'), fresh: availableOf('none') },
    fresh: own.filter((pod, index) => !isFormer(pod, index) && pod.node !== '').map(({ node }) => node),
    priority: [...priorities][0],
    growsNone: growsNone(asked, pods, old.replicas, sets.map(({ wanted }) => wanted)),
  };
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
  const all = active.reduce((sum, each) => sum + each, 0);
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
