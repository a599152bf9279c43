import { Field, firstOrdinal, LimitRangeItem, readQuantities, Workload } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { refuses } from './objection';
import { Surroundings } from './surroundings';

/**
 * The claims that are made for each pod, outside the bounds of a LimitRange: without them no pod runs. Claims of a
 * StatefulSet that are live already are not made again.
 */
export const limitRangeClaims: AdmissionPlugin = (spec, workload, surroundings) => ({
  objections: claimSpecs(spec, workload, surroundings).flatMap(({ name, claim }) =>
    claimBoundsBroken(claim, workload.namespace, surroundings).map((reason) =>
      refuses('LimitRange', claim.get('resources'), reason.replace(': ', `: claim ${name} `)))),
});

/**
 * What a LimitRange of the namespace has against a claim.
 *
 * Source: kubernetes plugin/pkg/admission/limitranger/admission.go `PersistentVolumeClaimValidateLimitFunc`: only
 * requests count.
 */
export function claimBoundsBroken(claimSpec: Field, namespace: string, surroundings: Surroundings): string[] {
  const requests = readQuantities(claimSpec.get('resources', 'requests'));
  return surroundings.limitRangesOf(namespace).flatMap(({ name, items }) => items
    .filter(({ type }) => type === 'PersistentVolumeClaim')
    .flatMap((item) => broken(item, requests).map((reason) => `LimitRange ${name}: ${reason}`)));
}

function broken({ min, max }: LimitRangeItem, requests: ReturnType<typeof readQuantities>): string[] {
  return [
    ...[...min].flatMap(([resource, least]) => {
      const request = requests.get(resource);
      return !request ? [`requests no ${resource}, at least ${least} is asked`]
        : request.compare(least) < 0 ? [`requests ${request} of ${resource}, below the minimum ${least}`] : [];
    }),
    ...[...max].flatMap(([resource, most]) => {
      const request = requests.get(resource);
      return !request ? [`requests no ${resource}, at most ${most} is allowed`]
        : request.compare(most) > 0 ? [`requests ${request} of ${resource}, above the maximum ${most}`] : [];
    }),
  ];
}

function claimSpecs(spec: Field, workload: Workload, surroundings: Surroundings): { name: string; claim: Field }[] {
  const ephemeral = spec
    .get('volumes')
    .items()
    .map((volume) => ({
      name: volume.get('name').string() ?? '', claim: volume.get('ephemeral', 'volumeClaimTemplate', 'spec'),
    }));
  const templates =
    workload.kind !== 'StatefulSet'
      ? []
      : Field.of(workload.manifest, [])
          .get('spec', 'volumeClaimTemplates')
          .items()
          .map((template) => ({ name: template.get('metadata', 'name').string() ?? '', claim: template.get('spec') }))
          .filter(({ name }) => !areLive(name, workload, surroundings));
  return [...ephemeral, ...templates].filter(({ claim }) => claim.isPresent);
}

function areLive(
  template: string,
  { name, namespace, replicas, manifest }: Workload,
  { model }: Surroundings,
): boolean {
  const first = firstOrdinal(manifest);
  return Array.from({ length: replicas }, (_, index) => `${template}-${name}-${first + index}`)
    .every((claim) => model.find('PersistentVolumeClaim', namespace, claim));
}
