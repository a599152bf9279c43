import { addInto, Field, keyOf, Manifest, ResourceAmounts, ResourceQuota, Workload } from '../../manifests';
import { deviceClaimUsage, ownDeviceClaims } from './device-claim-usage';
import { OutsideUsage } from './outside-usage';
import { countsClaim, countsPod } from './quota-scope';
import { claimUsage, podUsage } from './quota-usage';
import { Surroundings } from './surroundings';

/** What one admitted pod takes of a quota, with the claims that are made for it alone, or those that end with it. */
export function podQuotaUsage(
  { manifest, namespace }: Workload, spec: Field, quota: ResourceQuota, { model, defaultStorageClass }: Surroundings,
  withKept = true,
): ResourceAmounts {
  const usage = new Map(countsPod(quota, spec) ? podUsage(spec) : []);
  const ephemeral = spec
    .get('volumes')
    .items()
    .map((volume) => volume.get('ephemeral', 'volumeClaimTemplate', 'spec'));
  const own = Field.of(manifest, [])
    .get('spec', 'volumeClaimTemplates')
    .items()
    .map((claim) => claim.get('spec'));
  [...ephemeral, ...withKept ? own : []]
    .filter((claim) => claim.isPresent && countsClaim(quota, claim))
    .forEach((claim) => addInto(usage, claimUsage(claim, defaultStorageClass)));
  (isScoped(quota) ? [] : ownDeviceClaims(spec, namespace, model))
    .forEach((claim) => addInto(usage, deviceClaimUsage(claim, model)));
  return usage;
}

/** Claims of a namespace that are made for no pod of the workloads, and what each takes of a quota. */
export function claimsBeside(
  namespace: string, workloads: readonly Workload[], quota: ResourceQuota, surroundings: Surroundings,
): { readonly claim: string; readonly usage: ResourceAmounts }[] {
  const outside = new OutsideUsage(surroundings);
  const counts = new Map(workloads.map((workload) => [workload, surroundings.model.sizeOf(workload)]));
  const devices = isScoped(quota) ? [] : outside.deviceClaimsIn(namespace);
  return [
    ...outside.claimsIn(namespace, counts).map((claim) =>
      ({ claim: keyOf(claim), usage: volumeClaimUsage(claim, quota, surroundings) })),
    ...devices.map((claim) =>
      ({ claim: keyOf(claim), usage: deviceClaimUsage(Field.of(claim, []).get('spec'), surroundings.model) })),
  ];
}

/** What a PersistentVolumeClaim takes of a quota. */
export function volumeClaimUsage(
  claim: Manifest, quota: ResourceQuota, { defaultStorageClass }: Surroundings,
): ResourceAmounts {
  const spec = Field.of(claim, []).get('spec');
  return countsClaim(quota, spec) ? claimUsage(spec, defaultStorageClass) : new Map();
}

/** Claims for devices match no scope (kubernetes pkg/quota/v1/evaluator/core/resource_claims.go `Matches`). */
export function isScoped({ scopes }: ResourceQuota): boolean {
  return scopes.length > 0;
}
