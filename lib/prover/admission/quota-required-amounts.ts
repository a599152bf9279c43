import { allContainers, Field } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { refuses } from './objection';
import { containerName } from './pod-json';
import { countsPod } from './quota-scope';

/** Resources of a quota that every container must state, and where; no others. */
const REQUIRED: { readonly [resource: string]: readonly [list: string, name: string] } = {
  'cpu': ['requests', 'cpu'],
  'memory': ['requests', 'memory'],
  'requests.cpu': ['requests', 'cpu'],
  'requests.memory': ['requests', 'memory'],
  'limits.cpu': ['limits', 'cpu'],
  'limits.memory': ['limits', 'memory'],
};

/**
 * A quota on cpu or memory refuses pods of which a container does not state it, after LimitRange defaults.
 *
 * Source: kubernetes pkg/quota/v1/evaluator/core/pods.go `Constraints`: pods with resources of their own are let
 * through.
 */
export const quotaRequiredAmounts: AdmissionPlugin = (spec, { namespace }, surroundings) => {
  const quotas = surroundings.quotasOf(namespace);
  if (quotas.length === 0 || hasPodLevelResources(spec)) {
    return {};
  }
  return {
    objections: quotas
      .filter((quota) => countsPod(quota, spec))
      .flatMap(({ name: quota, hard }) =>
        [...hard.keys()]
          .filter((resource) => Object.hasOwn(REQUIRED, resource))
          .flatMap((resource) => {
            const [list, name] = REQUIRED[resource];
            return allContainers(spec)
              .filter((container) => !container.get('resources', list, name).isPresent)
              .map((container) =>
                refuses(
                  'ResourceQuota',
                  container.get('resources'),
                  `quota ${quota} counts ${resource}, and ${containerName(container)} states no ${name} ${list === 'limits' ? 'limit' : 'request'}`,
                ),
              );
          }),
      ),
  };
};

function hasPodLevelResources(spec: Field): boolean {
  return ['requests', 'limits'].some((list) =>
    ['cpu', 'memory'].some((name) => spec.get('resources', list, name).isPresent),
  );
}
