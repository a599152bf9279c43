import { Placement } from '../placement';
import { skewView } from '../skew';
import { HOSTNAME, Task } from '../tasks/task';

/** What is known of one task. */
interface Known {
  /** By node: whether room and the pods there let one more in; spread is asked each time. */
  readonly open: boolean[];
  /** So many changes have been looked at. */
  seen: number;
}

/**
 * Nodes that take one more pod of a task, in a placement that is changed pod by pod: only nodes on which pods have come
 * or gone are looked at again.
 */
export class NodesWithSlots {
  private readonly known = new Map<Task, Known>();
  /** Nodes in the order in which pods came or went, and whether that took something back. */
  private readonly changes: { readonly node: number; readonly back: boolean }[] = [];
  /** Changes that somebody has looked at. */
  private looked = 0;

  constructor(private readonly placement: Placement) {}

  /** To be told of each pod that has come or gone; `back` where that takes back the last one that is not taken back. */
  public changed(node: number, back: boolean): void {
    const last = this.changes.at(-1);
    if (back && this.changes.length > this.looked && last?.node === node && !last.back) {
      this.changes.pop();
    } else {
      this.changes.push({ node, back });
    }
  }

  public of(task: Task): number[] {
    const { placement } = this;
    const nodes = placement.capacity.nodesOf(task);
    if (!asksOnlyItsNode(task)) {
      return nodes.filter((node) => placement.slots(task, node) > 0);
    }
    const { open } = this.upToDate(task, nodes);
    const views = task.spreads.map((spread) => skewView(placement, spread));
    return nodes.filter((node) => open[node] && views.every((lets) => lets(node)));
  }

  private upToDate(task: Task, nodes: readonly number[]): Known {
    let known = this.known.get(task);
    const again = known ? new Set(this.changes.slice(known.seen).map(({ node }) => node)) : nodes;
    if (!known) {
      known = { open: [], seen: 0 };
      this.known.set(task, known);
    }
    for (const node of again) {
      known.open[node] = this.placement.slotsBesideSpread(task, node) > 0;
    }
    known.seen = this.changes.length;
    this.looked = this.changes.length;
    return known;
  }
}

/** Whether nothing but what stands on a node, and spread, decides whether it takes a pod. */
function asksOnlyItsNode({ attractions, ties, repulsions, apart, claims }: Task): boolean {
  return attractions.length + ties.length === 0 && claims.attachment !== 'pod'
    && repulsions.every(({ topologyKey }) => topologyKey === HOSTNAME)
    && (apart === undefined || apart.topologyKey === HOSTNAME);
}
