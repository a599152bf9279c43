import { Field, podSpecOf, Workload } from '../../../manifests';

/** The specs of the claims that a StatefulSet makes for each pod. */
export function ownClaims({ manifest, claimTemplates }: Workload): Field[] {
  const within = manifest.kind === 'LeaderWorkerSet' ? ['leaderWorkerTemplate'] : [];
  return Field.of(manifest, [])
    .get('spec', ...within, 'volumeClaimTemplates')
    .items()
    .slice(0, claimTemplates.length)
    .map((template) => template.get('spec'));
}

/** The specs of the claims that live and die with each pod, by the names of their volumes. */
export function ephemeralClaims(workload: Workload): { readonly name: string; readonly spec: Field }[] {
  return workload.pod.ephemeralClaims.length === 0 ? []
    : podSpecOf(workload).get('volumes').items()
      .filter((volume) => volume.get('ephemeral').isPresent)
      .map((volume) => ({
        name: volume.get('name').string() ?? '', spec: volume.get('ephemeral', 'volumeClaimTemplate', 'spec'),
      }));
}
