import { NodeReserve } from './node-resources';

/** The quantities of a node by Kubernetes resource name; `pods` is a count and not among them. */
export function quantities(resources: NodeReserve): ReadonlyMap<string, string> {
  const named = {
    'cpu': resources.cpu, 'memory': resources.memory, 'ephemeral-storage': resources.ephemeralStorage,
    ...resources.extendedResources,
  };
  return new Map(Object.entries(named).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}
