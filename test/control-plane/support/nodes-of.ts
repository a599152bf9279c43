import { Cluster } from '../../../lib/cluster';
import { Json } from '../cluster/api';

/** Of a pool that does not name it, it is not limited. */
const EPHEMERAL_STORAGE = 'ephemeral-storage';

/** The nodes of a cluster that exist, with what is left for the pods of the manifests. */
export function nodesOf({ cluster }: { readonly cluster: Cluster }): Json[] {
  return cluster._nodes
    .filter(({ exists }) => exists)
    .map(({ name, labels, taints, free, freePods, unschedulable }) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: Object.fromEntries(labels) },
      spec: { taints: taints.map(({ key, value, effect }) => ({ key, value, effect })), unschedulable },
      status: {
        allocatable: {
          ...free.has(EPHEMERAL_STORAGE) ? {} : { [EPHEMERAL_STORAGE]: '100Ti' },
          ...Object.fromEntries(
            [...free].map(([resource, amount]) => [resource, resource === 'cpu' ? `${amount}m` : String(amount)]),
          ),
          pods: String(freePods),
        },
      },
    }));
}
