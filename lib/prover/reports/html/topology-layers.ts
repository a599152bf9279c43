import { Graph } from '@dagrejs/dagre';

/** Ranks from one layer to the next: dagre puts the label of an edge on a rank of its own between them. */
const RANKS = 2;

/**
 * A ranker for dagre with at most so many boxes in a layer, everything below what calls it: of the boxes that may come
 * next, those from which most calls follow are first (Coffman and Graham, 1972). Its own rankers make layers of any
 * width.
 *
 * @param boxes ids of the boxes; the graph has a root of dagre's besides
 */
export function layersOf(boxes: ReadonlySet<string>, columns: number): string {
  const rank = (graph: Graph): void => {
    const ids = graph.nodes().filter((id) => boxes.has(id));
    const callers = new Map(ids.map((id) => [id, (graph.predecessors(id) ?? []).filter((each) => boxes.has(each))]));
    const depths = new Map<string, number>();
    const depthOf = (id: string): number => {
      const below = (graph.successors(id) ?? []).map((each) => depths.get(each) ?? depthOf(each));
      const depth = 1 + Math.max(0, ...below);
      depths.set(id, depth);
      return depth;
    };
    ids.forEach(depthOf);
    graph.nodes().forEach((id) => { graph.node(id).rank = -1; });
    let waiting = [...ids].sort((one, two) => depths.get(two)! - depths.get(one)! || Number(one) - Number(two));
    for (let layer = 0; waiting.length > 0; layer++) {
      const isWaiting = new Set(waiting);
      const ready = waiting.filter((id) => !callers.get(id)!.some((each) => isWaiting.has(each))).slice(0, columns);
      ready.forEach((id) => { graph.node(id).rank = layer * RANKS; });
      waiting = waiting.filter((id) => !ready.includes(id));
    }
  };
  // dagre takes a function; its types know names only.
  return rank as unknown as string;
}
