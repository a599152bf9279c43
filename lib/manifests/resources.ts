import { Field } from './field';
import { isSidecar } from './pod-spec';

/** Amounts by resource name: CPU in millicores, everything else in whole units (bytes, GPUs). */
export type ResourceAmounts = ReadonlyMap<string, number>;

/** Adds amounts into a map. */
export function addInto(total: Map<string, number>, amounts: ResourceAmounts): void {
  for (const [name, amount] of amounts) {
    total.set(name, (total.get(name) ?? 0) + amount);
  }
}

/** The larger of two amounts, resource by resource. */
export function largerOf(left: ResourceAmounts, right: ResourceAmounts): Map<string, number> {
  const result = new Map(left);
  for (const [name, amount] of right) {
    result.set(name, Math.max(result.get(name) ?? 0, amount));
  }
  return result;
}

/** Reads a map of quantities; unreadable and negative ones are reported and count as none. */
export function readAmounts(field: Field): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const [name, item] of field.entries()) {
    const amount = item.quantity(name === 'cpu' ? 'milliValue' : 'value');
    if (amount !== undefined) {
      amounts.set(name, amount);
    }
  }
  return amounts;
}

/**
 * What a container asks of the scheduler: its requests, and its limit where only a limit is given
 * (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/).
 */
export function containerRequests(container: Field): Map<string, number> {
  const requests = readAmounts(container.get('resources', 'requests'));
  for (const [name, amount] of readAmounts(container.get('resources', 'limits'))) {
    if (!requests.has(name)) {
      requests.set(name, amount);
    }
  }
  return requests;
}

/**
 * The larger of all containers together with the sidecars, and each ordinary init container with the sidecars
 * declared before it. Source: kubernetes component-helpers/resource/helpers.go `aggregateContainerResourcesByFn`.
 */
export function sumOfContainers(podSpec: Field, amountsOf: (container: Field) => ResourceAmounts): Map<string, number> {
  const running = new Map<string, number>();
  podSpec.get('containers').items().forEach((container) => addInto(running, amountsOf(container)));
  const sidecars = new Map<string, number>();
  let peak: ResourceAmounts = new Map();
  for (const init of podSpec.get('initContainers').items()) {
    const amounts = amountsOf(init);
    if (isSidecar(init)) {
      addInto(sidecars, amounts);
      addInto(running, amounts);
      peak = largerOf(peak, sidecars);
    } else {
      const during = new Map(sidecars);
      addInto(during, amounts);
      peak = largerOf(peak, during);
    }
  }
  return largerOf(running, peak);
}

/**
 * The request of a whole pod, as the scheduler sums it: that of its containers, replaced by pod-level resources, plus
 * overhead. Source: kubernetes component-helpers/resource/helpers.go `PodRequests`.
 */
export function podRequests(podSpec: Field): Map<string, number> {
  const total = sumOfContainers(podSpec, containerRequests);
  readAmounts(podSpec.get('resources', 'requests')).forEach((amount, name) => total.set(name, amount));
  readAmounts(podSpec.get('resources', 'limits')).forEach((amount, name) => total.set(name, total.get(name) ?? amount));
  addInto(total, readAmounts(podSpec.get('overhead')));
  return total;
}
