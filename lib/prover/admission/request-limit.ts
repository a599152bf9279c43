import { allContainers, Field } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { Objection, refuses } from './objection';
import { containerName } from './pod-json';

/**
 * A request may not exceed the limit; the limit may come from a LimitRange.
 *
 * Source: kubernetes pkg/apis/core/validation/validation.go `validateContainerResourceRequirements`, which runs after
 * the plugins that change pods.
 */
export const requestsWithinLimits: AdmissionPlugin = (spec) => ({
  objections: [
    ...allContainers(spec).map((container) => ({ owner: container, name: containerName(container) })),
    { owner: spec, name: 'the pod' },
  ].flatMap(({ owner, name }) => exceeding(owner, name)),
});

function exceeding(owner: Field, name: string): Objection[] {
  const limits = owner.get('resources', 'limits');
  return !limits.isPresent ? [] : owner.get('resources', 'requests').entries().flatMap(([resource, request]) => {
    const [asked, limit] = [request.exactQuantity(), limits.get(resource).exactQuantity()];
    return asked && limit && asked.compare(limit) > 0
      ? [refuses('validation', request, `${name} requests ${asked} ${resource} with a limit of ${limit}`)] : [];
  });
}
