import { daemonNodeOf, OwnPod } from '../../../cluster';
import { expectedDowntime } from '../../../kubernetes/arithmetic';
import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import { Field, firstOrdinal, groupOf, makesPodsInOrder, podOrdinal, Workload } from '../../../manifests';
import { WorkloadPlan } from '../../updates';
import { Change } from './change';
import { setsOf, wantsPods } from './replica-sets-of';
import { revisionOfPod } from './pod-revisions';
import { isAsRead, Running, stayingPods } from './running';
import { isReady } from './unready-pods';

/**
 * Minors from which pods that wait before an update begins are known to be counted among those that may be missing
 * (kubernetes pkg/controller/daemon/update.go `rollingUpdate`; pkg/controller/statefulset/stateful_set_control.go
 * `updateStatefulSetAfterInvariantEstablished`, whose gate is on by default from there): before, as many that are
 * available are stopped beside them.
 */
const COUNTED_FROM = { DaemonSet: 36, StatefulSet: 37 };

/** What is known of a change. */
export interface Serving {
  readonly change: Change;
  readonly plan: WorkloadPlan;
  readonly running: Running;
  readonly kubernetes: KubernetesVersion;
  /** Its pods may be evicted by others that come with the change. */
  readonly isEvicted: boolean;
}

/** Pods of a workload as they are when a change begins. */
interface Begin {
  readonly available: number;
  /** Those that wait, are not ready or are yet to be made. */
  readonly missing: number;
  /** All that are there. */
  readonly pods: number;
  /** They are told to be of several revisions. */
  readonly isMixed: boolean;
}

/** What of a plan depends on who is available when the change begins. */
export function whileItChanges(serving: Serving): Pick<WorkloadPlan, 'availabilityFloor' | 'downtimeSeconds'> {
  const { change: { kind, after, to }, plan: { downtimeSeconds, replicas } } = serving;
  const availabilityFloor = stayAvailable(serving);
  const pods = after?.kind === 'DaemonSet' ? replicas : to.most;
  const bounds = kind === 'updated' ? after!.bounds(pods) : undefined;
  const serves = availabilityFloor > 0 || downtimeSeconds.most !== 0 || pods === 0 || bounds === undefined;
  return {
    availabilityFloor,
    downtimeSeconds: serves ? downtimeSeconds
      : { ...expectedDowntime(after!, pods, { ...bounds, maxUnavailable: pods }), least: 0 },
  };
}

/**
 * Pods that are available at every moment of a change: never more than when it begins, and of those as many as the
 * controller keeps while some are missing already.
 */
function stayAvailable(serving: Serving): number {
  const { change: { kind, before, after, to, writes = Infinity, held }, plan, isEvicted } = serving;
  if (before === undefined || after === undefined || kind === 'new' || isEvicted) {
    return 0;
  }
  const isDaemon = after.kind === 'DaemonSet';
  const size = isDaemon ? plan.replicas : Math.min(to.least, writes);
  const begin = beginOf(serving, before, size);
  const kept = kind !== 'updated' || held === 'all' ? keptWhenScaled(serving, begin, size)
    : keptWhenReplaced(serving, begin, size);
  return Math.max(0, Math.min(begin.available, size, kept));
}

function beginOf({ change, plan, running }: Serving, before: Workload, size: number): Begin {
  const { from, after, wanted = from } = change;
  if (before.kind === 'DaemonSet' && goElsewhere(before, after!)) {
    return { available: 0, missing: plan.replicas, pods: plan.replicas, isMixed: false };
  }
  const all = before.kind === 'DaemonSet' ? plan.replicas : wanted.least;
  const own = isAsRead(before, running) ? stayingPods(before, running.own) : undefined;
  if (own === undefined) {
    const told = Math.min(all, from.most, toldAvailable(before) ?? Infinity);
    const available = Math.max(0, told - ordinalsThatGo(before, after!, all, size));
    return { available, missing: all - told, pods: all, isMixed: change.underWay !== undefined };
  }
  // Ordinals that are no longer wanted go first, whoever waits.
  const first = firstOrdinal(after!.manifest);
  const stay = before.kind !== 'StatefulSet' ? own : own.filter(({ manifest }) => {
    const ordinal = podOrdinal(manifest);
    return ordinal >= first && ordinal < first + size;
  });
  // Of two on one node, the one that waits comes with the surge of an update that is under way.
  const pods = before.kind !== 'DaemonSet' ? stay.length
    : new Set(stay.flatMap(({ node, manifest }) => node || daemonNodeOf(manifest) || [])).size;
  const available = availableOf(before, stay);
  const expected = before.kind === 'StatefulSet' ? Math.min(all, size) : all;
  return {
    available, missing: Math.max(0, Math.max(expected, pods) - available), pods,
    isMixed: new Set(own.map(revisionOfPod)).size > 1
      || setsOf(before.manifest, running.objects).filter(wantsPods).length > 1,
  };
}

