/** A node and where it stands in an order. */
interface Entry {
  readonly node: number;
  readonly fill: number;
  rank: number;
}

/** Changes up to which each node is put in its new place by itself. */
const FEW = 32;

/**
 * Nodes in the order in which pods of one kind are placed on them, kept while pods come: only nodes that have changed
 * are ranked again. Equal ones stand in the order of the nodes.
 */
export class NodeOrder {
  private entries: Entry[];
  private readonly byNode: ReadonlyMap<number, Entry>;
  /** So many changes have been looked at. */
  private seen: number;

  /**
   * `fill` decides before `rank`, which follows the room that is left; `changes` are the nodes that have changed, in
   * their order, and grow.
   */
  constructor(
    nodes: readonly number[],
    fill: (node: number) => number,
    private readonly rank: (node: number) => number,
    private readonly changes: readonly number[],
  ) {
    this.seen = changes.length;
    this.entries = nodes.map((node) => ({ node, fill: fill(node), rank: rank(node) })).sort(inOrder);
    this.byNode = new Map(this.entries.map((entry) => [entry.node, entry]));
  }

  /** The nodes as they now stand. */
  public now(): readonly Entry[] {
    const { changes, seen } = this;
    this.seen = changes.length;
    if (changes.length - seen < FEW) {
      for (let at = seen; at < changes.length; at++) {
        this.move(this.byNode.get(changes[at]));
      }
    } else {
      for (const node of new Set(changes.slice(seen))) {
        const entry = this.byNode.get(node);
        if (entry) {
          entry.rank = this.rank(node);
        }
      }
      this.entries.sort(inOrder);
    }
    return this.entries;
  }

  private move(entry: Entry | undefined): void {
    const rank = entry && this.rank(entry.node);
    if (entry && rank !== undefined && rank !== entry.rank) {
      this.entries.splice(this.positionOf(entry), 1);
      entry.rank = rank;
      this.entries.splice(this.positionOf(entry), 0, entry);
    }
  }

  /** Where an entry stands, or would. */
  private positionOf(entry: Entry): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = inOrder(this.entries[middle], entry) < 0 ? [middle + 1, high] : [low, middle];
    }
    return low;
  }
}

function inOrder(one: Entry, two: Entry): number {
  return one.fill - two.fill || one.rank - two.rank || one.node - two.node;
}
