import { Cluster, isPlaced } from '../../cluster';
import { Change } from './change';
import { stayingPods } from './under-way';
import { isReady } from './unready-pods';

/** Kinds whose controllers stop pods that are not wanted any more, one by one, and leave the others alone. */
const KINDS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

/**
 * Whether a change only stops pods, all of which a snapshot shows to run: none is made, so that it is no matter whether
 * another one would be let in, or where it would find room (kubernetes pkg/controller/replicaset/replica_set.go
 * `manageReplicas`, pkg/controller/statefulset/stateful_set_control.go `updateStatefulSet`).
 */
export function onlyStops(
  { kind, before, held, underWay, to, isAutoscaled, isAnother }: Change, cluster?: Cluster,
): boolean {
  const pods = before && KINDS.has(before.kind) ? stayingPods(before, cluster?._own) : undefined;
  return kind === 'scaled' && pods !== undefined && pods.length >= to.most && !isAutoscaled && !isAnother
    && held === undefined && underWay === undefined
    && pods.every((pod) => isPlaced(pod) && isReady(pod.manifest));
}
