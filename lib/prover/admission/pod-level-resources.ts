import { containerRequests, Field, readAmounts, sumOfContainers } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { Objection, refuses } from './objection';
import { containerName } from './pod-json';

/**
 * What a pod asks as a whole covers what its containers ask together, and its limit is no less than that of any of
 * them; what containers ask may come from a LimitRange.
 *
 * Source: kubernetes pkg/apis/core/validation/validation.go `validatePodResourceConsistency`, which runs after the
 * plugins that change pods.
 */
export const podLevelResources: AdmissionPlugin = (spec) => ({
  objections: spec.get('resources').isPresent ? [...shortRequests(spec), ...shortLimits(spec)] : [],
});

function shortRequests(spec: Field): Objection[] {
  const together = sumOfContainers(spec, containerRequests);
  const requests = spec.get('resources', 'requests');
  return [...readAmounts(requests)].filter(([resource, amount]) => (together.get(resource) ?? 0) > amount)
    .map(([resource]) => refuses('validation', requests.get(resource),
      `the pod requests ${requests.get(resource).exactQuantity()} ${resource}, its containers more`));
}

function shortLimits(spec: Field): Objection[] {
  const limits = spec.get('resources', 'limits');
  const whole = readAmounts(limits);
  return spec.get('containers').items().flatMap((container) =>
    [...readAmounts(container.get('resources', 'limits'))]
      .filter(([resource, amount]) => amount > (whole.get(resource) ?? Infinity))
      .map(([resource]) => {
        const own = container.get('resources', 'limits', resource);
        return refuses('validation', own,
          `${containerName(container)} has a limit of ${own.exactQuantity()} ${resource}, ` +
          `the pod as a whole of ${limits.get(resource).exactQuantity()}`);
      }));
}
