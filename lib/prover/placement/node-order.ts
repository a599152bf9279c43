/** A node and where it stands in an order. */
interface Entry {
  readonly node: number;
  readonly fill: number;
  rank: number;
  /** The clock when the rank was counted. */
  asOf: number;
}

/**
 * Nodes in the order in which pods of one kind are placed on them, kept while pods come: only nodes that have changed
 * are ranked again. Equal ones stand in the order of the nodes.
 */
export class NodeOrder {
  private entries: Entry[];

  /** `fill` decides before `rank`, which follows the room that is left; `changed` is the clock of each node's last change. */
  constructor(
    nodes: readonly number[],
    fill: (node: number) => number,
    private readonly rank: (node: number) => number,
    private readonly changed: Float64Array,
    now: number,
  ) {
    this.entries = nodes.map((node) => ({ node, fill: fill(node), rank: rank(node), asOf: now })).sort(inOrder);
  }

  /** The nodes as they now stand. */
  public at(now: number): readonly Entry[] {
    const moved: Entry[] = [];
    const kept: Entry[] = [];
    for (const entry of this.entries) {
      (entry.asOf < this.changed[entry.node] ? moved : kept).push(entry);
    }
    if (moved.length > 0) {
      for (const entry of moved) {
        entry.rank = this.rank(entry.node);
        entry.asOf = now;
      }
      this.entries = merged(kept, moved.sort(inOrder));
    }
    return this.entries;
  }
}

function inOrder(one: Entry, two: Entry): number {
  return one.fill - two.fill || one.rank - two.rank || one.node - two.node;
}

function merged(kept: readonly Entry[], moved: readonly Entry[]): Entry[] {
  const all: Entry[] = [];
  let at = 0;
  for (const entry of kept) {
    while (at < moved.length && inOrder(moved[at], entry) < 0) {
      all.push(moved[at++]);
    }
    all.push(entry);
  }
  return [...all, ...moved.slice(at)];
}
