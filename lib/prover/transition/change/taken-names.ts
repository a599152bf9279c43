import { Cluster, ENDS_BY_ITSELF } from '../../../cluster';
import { firstOrdinal, keyOf, Model, Workload } from '../../../manifests';
import { Change } from './change';

/**
 * Why a StatefulSet never makes one of its pods: another one that is not its own has the name, as where it was deleted
 * with --cascade=orphan and comes again with another selector (kubernetes
 * pkg/controller/statefulset/stateful_pod_control.go `CreateStatefulPod`). Undefined where none has.
 */
export function takenName(
  { kind, namespace, name, manifest }: Workload, { to }: Change, model: Model, cluster: Cluster | undefined,
): string | undefined {
  if (kind !== 'StatefulSet') {
    return undefined;
  }
  const outside = (cluster?._outside ?? []).filter(({ workload, passing }) =>
    workload.namespace === namespace && (passing === undefined || passing === ENDS_BY_ITSELF));
  const others = new Set(outside.map(({ workload }) => workload.name));
  const own = new Set((cluster?._own?.get(keyOf(manifest)) ?? []).map((pod) => pod.manifest.name));
  const taken = Array.from({ length: to.least }, (_, index) => `${name}-${firstOrdinal(manifest) + index}`)
    .find((pod) => !own.has(pod) && (others.has(pod) || model.find('Pod', namespace, pod) !== undefined));
  return taken && `pod ${taken} is there and is none of its own: the StatefulSet cannot make one of that name before it is deleted`;
}
