import { OwnPod } from '../../../cluster';
import {
  firstOrdinal, makesPodsInOrder, podOrdinal, podPriority, PodTemplate, templateOfPod, Workload,
} from '../../../manifests';
import { isAsRead, Running, stayingPods } from './running';
import { isReady, isStarting } from './unready-pods';

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

/** Whether a pod of a StatefulSet is one of the last, which are not wanted any more. */
export function isBeyond({ kind, manifest }: Workload, pod: OwnPod, wanted: number): boolean {
  return kind === 'StatefulSet' && podOrdinal(pod.manifest) >= firstOrdinal(manifest) + wanted;
}

/** It is not ready, and nothing shows that it soon will be. */
function isHeldUp(pod: OwnPod): boolean {
  return !isReady(pod.manifest) && !isStarting(pod);
}

/**
 * A StatefulSet that makes its pods in order does nothing before each of them is ready, whatever is asked for
 * (kubernetes pkg/controller/statefulset/stateful_set_control.go `processReplica`).
 */
export function whyNoneIsReplaced(workload: Workload, own: readonly OwnPod[]): string | undefined {
  const stuck = own.find(isHeldUp);
  return makesPodsInOrder(workload) && stuck
    ? `pod ${stuck.manifest.name} is not ready, and a StatefulSet that makes its pods in order replaces none before that: ` +
      'delete it'
    : undefined;
}

/**
 * Such a StatefulSet stops none of its last pods while one before them is not ready, nor while two of the last are not
 * (`processReplica`, `processCondemned`).
 */
export function whyNoneIsStopped(workload: Workload, { own }: Running, wanted: number): string | undefined {
  const pods = stayingPods(workload, own) ?? [];
  if (!makesPodsInOrder(workload) || pods.length <= wanted) {
    return undefined;
  }
  const unready = pods.filter(isHeldUp);
  const stuck = unready.find((pod) => !isBeyond(workload, pod, wanted)) ?? unready[1];
  return stuck && `pod ${stuck.manifest.name} is not ready, and a StatefulSet that makes its pods in order stops no other ` +
    'before that: delete it';
}
