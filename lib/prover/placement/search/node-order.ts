/** A node and where it stands in an order. */
interface Entry {
  readonly node: number;
  readonly fill: number;
  rank: number;
}

/** Up to so many changes for each node, those that have changed are put in their new places one by one. */
const FEW = 0.25;

/**
 * Nodes in the order in which pods of one kind are placed on them, kept while pods come: only nodes that have changed
 * are ranked again. Equal ones stand in the order of the nodes. Nodes that have no room left are in it no longer.
 */
export class NodeOrder {
  private entries: Entry[];
  private readonly byNode: Map<number, Entry>;
  /** So many changes have been looked at. */
  private seen: number;

  /**
   * `fill` decides before `rank`, which follows the room that is left, and is undefined where that is none; `changes`
   * are the nodes that have changed, in their order, and grow.
   */
  constructor(
    nodes: readonly number[],
    fill: (node: number) => number,
    private readonly rank: (node: number) => number | undefined,
    private readonly changes: readonly number[],
  ) {
    this.seen = changes.length;
    this.entries = [];
    for (const node of nodes) {
      const own = rank(node);
      if (own !== undefined) {
        this.entries.push({ node, fill: fill(node), rank: own });
      }
    }
    this.entries.sort(inOrder);
    this.byNode = new Map(this.entries.map((entry) => [entry.node, entry]));
  }

  /** The nodes as they now stand. */
  public now(): readonly Entry[] {
    const { changes, seen } = this;
    this.seen = changes.length;
    if (changes.length - seen < FEW * this.entries.length) {
      for (let at = seen; at < changes.length; at++) {
        this.move(changes[at]);
      }
    } else {
      this.rankAgain(new Set(changes.slice(seen)));
    }
    return this.entries;
  }

  private rankAgain(nodes: ReadonlySet<number>): void {
    for (const node of nodes) {
      const entry = this.byNode.get(node);
      const rank = entry && this.rank(node);
      if (entry && rank !== undefined) {
        entry.rank = rank;
      } else {
        this.byNode.delete(node);
      }
    }
    this.entries = this.entries.filter(({ node }) => this.byNode.has(node)).sort(inOrder);
  }

  private move(node: number): void {
    const entry = this.byNode.get(node);
    const rank = entry && this.rank(node);
    if (entry && rank !== entry.rank) {
      this.entries.splice(this.positionOf(entry), 1);
      if (rank === undefined) {
        this.byNode.delete(node);
      } else {
        entry.rank = rank;
        this.entries.splice(this.positionOf(entry), 0, entry);
      }
    }
  }

  /** Where an entry stands, or would. */
  private positionOf(entry: Entry): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(this.entries[middle], entry) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

function inOrder(one: Entry, two: Entry): number {
  return one.fill - two.fill || one.rank - two.rank || one.node - two.node;
}
