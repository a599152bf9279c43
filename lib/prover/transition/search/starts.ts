import { copyOf, pack, packWithRepairs, Placement, searchPlacements, Task } from '../../placement';
import { Scene } from './joint-search';
import { Release } from '../release/release';

/** Nodes that a packing may look at in which pods step aside for others. */
const VISITS_OF_REPAIRS = 300_000;

/** Where a way begins, and a copy on which it is gone and taken back. */
export interface Start {
  readonly from: Placement;
  readonly scratch: Placement;
}

/** How what runs before may stand: as is known of it, else as different as greedy packing makes it. */
export class Starts {
  private packed?: readonly Start[];

  constructor(
    private readonly release: Release,
    private readonly known: { start(tasks: readonly Task[]): Start | undefined },
  ) {}

  /** The one start that is known of these tasks, else several that may be. */
  public of(tasks: readonly Task[]): readonly Start[] {
    const known = this.known.start(tasks);
    if (known) {
      return [known];
    }
    this.packed ??= this.pack();
    return this.packed;
  }

  private pack(): readonly Start[] {
    const { capacity } = this.release;
    const countOf = (task: Task) => this.release.startOf(task);
    const greedy = (['compact', 'even', 'hostile'] as const).flatMap((style) => pack(capacity, countOf, style) ?? []);
    const all = greedy.length > 0 ? greedy : [packWithRepairs(capacity, countOf, { steps: VISITS_OF_REPAIRS }) ?? []];
    return all.flat().map((from) => ({ from, scratch: copyOf(from) }));
  }
}

/** A placement of all that runs before, where greedy packing finds none; else why there is none. */
export function anyStart({ capacity, tasks, nodes, startOf }: Scene, steps: number): Placement | string {
  let found: Placement | undefined;
  const result = searchPlacements({
    capacity, tasks: [...tasks], nodes: [...nodes], countOf: startOf, mayBeSkewed: true, mayBeApart: true,
    budget: { steps },
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
