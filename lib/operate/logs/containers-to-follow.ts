import { Manifest } from '../../manifests';
import { fieldOf, View } from '../view';
import { containersOf } from '../watch/phase';
import { WorkloadRef } from '../workload-ref';

/** A container that has written something, or may. */
export interface LoggingContainer {
  readonly pod: Manifest;
  readonly container: string;
  /** How often it was started anew. */
  readonly restarts: number;
}

/** Containers of all pods of workloads that have started, old pods too. */
export function loggingContainers(refs: readonly WorkloadRef[], view: View): LoggingContainer[] {
  const pods = refs.flatMap((ref) => {
    const workload = view.find(ref);
    const { fresh, old } = workload === undefined ? { fresh: [], old: [] } : view.podsOf(workload);
    return [...old, ...fresh];
  });
  return pods.flatMap((pod) => containersOf(pod)
    .filter((each) => each.get('state', 'waiting').value === undefined || each.get('lastState', 'terminated').isPresent)
    .map((each) => ({
      pod, container: each.get('name').string() ?? '', restarts: each.get('restartCount').integer() ?? 0,
    })));
}

/** `web-ui-7d9f-x2x/web-ui`; the container only where the pod has more than one. */
export function labelOf({ pod, container }: LoggingContainer): string {
  return fieldOf(pod).get('spec', 'containers').items().length > 1 ? `${pod.name}/${container}` : pod.name;
}
