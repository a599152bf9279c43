import { Json } from './api';
import { isFinished } from './pods';
import { ClusterView } from './view';

/** Claims of a pod, by name. */
export function claimsOf({ metadata, spec }: Json): string[] {
  return (spec.volumes ?? []).flatMap((volume: Json) => volume.persistentVolumeClaim
    ? [volume.persistentVolumeClaim.claimName] : volume.ephemeral ? [`${metadata.name}-${volume.name}`] : []);
}

/**
 * Whether a pod on a node is about to start: not so when a volume that one node only may attach is attached to another
 * node, for a pod there that still lives. The attach-detach controller waits for that one to go (Multi-Attach error).
 */
export function isInFlight(view: ClusterView, pod: Json): boolean {
  return !claimsOf(pod).some((claim) => isHeldElsewhere(view, pod, claim));
}

function isHeldElsewhere(view: ClusterView, pod: Json, claim: string): boolean {
  const { namespace } = pod.metadata;
  const volumeName = view.find('persistentvolumeclaims', claim, namespace)?.spec.volumeName;
  const volume = volumeName && view.find('persistentvolumes', volumeName);
  if (!volume || volume.spec.accessModes.some((mode: string) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) {
    return false;
  }
  const holders = view
    .list('volumeattachments')
    .filter(({ spec }) => spec.source.persistentVolumeName === volumeName)
    .map(({ spec }) => spec.nodeName as string)
    .filter((node) => node !== pod.spec.nodeName);
  return view
    .list('pods', namespace)
    .some((other) => holders.includes(other.spec.nodeName) && claimsOf(other).includes(claim) && !isFinished(other));
}
