import { isObject, Manifest, meets, Workload } from '../../manifests';
import { RuleContext } from './rule-context';

/** A claim that a workload mounts and that only one node, or one pod, may use at a time. */
export interface ExclusiveClaim {
  readonly name: string;
  readonly pointer: string;
  readonly mode: 'ReadWriteOnce' | 'ReadWriteOncePod';
}

/** Exclusive claims among those of the manifests; undefined when the workload mounts no known claim. */
export function exclusiveClaims(workload: Workload, context: RuleContext): ExclusiveClaim[] | undefined {
  const known = workload.pod.claims.flatMap(({ claimName, pointer }) => {
    const claim = context.model.find('PersistentVolumeClaim', workload.namespace, claimName);
    return claim ? [{ name: claimName, pointer, mode: exclusiveMode(claim) }] : [];
  });
  return known.length === 0 ? undefined : known.filter((claim): claim is ExclusiveClaim => claim.mode !== undefined);
}

function exclusiveMode({ json }: Manifest): ExclusiveClaim['mode'] | undefined {
  const modes = isObject(json.spec) ? json.spec.accessModes : undefined;
  if (!Array.isArray(modes) || modes.length === 0 || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) {
    return undefined;
  }
  return modes.includes('ReadWriteOnce') ? 'ReadWriteOnce' : modes.includes('ReadWriteOncePod') ? 'ReadWriteOncePod' : undefined;
}

const HOSTNAME = 'kubernetes.io/hostname';

/** Whether all pods of a workload are bound to one node, where they may share a ReadWriteOnce claim: by name, or to each other. */
export function isBoundToOneNode({ pod, namespace }: Workload): boolean {
  return pod.nodeName !== undefined ||
    pod.nodeSelector.some(({ key }) => key === HOSTNAME) ||
    pod.affinity.some(({ topologyKey, selector, namespaces }) => topologyKey === HOSTNAME && (namespaces?.includes(namespace) ?? true) &&
      // Any other expression is likely to select the pods of others too, which stand on other nodes.
      selector !== undefined && selector.requirements.length > 0 &&
      selector.requirements.every((requirement) => requirement.operator === 'In' && meets(requirement, pod.labels.get(requirement.key))));
}
