import { allContainers, Field, Quantities } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { mayRefuse, Objection } from './objection';
import { mapContainers, objectOf, withAmounts } from './pod-json';
import { NamedLimitRange } from './surroundings';

/** What one LimitRange gives to containers that write nothing. */
interface Defaults {
  readonly name: string;
  readonly limits: Quantities;
  readonly requests: Quantities;
}

/**
 * Gives requests and limits to containers, init containers too, that write none.
 *
 * Source: kubernetes plugin/pkg/admission/limitranger/admission.go `PodMutateLimitFunc`: within one LimitRange the last
 * entry of a resource counts; of several LimitRanges the first, in an order that nothing fixes.
 */
export const limitRangeDefaults: AdmissionPlugin = (spec, { namespace }, surroundings) => {
  const ranges = surroundings.limitRangesOf(namespace).map(defaultsOf);
  if (ranges.every(({ limits, requests }) => limits.size + requests.size === 0)) {
    return {};
  }
  const merged = ranges.reduce((json, { limits, requests }) => mapContainers(json, (container) =>
    withAmounts(withAmounts(container, 'limits', texts(limits)), 'requests', texts(requests))), objectOf(spec));
  return { spec: merged, objections: ambiguous(spec, ranges) };
};

function defaultsOf({ name, items }: NamedLimitRange): Defaults {
  const ofContainers = items.filter(({ type }) => type === 'Container');
  return {
    name,
    limits: new Map(ofContainers.flatMap(({ defaults }) => [...defaults])),
    requests: new Map(ofContainers.flatMap(({ defaultRequests }) => [...defaultRequests])),
  };
}

function texts(quantities: Quantities): ReadonlyMap<string, string> {
  return new Map([...quantities].map(([name, quantity]) => [name, quantity.toString()]));
}

/** Two LimitRanges that give different amounts to a container that leaves the amount open. */
function ambiguous(spec: Field, ranges: Defaults[]): Objection[] {
  return (['requests', 'limits'] as const).flatMap((list) =>
    allContainers(spec).flatMap((container) => {
      const open = ranges
        .flatMap((range) => [...range[list]].map(([resource, quantity]) => ({ resource, quantity, range: range.name })))
        .filter(({ resource }) => !container.get('resources', list, resource).isPresent);
      const clash = open.find((one) =>
        open.some((two) => two.resource === one.resource && two.quantity.compare(one.quantity) !== 0),
      );
      return clash
        ? [
            mayRefuse(
              'LimitRange',
              container.get('resources', list, clash.resource),
              `several LimitRanges give different default ${list} of ${clash.resource}; which one counts is not fixed`,
            ),
          ]
        : [];
    }),
  );
}
