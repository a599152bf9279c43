import { Construct } from 'constructs';
import { ObjectMeta, PersistentVolumeClaimSpec } from '../../../imports/kubernetes';
import { Quantity } from '../../kubernetes/quantity';
import { addObject } from '../../synthesis';
import { ClaimSpec } from './claim-spec';
import { ClaimLabels } from './pod-parts';

/**
 * Tools delete and prune what is no longer rendered; these annotations tell each of them to leave the data alone.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/,
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources,
 * https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export const RETAIN_ANNOTATIONS: { readonly [key: string]: string } = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'helm.sh/resource-policy': 'keep',
};

/** Adds a PersistentVolumeClaim. */
export function addClaim(
  scope: Construct,
  resolved: ClaimSpec,
  labels: ClaimLabels,
  annotations: { readonly [key: string]: string } = {},
): void {
  const metadata = claimMetadata(resolved, labels);
  const all = { ...annotations, ...metadata.annotations };
  addObject(scope, 'PersistentVolumeClaim', 'v1 PersistentVolumeClaim', {
    metadata: { ...metadata, ...(Object.keys(all).length > 0 && { annotations: all }) }, spec: claimSpec(resolved),
  });
}

/** Metadata of a claim, or of a volume claim template. */
export function claimMetadata(resolved: ClaimSpec, labels: ClaimLabels): ObjectMeta {
  return { name: resolved.name, labels, ...(resolved.retain && { annotations: RETAIN_ANNOTATIONS }) };
}

/** Spec of a claim, or of a volume claim template. */
export function claimSpec(resolved: ClaimSpec): PersistentVolumeClaimSpec {
  return {
    accessModes: [resolved.accessMode],
    storageClassName: resolved.storageClass,
    resources: { requests: { storage: resolved.size } },
  };
}

/** @throws when a size is not a positive quantity */
export function checkSize(what: string, size: string): string {
  if (Quantity.parse(size, what).value <= 0) {
    throw new Error(`${what} '${size}' is not positive; write a size such as 50Gi`);
  }
  return size;
}
