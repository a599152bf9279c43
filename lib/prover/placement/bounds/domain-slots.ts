import { sum } from '../../../util/sum';
import { Capacity } from '../capacity';
import { mostUnderSpread } from '../tasks/spread-domains';
import { Attraction, HOSTNAME, Spread, Task } from '../tasks/task';

/** Whether domains of nodes, and not only nodes by themselves, say how many pods of a task can stand at one time. */
export function asksForDomains(task: Task, spreads: readonly Spread[]): boolean {
  return spreads.length > 0 || task.attractions.some((each) => isOnlyToItself(task, each))
    || (task.apart !== undefined && task.apart.topologyKey !== HOSTNAME);
}

/** Pods of a task that its domains hold at one time; `slots` are those of each node. */
export function mostInDomains(
  capacity: Capacity, task: Task, spreads: readonly Spread[], nodes: number[], slots: number[],
): number {
  const { apart } = task;
  return Math.min(
    ...spreads.map((spread) => mostUnderSpread(spread, nodes, slots)),
    ...task.attractions.filter((each) => isOnlyToItself(task, each))
      .map(({ topologyKey }) => mostInOneDomain(capacity, topologyKey, nodes, slots)),
    apart && apart.topologyKey !== HOSTNAME
      ? new Set(
          nodes
            .filter((_, index) => slots[index] > 0)
            .map((node) => capacity.domain(node, apart.topologyKey) ?? `\0${node}`),
        ).size
      : sum(slots),
  );
}

function mostInOneDomain(capacity: Capacity, topologyKey: string, nodes: number[], slots: number[]): number {
  const sums = new Map<string | undefined, number>();
  nodes.forEach((node, index) => {
    const domain = capacity.domain(node, topologyKey);
    sums.set(domain, (sums.get(domain) ?? 0) + slots[index]);
  });
  return Math.max(0, ...sums.values());
}

/**
 * Whether pods have to stand beside pods of their own and of nobody else: the first may go anywhere, the others where
 * it stands, so that all that stand at one time are in one domain (kubernetes interpodaffinity/filtering.go
 * `satisfyPodAffinity`).
 */
function isOnlyToItself(task: Task, { self, targets, satisfied }: Attraction): boolean {
  return self && targets.every((target) => target === task) && !satisfied.some(Boolean) && task.unmodelled.length === 0;
}
