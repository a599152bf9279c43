import { Graph, layout } from '@dagrejs/dagre';
import { Workload } from '../../../manifests';
import { Connection } from '../../connections';
import { layersOf } from './topology-layers';

export const BOX_WIDTH = 176;
export const BOX_HEIGHT = 62;
const MARGIN = 12;
const LOOSE_GAP = 16;
/** Pixels for the drawing on a page of 1280: beside the pools, where it may be a tenth smaller, and above them. */
export const BESIDE_WIDTH = 760;
export const WHOLE_WIDTH = 1180;
/** Boxes side by side, where callers stand above what they call. */
const MOST_COLUMNS = 6;

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
  /** Callers stand above what they call, not left of it. */
  readonly isVertical: boolean;
}

/**
 * Callers left of what they call, in layers; where that is wider than the page, above what they call, in layers of as
 * many as fit; workloads without a connection in rows beneath. The way of edges around boxes is dagre's.
 */
export function layoutTopology(workloads: readonly Workload[], connections: readonly Connection[]): TopologyLayout {
  const level = layoutWith(workloads, connections, undefined);
  if (level.width <= WHOLE_WIDTH) {
    return level;
  }
  const widest = layoutWith(workloads, connections, MOST_COLUMNS);
  // Fewer boxes in a layer make more layers, which more arrows have to pass.
  for (let columns = MOST_COLUMNS - 1, upright = widest, last = Infinity; upright.width < last; columns--) {
    if (upright.width <= WHOLE_WIDTH) {
      return upright;
    }
    last = upright.width;
    upright = layoutWith(workloads, connections, Math.max(1, columns));
  }
  return squeezed(widest);
}

/** With callers left of what they call, or with so many boxes at most in each layer, above what they call. */
function layoutWith(
  workloads: readonly Workload[], connections: readonly Connection[], columns: number | undefined,
): TopologyLayout {
  const isVertical = columns !== undefined;
  const connected = new Set(connections.flatMap(({ from, to }) => [from, to]));
  const ids = new Map(workloads.map((workload, index) => [workload, String(index)]));
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    ...isVertical
      ? { rankdir: 'TB', nodesep: 14, edgesep: 8, ranksep: 36, ranker: layersOf(new Set(ids.values()), columns) }
      : { rankdir: 'LR', nodesep: 22, ranksep: 44 },
    marginx: MARGIN, marginy: MARGIN,
  });
  workloads.filter((workload) => connected.has(workload))
    .forEach((workload) => graph.setNode(ids.get(workload)!, { width: BOX_WIDTH, height: BOX_HEIGHT }));
  connections.forEach(({ from, to, ports }, index) =>
    graph.setEdge(
      ids.get(from)!,
      ids.get(to)!,
      // Upright, a label stands at the box that is called.
      isVertical ? {} : { width: Math.max(30, 8 + 7 * ports.join(', ').length), height: 16, labelpos: 'c' },
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
  // Rows of them make the drawing no wider than it is, or than fits beside the pools.
  const looseRoom = Math.max(drawn.width, BESIDE_WIDTH) - 2 * MARGIN + LOOSE_GAP;
  const looseColumns = Math.floor(looseRoom / (BOX_WIDTH + LOOSE_GAP));
  const rows = Math.ceil(loose.length / looseColumns);
  const looseWidth = Math.min(looseColumns, loose.length) * (BOX_WIDTH + LOOSE_GAP) - LOOSE_GAP + 2 * MARGIN;
  return {
    isVertical,
    width: Math.max(drawn.width, loose.length > 0 ? looseWidth : 0),
    height: drawn.height + rows * (BOX_HEIGHT + LOOSE_GAP),
    boxes: [
      ...workloads.filter((workload) => connected.has(workload)).map((workload) => {
        const { x = 0, y = 0 } = graph.node(ids.get(workload)!);
        return { workload, x: x - BOX_WIDTH / 2, y: y - BOX_HEIGHT / 2 };
      }),
      ...loose.map((workload, index) => ({
        workload,
        x: MARGIN + (index % looseColumns) * (BOX_WIDTH + LOOSE_GAP),
        y: drawn.height + Math.floor(index / looseColumns) * (BOX_HEIGHT + LOOSE_GAP),
      })),
    ],
    connections: connections.map((connection, index) => {
      const [from, to] = [ids.get(connection.from)!, ids.get(connection.to)!];
      const { points = [], x = 0, y = 0 } = graph.edge(from, to, String(index));
      return {
        connection,
        points: isVertical
          ? [edge(graph.node(from), graph.node(to).y), ...points.slice(1, -1), edge(graph.node(to), graph.node(from).y)]
          : [side(graph.node(from), x), ...points.slice(1, -1), side(graph.node(to), x)],
        label: isVertical ? labelAt(edge(graph.node(to), graph.node(from).y)) : { x, y },
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

/** The middle of the upper or lower edge of a box that faces an ordinate. */
function edge(
  { x = 0, y = 0 }: { readonly x?: number; readonly y?: number },
  towards: number,
): { x: number; y: number } {
  return { x, y: y + (Math.sign(towards - y) * BOX_HEIGHT) / 2 };
}

/** Above the arrow into a box. */
function labelAt({ x, y }: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x, y: y - 20 };
}

/** The boxes of each layer side by side over the whole width, and arrows the straight way, behind the boxes. */
function squeezed(layout: TopologyLayout): TopologyLayout {
  const layers = new Map<number, PlacedBox[]>();
  layout.boxes.forEach((box) => layers.set(box.y, [...layers.get(box.y) ?? [], box]));
  const places = new Map([...layers.values()].flatMap((boxes) => [...boxes].sort((one, two) => one.x - two.x)
    .map(({ workload, y }, index): [Workload, PlacedBox] => [
      workload, { workload, x: ((index + 0.5) * WHOLE_WIDTH) / boxes.length - BOX_WIDTH / 2, y },
    ])));
  const end = (workload: Workload, towards: Workload): { x: number; y: number } => {
    const [{ x, y }, other] = [places.get(workload)!, places.get(towards)!];
    return edge({ x: x + BOX_WIDTH / 2, y: y + BOX_HEIGHT / 2 }, other.y + BOX_HEIGHT / 2);
  };
  return {
    ...layout,
    width: WHOLE_WIDTH,
    boxes: layout.boxes.map(({ workload }) => places.get(workload)!),
    connections: layout.connections.map(({ connection }) => {
      const { from, to } = connection;
      return { connection, points: [end(from, to), end(to, from)], label: labelAt(end(to, from)) };
    }),
  };
}
