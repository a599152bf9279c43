import { append, Field, firstOrdinal, Manifest, ownerOf, PodCount, Workload } from '../../manifests';
import { Surroundings } from './surroundings';

/**
 * What counts in quotas without being of the manifests, from a snapshot: pods, claims and ReplicaSets. They are taken
 * to stay. What a snapshot does not hold (pods that have finished, revisions of a StatefulSet) is in `status.used` of
 * the quota alone.
 */
export class OutsideUsage {
  private readonly pods = new Map<string, Workload[]>();

  /** @param outsidePods undefined where they are not known */
  constructor(private readonly surroundings: Surroundings, private readonly outsidePods?: readonly Workload[]) {
    outsidePods?.forEach((pod) => append(this.pods, pod.namespace, pod));
  }

  /** Whether all that takes of a resource is known object by object. */
  public isCounted(resource: string): boolean {
    if (/persistentvolumeclaims$|requests\.storage$/.test(resource)) {
      return this.surroundings.isComplete('PersistentVolumeClaim');
    }
    if (resource.includes('deviceclass.resource.')) {
      return this.surroundings.isComplete('ResourceClaim');
    }
    return resource === 'count/replicasets.apps' ? this.surroundings.isComplete('ReplicaSet')
      : !resource.startsWith('count/') && this.outsidePods !== undefined;
  }

  public isWritten(object: Manifest): boolean {
    return this.surroundings.isWritten(object);
  }

  /** Pods that a workload had when it was exported, or has in the live cluster; 0 where nothing says so. */
  public runningOf({ manifest }: Workload): number {
    return [manifest, this.surroundings.liveOf(manifest)].flatMap((object) => {
      const status = object && Field.of(object, []).get('status');
      return ['replicas', 'currentNumberScheduled', 'active'].flatMap((count) => status?.get(count).integer() ?? []);
    })[0] ?? 0;
  }

  public podsIn(namespace: string): readonly Workload[] {
    return this.pods.get(namespace) ?? [];
  }

  /**
   * Claims of a namespace, in the manifests and live, less those that are made for pods, which are counted with them.
   */
  public claimsIn(namespace: string, counts: ReadonlyMap<Workload, PodCount>): Manifest[] {
    const made = new Set([...counts].flatMap(([workload, { most }]) => claimNames(workload, most)));
    return this.surroundings.model.byKind('PersistentVolumeClaim')
      .filter((claim) => claim.namespace === namespace && !made.has(claim.name) && ownerOf(claim)?.kind !== 'Pod');
  }

  /** Claims for devices of a namespace, less those that are made for pods. */
  public deviceClaimsIn(namespace: string): Manifest[] {
    return this.surroundings.model.byKind('ResourceClaim')
      .filter((claim) => claim.namespace === namespace && ownerOf(claim)?.kind !== 'Pod');
  }

  /** Live ReplicaSets that are no revision of a Deployment of the manifests. */
  public replicaSetsIn(namespace: string): Manifest[] {
    const { model } = this.surroundings;
    const written = new Set(
      model.manifests.filter(({ kind }) => kind === 'Deployment').map((each) => `${each.namespace}/${each.name}`),
    );
    return model.byKind('ReplicaSet').filter((set) => {
      const owner = ownerOf(set);
      return (
        set.namespace === namespace
        && !this.isWritten(set)
        && !(owner?.kind === 'Deployment' && written.has(`${namespace}/${owner.name}`))
      );
    });
  }
}

/**
 * `<template>-<StatefulSet>-<ordinal>` (kubernetes pkg/controller/statefulset/stateful_set_utils.go
 * `getPersistentVolumeClaimName`).
 */
export function claimNames({ kind, name, manifest }: Workload, pods: number): string[] {
  if (kind !== 'StatefulSet') {
    return [];
  }
  const spec = Field.of(manifest, []).get('spec');
  const first = firstOrdinal(manifest);
  return spec
    .get('volumeClaimTemplates')
    .items()
    .flatMap((template) =>
      Array.from(
        { length: pods },
        (_, index) => `${template.get('metadata', 'name').string()}-${name}-${first + index}`,
      ),
    );
}
