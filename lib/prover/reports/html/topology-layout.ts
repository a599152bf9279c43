import { Graph, layout } from '@dagrejs/dagre';
import { Workload } from '../../../manifests';
import { Connection } from '../../connections';

export const BOX_WIDTH = 176;
export const BOX_HEIGHT = 62;
const MARGIN = 12;
/** Boxes without a connection stand in rows of so many. */
const LOOSE_COLUMNS = 4;
const LOOSE_GAP = 16;

export interface PlacedBox {
  readonly workload: Workload;
  readonly x: number;
  readonly y: number;
}

export interface PlacedConnection {
  readonly connection: Connection;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of the label. */
  readonly label: { readonly x: number; readonly y: number };
}

export interface TopologyLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: PlacedBox[];
  readonly connections: PlacedConnection[];
}

/**
 * Callers left of what they call, in layers; workloads without a connection in rows beneath. Layers and the
 * way of edges around boxes are dagre's.
 */
export function layoutTopology(workloads: readonly Workload[], connections: readonly Connection[]): TopologyLayout {
  const connected = new Set(connections.flatMap(({ from, to }) => [from, to]));
  const ids = new Map(workloads.map((workload, index) => [workload, String(index)]));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 44, marginx: MARGIN, marginy: MARGIN });
  workloads.filter((workload) => connected.has(workload))
    .forEach((workload) => graph.setNode(ids.get(workload)!, { width: BOX_WIDTH, height: BOX_HEIGHT }));
  connections.forEach(({ from, to, ports }, index) =>
    graph.setEdge(
      ids.get(from)!,
      ids.get(to)!,
      { width: Math.max(30, 8 + 7 * ports.join(', ').length), height: 16, labelpos: 'c' },
      String(index),
    ),
  );
  if (connected.size > 0) {
    layout(graph);
  }
  const size = graph.graph();
  const drawn =
    connected.size === 0 ? { width: 0, height: MARGIN } : { width: size.width ?? 0, height: size.height ?? 0 };
  const loose = workloads.filter((workload) => !connected.has(workload));
  const rows = Math.ceil(loose.length / LOOSE_COLUMNS);
  const looseWidth = Math.min(LOOSE_COLUMNS, loose.length) * (BOX_WIDTH + LOOSE_GAP) - LOOSE_GAP + 2 * MARGIN;
  return {
    width: Math.max(drawn.width, loose.length > 0 ? looseWidth : 0),
    height: drawn.height + rows * (BOX_HEIGHT + LOOSE_GAP),
    boxes: [
      ...workloads.filter((workload) => connected.has(workload)).map((workload) => {
        const { x = 0, y = 0 } = graph.node(ids.get(workload)!);
        return { workload, x: x - BOX_WIDTH / 2, y: y - BOX_HEIGHT / 2 };
      }),
      ...loose.map((workload, index) => ({
        workload,
        x: MARGIN + (index % LOOSE_COLUMNS) * (BOX_WIDTH + LOOSE_GAP),
        y: drawn.height + Math.floor(index / LOOSE_COLUMNS) * (BOX_HEIGHT + LOOSE_GAP),
      })),
    ],
    connections: connections.map((connection, index) => {
      const [from, to] = [ids.get(connection.from)!, ids.get(connection.to)!];
      const { points = [], x = 0, y = 0 } = graph.edge(from, to, String(index));
      return {
        connection,
        points: [side(graph.node(from), x), ...points.slice(1, -1), side(graph.node(to), x)],
        label: { x, y },
      };
    }),
  };
}

/** The middle of the side of a box that faces an abscissa, so that edges leave and enter beside the text. */
function side(
  { x = 0, y = 0 }: { readonly x?: number; readonly y?: number },
  towards: number,
): { x: number; y: number } {
  return { x: x + (Math.sign(towards - x) * BOX_WIDTH) / 2, y };
}
