import { PodTemplate } from '../../../manifests';

/** Whether only room and the filters that look at a node alone decide where a pod goes. */
export function goesByRoom(pod: PodTemplate): boolean {
  return [pod.affinity, pod.antiAffinity, pod.spread, pod.hostPorts, pod.deviceClaims, pod.claims, pod.inlineDisks]
    .every(({ length }) => length === 0);
}
