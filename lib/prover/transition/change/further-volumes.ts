import { firstOrdinal, liveField, Model, PodCount, Workload } from '../../../manifests';

/**
 * Whether the volumes of the further pods of a StatefulSet in a cluster are `made` where these come, or some are
 * `found` where pods of their ordinals left them: claims outlive their pods unless
 * persistentVolumeClaimRetentionPolicy says otherwise (kubernetes pkg/controller/statefulset/stateful_pod_control.go
 * `createMissingPersistentVolumeClaims`).
 * Undefined where none comes, or the claims of the cluster were not read.
 */
export function furtherVolumes(
  after: Model, workload: Workload, { most: from }: PodCount, { most: to }: PodCount,
): 'made' | 'found' | undefined {
  const { kind, namespace, name, claimTemplates, manifest, pod } = workload;
  const isRead = after.options.asked?.has('PersistentVolumeClaim') === true;
  if (kind !== 'StatefulSet' || from >= to || claimTemplates.length === 0 || !isRead) {
    return undefined;
  }
  const isBound = (claim: string) => {
    const found = after.find('PersistentVolumeClaim', namespace, claim);
    return found !== undefined && liveField(found, after.options, 'spec', 'volumeName').isPresent;
  };
  const further = Array.from({ length: to - from }, (_, index) => firstOrdinal(manifest) + from + index);
  const areOwn = pod.claims.length + pod.ephemeralClaims.length + pod.inlineDisks.length === 0;
  return further.some((ordinal) => claimTemplates.some((template) => isBound(`${template.name}-${name}-${ordinal}`)))
    ? 'found' : areOwn ? 'made' : undefined;
}
