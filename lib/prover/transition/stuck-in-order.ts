import { makesPodsInOrder, PodTemplate, Workload } from '../../manifests';
import { Capacity, lets, slotsIn } from '../placement';
import { isAsRead, isBeyond, Running, stayingPods, templateOf } from './under-way';

/** A pod that waits for a node, and before which its StatefulSet does nothing else. */
export interface StuckPod {
  readonly name: string;
  readonly pod: PodTemplate;
}

/**
 * Pods of a StatefulSet that makes its pods in order which wait for a node, of ordinals that are wanted: it replaces
 * none, makes none after them and stops none before they are ready, whatever is asked for (kubernetes
 * pkg/controller/statefulset/stateful_set_control.go `processReplica`).
 */
export function waitingInOrder(old: Workload, running: Running, wanted: number): readonly StuckPod[] {
  return !makesPodsInOrder(old) || wanted === 0 || !isAsRead(old, running) ? []
    : (stayingPods(old, running.own) ?? []).filter((pod) => pod.node === '' && !isBeyond(old, pod, wanted))
      .map(({ manifest }) => ({ name: manifest.name, pod: templateOf(manifest) }));
}

/** That one of them finds no node even if nothing else stood there; undefined where each may find one. */
export function whyStuckInOrder(
  capacity: Capacity, workload: Workload, waiting: readonly StuckPod[],
): string | undefined {
  const stuck = waiting.find(({ pod }) => {
    const asked = capacity.requestsOf({ ...workload, pod });
    return !capacity.nodes.some((node, index) => lets({ pod, volumes: [] }, node)
      && slotsIn(capacity.roomOfGroup(capacity.groupOf[index], capacity.daemons), asked) > 0);
  });
  return stuck && `pod ${stuck.name} fits no node, and a StatefulSet that makes its pods in order does nothing else before ` +
    'it is ready, whatever is asked for: delete it';
}
