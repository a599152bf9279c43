import { makesPodsInOrder, podPriority, PodTemplate, templateOfPod, Workload } from '../../../manifests';
import { isAsRead, isBeyond, Running, stayingPods } from './under-way';

/** A pod that waits for a node, and before which its StatefulSet does nothing else. */
export interface StuckPod {
  readonly name: string;
  readonly pod: PodTemplate;
  readonly priority: number;
}

/**
 * Pods of a StatefulSet that makes its pods in order which wait for a node, of ordinals that are wanted: it replaces
 * none, makes none after them and stops none before they are ready, whatever is asked for (kubernetes
 * pkg/controller/statefulset/stateful_set_control.go `processReplica`).
 */
export function waitingInOrder(old: Workload, running: Running, wanted: number): readonly StuckPod[] {
  return !makesPodsInOrder(old) || wanted === 0 || !isAsRead(old, running) ? []
    : (stayingPods(old, running.own) ?? []).filter((pod) => pod.node === '' && !isBeyond(old, pod, wanted))
      .map(({ manifest }) => ({
        name: manifest.name, pod: templateOfPod(manifest), priority: podPriority(manifest) ?? 0,
      }));
}
