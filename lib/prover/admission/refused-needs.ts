import { oncePer } from '../../util/once-per';
import { Field, Manifest } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { claimBoundsBroken } from './limit-range-claims';
import { ObjectCounts } from './object-count';
import { refuses } from './objection';
import { Surroundings } from './surroundings';

/**
 * What pods cannot do without and is never stored: their controller, or a claim that they mount, where a quota has no
 * room for it, taking the manifests in their order, or a LimitRange refuses it. What a live cluster has already stays.
 *
 * Sources: kubernetes plugin/pkg/admission/limitranger/admission.go `PersistentVolumeClaimValidateLimitFunc`,
 * staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go `CheckRequest`.
 */
export const refusedNeeds: AdmissionPlugin = (spec, { manifest, namespace }, surroundings) => {
  const own = beyondQuota(manifest, surroundings).map((reason) => refuses('objects', spec, reason));
  const claims = spec.get('volumes').items().flatMap((volume) => {
    const name = volume.get('persistentVolumeClaim', 'claimName');
    const claim = surroundings.model.find('PersistentVolumeClaim', namespace, name.string() ?? '');
    const reasons = !claim || isThere(claim, surroundings) ? [] : [
      ...claimBoundsBroken(Field.of(claim, []).get('spec'), namespace, surroundings)
        .map((reason) => reason.replace(': ', `: ${claim.id} `)),
      ...beyondQuota(claim, surroundings),
    ];
    return reasons.map((reason) => refuses('objects', name, reason));
  });
  return { objections: [...own, ...claims] };
};

function isThere(object: Manifest, surroundings: Surroundings): boolean {
  return !surroundings.isWritten(object) || surroundings.liveOf(object) !== undefined;
}

const countsOf = oncePer((surroundings: Surroundings) => new ObjectCounts(surroundings));

function beyondQuota(object: Manifest, surroundings: Surroundings): string[] {
  if (surroundings.quotasOf(object.namespace).length === 0 || isThere(object, surroundings)) {
    return [];
  }
  return countsOf(surroundings).beyondQuota(object).map(({ quota, resource }) =>
    `ResourceQuota ${quota.name} has no room for ${object.id} (${resource})`);
}
