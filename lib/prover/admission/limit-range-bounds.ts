import { Quantity } from '../../kubernetes/quantity';
import { allContainers, Field, LimitRangeItem, Quantities, readQuantities } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { refuses } from './objection';
import { containerName } from './pod-json';
import { podQuantities } from './pod-quantities';

/** Requests and limits that a LimitRange compares with its bounds. */
interface Asked {
  readonly requests: Quantities;
  readonly limits: Quantities;
}

/**
 * Refuses pods outside the bounds of a LimitRange, container by container and as a whole.
 *
 * Source: kubernetes plugin/pkg/admission/limitranger/admission.go `PodValidateLimitFunc`.
 */
export const limitRangeBounds: AdmissionPlugin = (spec, { namespace }, surroundings) => ({
  objections: surroundings.limitRangesOf(namespace).flatMap(({ name, items }) =>
    items.flatMap((item) => {
      if (item.type === 'Pod') {
        const asked = { requests: podQuantities(spec, 'requests'), limits: podQuantities(spec, 'limits') };
        return boundsBroken(item, asked).map((reason) =>
          refuses('LimitRange', spec, `LimitRange ${name}: the pod's ${reason}`),
        );
      }
      return item.type !== 'Container'
        ? []
        : allContainers(spec).flatMap((container) =>
            boundsBroken(item, askedBy(container)).map((reason) =>
              refuses(
                'LimitRange',
                container.get('resources'),
                `LimitRange ${name}: ${containerName(container)}'s ${reason}`,
              ),
            ),
          );
    }),
  ),
});

function askedBy(container: Field): Asked {
  return {
    requests: readQuantities(container.get('resources', 'requests')),
    limits: readQuantities(container.get('resources', 'limits')),
  };
}

/** What breaks the bounds of one entry, as the end of a sentence. */
export function boundsBroken(
  { min, max, maxLimitRequestRatio }: LimitRangeItem,
  { requests, limits }: Asked,
): string[] {
  return [
    ...[...min].flatMap(([resource, least]) => {
      const [request, limit] = [requests.get(resource), limits.get(resource)];
      return request === undefined ? [`${resource} request is missing, at least ${least} is asked`]
        : request.compare(least) < 0 ? [`${resource} request ${request} is below the minimum ${least}`]
          : limit && limit.compare(least) < 0 ? [`${resource} limit ${limit} is below the minimum ${least}`] : [];
    }),
    ...[...max].flatMap(([resource, most]) => {
      const [request, limit] = [requests.get(resource), limits.get(resource)];
      return limit === undefined ? [`${resource} limit is missing, at most ${most} is allowed`]
        : limit.compare(most) > 0 ? [`${resource} limit ${limit} is above the maximum ${most}`]
          : request && request.compare(most) > 0 ? [`${resource} request ${request} is above the maximum ${most}`] : [];
    }),
    ...[...maxLimitRequestRatio].flatMap(([resource, ratio]) => {
      const [request, limit] = [requests.get(resource), limits.get(resource)];
      return isZero(request) || isZero(limit)
        ? [`${resource} needs a request and a limit, at most ${ratio} times as large`]
        : limit!.milliValue / request!.milliValue > ratio.milliValue / 1000
          ? [`${resource} limit ${limit} is more than ${ratio} times its request ${request}`] : [];
    }),
  ];
}

function isZero(quantity: Quantity | undefined): boolean {
  return quantity === undefined || quantity.milliValue === 0;
}
