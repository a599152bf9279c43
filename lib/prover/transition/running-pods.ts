import { Cluster } from '../../cluster';
import { keyOf, Workload } from '../../manifests';
import { PodCount } from '../admission';
import { isAsRead, Running } from './under-way';

/** Kinds whose controllers make a pod that is missing as soon as they see it. */
const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

/**
 * So many pods of a workload as a snapshot shows on nodes: those that wait for one, or are yet to be made, come like
 * further ones. All that are wanted where nothing tells, or an autoscaler says how many there are.
 */
export function podsThatStand(old: Workload, running: Running, wanted: PodCount): PodCount {
  const own = running.own?.get(keyOf(old.manifest));
  const isTold = own !== undefined && isAsRead(old, running) && KINDS.has(old.kind) && wanted.least === wanted.most;
  const standing = own?.filter(({ node, isLeaving }) => node !== '' && !isLeaving).length ?? 0;
  return isTold && standing < wanted.most ? { least: standing, most: standing } : wanted;
}

/** That a pod of a workload waits for a node, as a snapshot shows it; undefined where none does. */
export function waitingPod({ manifest }: Workload, cluster: Cluster | undefined): string | undefined {
  const pod = cluster?._own?.get(keyOf(manifest))?.find(({ node, isLeaving }) => node === '' && !isLeaving);
  return pod && `pod ${pod.manifest.name} waits for a node, and whether it finds room beside the change is not decided`;
}
