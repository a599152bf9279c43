import { HOSTNAME_LABEL } from '../kubernetes/well-known-labels';
import { ExclusiveMode, exclusiveMode, readAccessModes } from './access-modes';
import { Field } from './field';
import { meets } from './label-selector';
import { Model } from './model';
import { meansNamespace } from './self-selection';
import { Workload } from './workload';

/** A claim that a workload mounts and that only one node, or one pod, may use at a time. */
export interface ExclusiveClaim {
  readonly name: string;
  readonly pointer: string;
  readonly mode: ExclusiveMode;
}

/** Exclusive claims among those of the manifests; undefined when the workload mounts no known claim. */
export function exclusiveClaims(workload: Workload, model: Model): ExclusiveClaim[] | undefined {
  const known = workload.pod.claims.flatMap(({ claimName, pointer }) => {
    const claim = model.find('PersistentVolumeClaim', workload.namespace, claimName);
    return claim
      ? [{ name: claimName, pointer, mode: exclusiveMode(readAccessModes(Field.of(claim, []).get('spec'))) }]
      : [];
  });
  return known.length === 0 ? undefined : known.filter((claim): claim is ExclusiveClaim => claim.mode !== undefined);
}

/**
 * Whether all pods of a workload are bound to one node, where they may share a ReadWriteOnce claim: by name, or to each
 * other.
 */
export function isBoundToOneNode({ pod, namespace }: Workload): boolean {
  return (
    pod.nodeName !== undefined
    || pod.nodeSelector.some(({ key }) => key === HOSTNAME_LABEL)
    || pod.affinity.some(
      ({ topologyKey, selector, ...term }) =>
        topologyKey === HOSTNAME_LABEL
        && meansNamespace(term, namespace)
        // Any other expression is likely to select the pods of others too, which stand on other nodes.
        && selector !== undefined
        && selector.requirements.length > 0
        && selector.requirements.every(
          (requirement) => requirement.operator === 'In' && meets(requirement, pod.labels.get(requirement.key)),
        ),
    )
  );
}
