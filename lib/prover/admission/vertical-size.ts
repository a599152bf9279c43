import { textOf } from '../../util/value-text';
import { containerSize, VerticalBound } from '../../manifests';
import { Quantity } from '../../kubernetes/quantity';
import { AdmissionPlugin } from './admission-plugin';
import { mapContainers, objectAt, objectOf } from './pod-json';

/** More than any node has: what nobody bounds. */
const UNBOUNDED: { readonly [resource: string]: string } = { cpu: '1000000', memory: '1Ei' };

/**
 * Gives pods the least or the most requests that their VerticalPodAutoscaler may choose: between `minAllowed` and
 * `maxAllowed`, or as they are written, which they keep until it has something to recommend (kubernetes/autoscaler
 * vertical-pod-autoscaler/pkg/utils/vpa/capping.go `applyVPAPolicy`). Changes nothing where no bound is asked.
 */
export const verticalSize: AdmissionPlugin = (spec, { resizedBy }, { model }) => {
  const bound = model.options.verticalBound;
  if (!resizedBy || !bound) {
    return {};
  }
  return {
    spec: mapContainers(objectOf(spec), (container) => {
      const size = containerSize(resizedBy, textOf(container.name));
      const resources = objectAt(container, 'resources');
      const requests = objectAt(resources, 'requests');
      const sized = (size?.resources ?? []).map((resource) => [
        resource, outermost(bound, requests[resource], size!.allowed[bound].get(resource) ?? fallback(bound, resource)),
      ]);
      return { ...container, resources: { ...resources, requests: { ...requests, ...Object.fromEntries(sized) } } };
    }),
  };
};

function fallback(bound: VerticalBound, resource: string): string {
  return bound === 'least' ? '0' : UNBOUNDED[resource] ?? '0';
}

/** The smaller of two amounts for the least, the larger for the most; what cannot be read counts as not written. */
function outermost(bound: VerticalBound, written: unknown, allowed: unknown): unknown {
  const [one, two] = [written, allowed].map(read);
  if (!one || !two) {
    return one ? written : allowed;
  }
  return (bound === 'least') === (one.compare(two) <= 0) ? written : allowed;
}

function read(value: unknown): Quantity | undefined {
  try {
    return typeof value === 'string' || typeof value === 'number' ? Quantity.parse(String(value)) : undefined;
  } catch {
    return undefined;
  }
}
