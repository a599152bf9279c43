import { valueText } from '../../util/value-text';
import { allContainers, isExtendedResource } from '../../manifests';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { SPECIAL_REFUSALS } from '../engine/special-refusals';

export const extendedResourceRequestDiffersFromLimit: Rule = {
  id: 'extended-resource-request-differs-from-limit',
  title: 'GPU request differs from its limit',
  severity: 'error',
  explanation:
    'GPUs and other extended resources cannot be overcommitted: the API server refuses a request without an equal limit, and fractions.',
  remediation: 'Write the same whole number in resources.limits and resources.requests, or the limit alone.',
  upstream: 'https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#using-device-plugins',
  kinds: SPECIAL_REFUSALS['extended-resource-request-differs-from-limit'],
  evaluate({ workload }, context) {
    const containers = workload ? allContainers(context.podSpec(workload)) : [];
    const amounts = containers.flatMap((container) => {
      const limits = container.get('resources', 'limits');
      const requests = container.get('resources', 'requests');
      const names = new Set(
        [...limits.entries(), ...requests.entries()].map(([name]) => name).filter(isExtendedResource),
      );
      return [...names].map((name) => ({ name, container, limit: limits.get(name), request: requests.get(name) }));
    });
    if (amounts.length === 0) {
      return NOT_APPLICABLE;
    }
    return amounts.flatMap(({ name, container, limit, request }): Violation[] => {
      const label = container.get('name').string() ?? '';
      const requested = request.quantity('milliValue');
      const limited = limit.quantity('milliValue');
      if (requested !== undefined && limited === undefined) {
        return [{
          pointer: request.pointer,
          message: `container ${label} requests ${name} without a limit; the API server refuses it`,
        }];
      }
      if (requested !== undefined && requested !== limited) {
        return [{
          pointer: request.pointer,
          message: `container ${label} requests ${valueText(request.value)} ${name} with a limit of ${valueText(limit.value)}; the two must be equal`,
        }];
      }
      return limited !== undefined && limited % 1000 !== 0
        ? [{
            pointer: limit.pointer,
            message: `container ${label} asks for ${valueText(limit.value)} ${name}; only whole numbers are allowed`,
          }]
        : [];
    });
  },
};
