import { Cluster, isPlaced } from '../../../cluster';
import { firstOrdinal, podOrdinal } from '../../../manifests';
import { Change } from './change';
import { stayingPods } from './running';
import { isReady } from './unready-pods';

/** Kinds whose controllers stop pods that are not wanted any more, one by one, and leave the others alone. */
const KINDS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

/**
 * Whether a change only stops pods, and a snapshot shows that those that stay run: none is made, so that it is no
 * matter whether another one would be let in, or where it would find room. Of a StatefulSet the last ones go, of a
 * ReplicaSet those first that are not ready (kubernetes pkg/controller/statefulset/stateful_set_control.go
 * `updateStatefulSet`, pkg/controller/controller_utils.go `ActivePodsWithRanks`).
 */
export function onlyStops(
  { kind, before, after, held, underWay, to, isAutoscaled, isAnother }: Change, cluster?: Cluster,
): boolean {
  // A partition keeps all that stay as they are.
  const isKept = held === undefined || (held === 'all' && before?.kind === 'StatefulSet');
  const isPlain = kind === 'scaled' && !isAutoscaled && !isAnother && isKept && underWay === undefined;
  const pods = isPlain && KINDS.has(before!.kind) ? stayingPods(before!, cluster?._own) : undefined;
  if (pods === undefined) {
    return false;
  }
  const first = firstOrdinal(after!.manifest);
  const mayStay = pods.filter((pod) => isPlaced(pod) && isReady(pod.manifest)
    && (before!.kind !== 'StatefulSet' || isWithin(podOrdinal(pod.manifest), first, first + to.most)));
  return pods.length >= to.most && mayStay.length >= to.most;
}

function isWithin(number: number, from: number, below: number): boolean {
  return number >= from && number < below;
}
