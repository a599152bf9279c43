import { Capacity, searchPlacements } from '../../lib/prover/placement';

/** The least and most slots of the first task over every placement of the others that fit some node. */
export function extremes(capacity: Capacity): { least: number; most: number } {
  const [task] = capacity.tasks;
  const others = capacity.placeable.filter((other) => other !== task);
  const found = { least: Infinity, most: -Infinity };
  searchPlacements({
    capacity,
    tasks: others,
    countOf: ({ most }) => most,
    nodes: capacity.nodes.map((_, index) => index),
    budget: { steps: Infinity },
    worthwhile: () => true,
    visit: (placement) => {
      const slots = capacity.nodes.reduce((sum, _, index) => sum + placement.slots(task, index), 0);
      found.least = Math.min(found.least, slots);
      found.most = Math.max(found.most, slots);
      return false;
    },
  });
  return found;
}