/** Of so many pods of a StatefulSet, those whose ordinals are no longer wanted, whoever of them waits. */
function ordinalsThatGo(before: Workload, after: Workload, pods: number, size: number): number {
  if (before.kind !== 'StatefulSet') {
    return 0;
  }
  const [first, anew] = [before, after].map(({ manifest }) => firstOrdinal(manifest));
  return pods - Math.max(0, Math.min(first + pods, anew + size) - Math.max(first, anew));
}

/** Whether the pods of a DaemonSet leave nodes, and come to others. */
function goElsewhere(...workloads: Workload[]): boolean {
  return new Set(workloads.map(({ pod: { nodeSelector, nodeAffinity, tolerations } }) =>
    JSON.stringify([nodeSelector, nodeAffinity ?? null, tolerations]))).size > 1;
}

/** A snapshot does not tell for how long a pod has been ready; the controller does, who has counted. */
function availableOf(workload: Workload, own: readonly OwnPod[]): number {
  const ready = own.filter(({ manifest, node }) => node !== '' && isReady(manifest));
  const nodes = new Set(ready.map(({ node }) => node));
  const pods = workload.kind === 'DaemonSet' ? nodes.size : ready.length;
  return workload.minReadySeconds > 0 ? Math.min(pods, toldAvailable(workload) ?? pods) : pods;
}

/** As many as the status says; undefined where it says nothing. */
function toldAvailable({ manifest }: Workload): number | undefined {
  const status = Field.of(manifest, []).get('status');
  const [available, missing] = [['availableReplicas', 'numberAvailable'], ['unavailableReplicas', 'numberUnavailable']]
    .map((names) => names.flatMap((name) => status.get(name).integer() ?? []));
  // Zero is left out of what the API server tells.
  return available[0] ?? (missing.length > 0 ? 0 : undefined);
}

/**
 * A ReplicaSet stops those first that are not ready (kubernetes pkg/controller/controller_utils.go
 * `ActivePodsWithRanks`): of ready ones it may be one that has been so for long enough. A Deployment takes from each of
 * its ReplicaSets in proportion, whose pods ever wait (pkg/controller/deployment/sync.go `scale`).
 */
function keptWhenScaled({ change: { after, from, wanted = from } }: Serving, begin: Begin, size: number): number {
  const { available, missing } = begin;
  const stopped = Math.max(0, wanted.most - size);
  switch (stopped === 0 ? undefined : after!.kind) {
    case undefined:
      return available;
    case 'Deployment':
    case 'ReplicaSet':
      return Math.min(begin.isMixed ? size - missing : size, available - notYetAvailable(after!, begin));
    case 'StatefulSet':
    case 'DaemonSet':
      return available;
    default:
      return available - (missing === 0 ? 0 : stopped);
  }
}

function keptWhenReplaced({ change, plan, kubernetes }: Serving, begin: Begin, size: number): number {
  const after = change.after!;
  const { available, missing, pods } = begin;
  const bounds = after.bounds(size);
  if (bounds === undefined || bounds.recreate) {
    return 0;
  }
  const { maxUnavailable, maxSurge } = bounds;
  const kept = Math.min(plan.availabilityFloor, size - maxUnavailable);
  if (missing === 0) {
    return kept;
  }
  const isCounted = (from: number) => kubernetes.isAtLeast(from);
  switch (groupOf(after.manifest) === 'apps' ? after.kind : undefined) {
    case 'Deployment':
      // Unhealthy pods go first, and others only while more are available than have to be (rolling.go
      // `reconcileOldReplicaSets`); before that, where the number changes, all ReplicaSets go down in proportion.
      return Math.min(
        kept, available - notYetAvailable(after, begin),
        begin.isMixed && size < (change.wanted ?? change.from).most ? size + maxSurge - missing : Infinity,
      );
    case 'StatefulSet':
      // One that makes its pods in order replaces none before all are available.
      return makesPodsInOrder(after) || isCounted(COUNTED_FROM.StatefulSet) ? kept : available - maxUnavailable;
    case 'DaemonSet':
      // With surge, an old pod that is available stays until its successor is.
      return maxSurge > 0 ? kept : (isCounted(COUNTED_FROM.DaemonSet) ? pods : available) - maxUnavailable;
    default:
      return 0;
  }
}

/** So many pods may be stopped in place of those that are ready and not yet available. */
function notYetAvailable({ minReadySeconds }: Workload, { missing }: Begin): number {
  return minReadySeconds > 0 ? missing : 0;
}
