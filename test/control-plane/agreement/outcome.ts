import { Json } from '../cluster/api';
import { isReady, ownerOf } from '../cluster/pods';
import { ClusterView, Collection } from '../cluster/view';

const COLLECTIONS: { [kind: string]: Collection } = {
  Deployment: 'deployments', StatefulSet: 'statefulsets', DaemonSet: 'daemonsets', ReplicaSet: 'replicasets',
  Job: 'jobs', Pod: 'pods',
};

/** A workload as it now is in the cluster. */
export function liveObject(view: ClusterView, { kind, metadata }: Json): Json | undefined {
  return view.find(COLLECTIONS[kind], metadata.name, metadata.namespace);
}

/** Waits until the view has what a write has made of a workload: what it tells before speaks of the time before. */
export async function untilSeen(view: ClusterView, written: Json): Promise<void> {
  const isSeen = () => (liveObject(view, written)?.metadata.generation ?? 0) >= written.metadata.generation;
  while (!isSeen()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Pods of a workload, those of a Deployment by way of its ReplicaSets. */
export function podsOf(view: ClusterView, workload: Json): Json[] {
  const live = liveObject(view, workload);
  if (live === undefined) {
    return [];
  }
  const { namespace } = workload.metadata;
  const owners = new Set([
    live.metadata.uid,
    ...view
      .list('replicasets', namespace)
      .filter((set) => ownerOf(set) === live.metadata.uid)
      .map(({ metadata }) => metadata.uid),
  ]);
  return workload.kind === 'Pod' ? [live] : view.list('pods', namespace).filter((pod) => owners.has(ownerOf(pod)));
}

/** Ready and not about to stop. */
export function availablePods(view: ClusterView, workload: Json): number {
  return podsOf(view, workload).filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
}

/** Pods that the controller wants; for a DaemonSet as many as it counts itself. */
export function wantedPods(view: ClusterView, workload: Json): number {
  const live = liveObject(view, workload);
  return workload.kind === 'DaemonSet' ? live?.status.desiredNumberScheduled ?? 0
    : workload.kind === 'Job' ? live?.spec.parallelism : workload.kind === 'Pod' ? 1 : live?.spec.replicas;
}

export function podsRunning(view: ClusterView, workload: Json): boolean {
  return availablePods(view, workload) >= wantedPods(view, workload);
}

/**
 * Whether every pod is of the newest template and available, as `kubectl rollout status` asks. What the status says is
 * of the generation that it names.
 */
export function isComplete(view: ClusterView, workload: Json): boolean {
  const { metadata, spec, status } = liveObject(view, workload)!;
  if ((status.observedGeneration ?? 0) < metadata.generation) {
    return false;
  }
  if (workload.kind === 'DaemonSet') {
    return (
      (status.updatedNumberScheduled ?? 0) === status.desiredNumberScheduled
      && (status.numberAvailable ?? 0) === status.desiredNumberScheduled
    );
  }
  const { replicas } = spec;
  if (workload.kind === 'Deployment') {
    return (
      (status.updatedReplicas ?? 0) === replicas
      && (status.replicas ?? 0) === replicas
      && (status.availableReplicas ?? 0) === replicas
    );
  }
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const updated = status.updateRevision === status.currentRevision ? replicas : (status.updatedReplicas ?? 0);
  return (
    updated >= replicas - partition && (status.readyReplicas ?? 0) === replicas && (status.replicas ?? 0) === replicas
  );
}

/** The pods of a workload, or of a namespace, that do not run and why, for a person to read. */
export function describePending(view: ClusterView, namespace: string, workload?: Json): string {
  const all = workload === undefined ? view.list('pods', namespace) : podsOf(view, workload);
  const pods = all
    .filter((pod) => !isReady(pod))
    .map(({ metadata, spec, status }) => {
      const message = status.conditions?.find(
        ({ type, status: value }: Json) => type === 'PodScheduled' && value === 'False',
      )?.message;
      const place = spec.nodeName ? `on ${spec.nodeName}, ${status.phase}` : status.phase;
      return `${metadata.name}: ${message?.replace(/ preemption: .*/, '') ?? place}`;
    });
  const refused = view
    .list('replicasets', namespace)
    .flatMap(({ status }) => status.conditions ?? [])
    .filter(({ type }) => type === 'ReplicaFailure')
    .map(({ message }) => message);
  return [...pods, ...refused].join('; ') || 'no pod waits, and yet some are missing or old';
}
