import { allContainers, Field, meets, QuotaScope, readQuantities, ResourceQuota } from '../../manifests';

/**
 * Whether a quota counts a pod: every scope must match.
 *
 * Source: kubernetes pkg/quota/v1/evaluator/core/pods.go `podMatchesScopeFunc`.
 */
export function countsPod({ scopes }: ResourceQuota, spec: Field): boolean {
  return scopes.every((scope) => matchesPod(scope, spec));
}

/**
 * Whether a quota counts a claim: only a scope of volume attributes classes ever matches one
 * (persistent_volume_claims.go).
 */
export function countsClaim({ scopes }: ResourceQuota, claimSpec: Field): boolean {
  return scopes.every(
    (scope) =>
      scope.name === 'VolumeAttributesClass' && meetsName(scope, claimSpec.get('volumeAttributesClassName').string()),
  );
}

function matchesPod(scope: QuotaScope, spec: Field): boolean {
  switch (scope.name) {
    case 'Terminating':
      return spec.get('activeDeadlineSeconds').isPresent;
    case 'NotTerminating':
      return !spec.get('activeDeadlineSeconds').isPresent;
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'PriorityClass':
      return meetsName(scope, spec.get('priorityClassName').string());
    case 'CrossNamespacePodAffinity':
      return reachesOtherNamespaces(spec);
    default:
      return false;
  }
}

function meetsName({ name, operator, values }: QuotaScope, value?: string): boolean {
  return meets({ key: name, operator, values }, value || undefined);
}

/**
 * No container asks for cpu or memory; pod-level resources count instead where they are written (qos.go
 * `ComputePodQOS`).
 */
function isBestEffort(spec: Field): boolean {
  const own = spec.get('resources');
  return (own.isPresent ? [spec] : allContainers(spec)).every((owner) => ['requests', 'limits'].every((list) => {
    const amounts = readQuantities(owner.get('resources', list));
    return ['cpu', 'memory'].every((name) => (amounts.get(name)?.milliValue ?? 0) === 0);
  }));
}

function reachesOtherNamespaces(spec: Field): boolean {
  return ['podAffinity', 'podAntiAffinity']
    .flatMap((kind) => {
      const affinity = spec.get('affinity', kind);
      return [
        ...affinity.get('requiredDuringSchedulingIgnoredDuringExecution').items(),
        ...affinity
          .get('preferredDuringSchedulingIgnoredDuringExecution')
          .items()
          .map((term) => term.get('podAffinityTerm')),
      ];
    })
    .some((term) => term.get('namespaces').items().length > 0 || term.get('namespaceSelector').isPresent);
}
