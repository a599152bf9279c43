import { Cluster } from '../../../cluster';
import { Field, PodCount, Workload } from '../../../manifests';
import { isAsRead, Running, stayingPods } from './running';

/** Kinds whose controllers make a pod that is missing as soon as they see it. */
const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

/**
 * So many pods of a workload as a snapshot shows on nodes: those that wait for one, or are yet to be made, come like
 * further ones. All that are wanted where nothing tells, or an autoscaler says how many there are.
 */
export function podsThatStand(old: Workload, running: Running, wanted: PodCount): PodCount {
  const own = stayingPods(old, running.own) ?? (running.own && saysNone(old) ? [] : undefined);
  const isTold = own !== undefined && isAsRead(old, running) && KINDS.has(old.kind) && wanted.least === wanted.most;
  const standing = own?.filter(({ node }) => node !== '').length ?? 0;
  return isTold && standing < wanted.most ? { least: standing, most: standing } : wanted;
}

/** Whether the controller says that there is no pod, as where the API server refuses all. */
function saysNone({ manifest }: Workload): boolean {
  const status = Field.of(manifest, []).get('status');
  return status.get('observedGeneration').isPresent && (status.get('replicas').integer() ?? 0) === 0;
}

/** That a pod of a workload waits for a node, as a snapshot shows it; undefined where none does. */
export function waitingPod(workload: Workload, cluster: Cluster | undefined): string | undefined {
  const pod = stayingPods(workload, cluster?._own)?.find(({ node }) => node === '');
  return pod && `pod ${pod.manifest.name} waits for a node, and whether it finds room beside the change is not decided`;
}
