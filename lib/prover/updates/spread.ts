import { Capacity, selects, SlotBounds, Task } from '../placement';
import { matches, Model } from '../../manifests';

/**
 * Whether topology spread can never hold back a new pod, so that it may be left out of the rest.
 *
 * The scheduler always accepts the domain with the fewest matching pods. With at most R + S pods in D
 * domains, that domain has at most (R + S - 1) / D of them before the last is placed; if every domain is
 * guaranteed room for one more than that, no pod waits.
 */
export function spreadNeverBlocks(model: Model, capacity: Capacity, bounds: SlotBounds, task: Task, maxPods: number): boolean {
  const { pod, namespace } = task.workload;
  if (pod.spread.length > 1) {
    return false;
  }
  return pod.spread.every(({ topologyKey, minDomains, selector }) => {
    const counted = model.selectPods(namespace, selector);
    if (!selector || !matches(selector, pod.labels) || counted.length !== 1) {
      return false;
    }
    const domains = new Map<string, number[]>();
    for (let node = 0; node < capacity.nodes.length; node++) {
      const domain = capacity.domain(node, topologyKey);
      const group = capacity.groupOf[node];
      if (domain === undefined ? task.eligible[group] : selects(pod, capacity.nodes[node])) {
        const sizes = domains.get(domain ?? '') ?? capacity.groups.map(() => 0);
        sizes[group]++;
        domains.set(domain ?? '', sizes);
      }
    }
    const fewest = Math.floor((maxPods - 1) / Math.max(1, domains.size)) + 1;
    const alike = new Map([...domains.values()].map((sizes) => [sizes.join(), sizes]));
    return !domains.has('') && domains.size >= minDomains && [...alike.values()].every((sizes) => bounds.guaranteed(task, sizes) >= fewest);
  });
}
