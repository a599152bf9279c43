import { copyOf, pack, Placement, searchPlacements } from '../placement';
import { Scene } from './joint-search';
import { Release } from './release';

/** Where a way begins, and a copy on which it is gone and taken back. */
export interface Start {
  readonly from: Placement;
  readonly scratch: Placement;
}

/** Placements of all that runs before, as different as greedy packing makes them. */
export function packedStarts(release: Release): readonly Start[] {
  return (['compact', 'even', 'hostile'] as const).flatMap((style) => {
    const from = pack(release.capacity, (task) => release.startOf(task), style);
    return from ? [{ from, scratch: copyOf(from) }] : [];
  });
}

/** A placement of all that runs before, where greedy packing finds none; else why there is none. */
export function anyStart({ capacity, tasks, nodes, startOf }: Scene, steps: number): Placement | string {
  let found: Placement | undefined;
  const result = searchPlacements({
    capacity, tasks: [...tasks], nodes: [...nodes], countOf: startOf, mayBeSkewed: true, budget: { steps },
    worthwhile: () => true,
    visit: (placement) => {
      found = placement;
      return true;
    },
  });
  return found
    ?? (result === 'exhausted'
      ? 'what is said to run before does not fit on these nodes, so that some of it waits already'
      : 'no placement of what runs before was found');
}
