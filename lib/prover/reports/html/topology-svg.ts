import { Workload } from '../../../manifests';
import { WorkloadPlan } from '../../updates';
import { Connection } from '../../connections';
import { html, Html } from './html';
import { MARKS } from './pill';
import { line, rect, round } from './svg';
import { connectionText, replicasText } from '../wording';
import { distinctTexts, fitText } from './text';
import { BOX_HEIGHT, BOX_WIDTH, PlacedBox, PlacedConnection, TopologyLayout } from './topology-layout';

/** Smaller than this part of its size the drawing is scrolled, not shrunk. */
const LEAST_SCALE = 0.85;
const PADDING = 14;
/** Width of a line of text in a box. */
const ROOM = BOX_WIDTH - PADDING - 6;

/** Workloads as boxes, connections as arrows. */
export function topologySvg(plans: ReadonlyMap<Workload, WorkloadPlan>, layout: TopologyLayout): Html {
  const { width, height, boxes, connections, isVertical } = layout;
  const size = `width:${Math.ceil(width)}px;min-width:${Math.ceil(width * LEAST_SCALE)}px`;
  const text = connections.map(({ connection }) => connectionText(connection)).join('; ')
    || 'No connections are described.';
  const titles = boxes.map(({ workload }) => titleOf(workload, boxes));
  const names = distinctTexts(titles, ROOM, 13);
  return html`<svg class="topology" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" style="${size}" role="img" aria-label="${text}">
${connections.map((each) => drawArrow(each, isVertical))}
${eachPlaceOnce(connections).map(drawLabel)}
${boxes.map((box, index) => drawBox(box, plans.get(box.workload)!, names.get(titles[index])!))}
</svg>`;
}

/** The name, with the namespace where another has it too. */
function titleOf({ name, namespace, kind }: Workload, boxes: readonly PlacedBox[]): string {
  const namesakes = boxes.filter(({ workload }) => workload.name === name);
  return namesakes.length === 1
    ? name : namesakes.every(({ workload }) => workload.namespace === namespace)
      ? `${kind}/${name}` : `${namespace}/${name}`;
}

function drawArrow({ connection, points }: PlacedConnection, isVertical: boolean): Html {
  const isBlocked = connection.blockedBy !== undefined;
  return html`<g class="edge${isBlocked && ' blocked'}"><title>${connectionText(connection)}</title>
<path d="${curve(points, isVertical)}" marker-end="url(#arrow${isBlocked && '-blocked'})"/></g>`;
}

/** Connections whose labels stand in one place and read alike share one; others are moved beside it. */
function eachPlaceOnce(connections: readonly PlacedConnection[]): PlacedConnection[] {
  const texts = new Map<string, string[]>();
  return connections.flatMap((each) => {
    const place = `${round(each.label.x)} ${round(each.label.y)}`;
    const there = texts.get(place) ?? [];
    const text = labelText(each.connection);
    if (text === '' || there.includes(text)) {
      return [];
    }
    texts.set(place, [...there, text]);
    const offset = there.reduce((sum, other) => sum + labelWidth(other) + 4, 0) +
      (labelWidth(text) - labelWidth(there[0] ?? text)) / 2;
    return [{ ...each, label: { x: each.label.x + offset, y: each.label.y } }];
  });
}

function labelText({ ports, blockedBy }: Connection): string {
  return blockedBy === undefined ? ports.join(', ') : `${MARKS.impossible} ${ports.join(', ') || 'blocked'}`;
}

const labelWidth = (text: string): number => 8 + 7 * text.length;

function drawLabel({ connection, label }: PlacedConnection): Html {
  const text = labelText(connection);
  const width = labelWidth(text);
  return html`<g class="edge${connection.blockedBy !== undefined && ' blocked'}">${
    rect(label.x - width / 2, label.y - 8, width, 16, 8)}${line(label.x, label.y + 4, text)}</g>`;
}

/** Through the points, level at each of them, or upright. */
function curve(points: PlacedConnection['points'], isVertical: boolean): string {
  const start = `M${round(points[0].x)},${round(points[0].y)}`;
  return points.slice(1).reduce((path, point, index) => {
    const { x, y } = points[index];
    const [middleX, middleY] = [round((x + point.x) / 2), round((y + point.y) / 2)];
    const [toX, toY] = [round(point.x), round(point.y)];
    return isVertical
      ? `${path} C${round(x)},${middleY} ${toX},${middleY} ${toX},${toY}`
      : `${path} C${middleX},${round(y)} ${middleX},${toY} ${toX},${toY}`;
  }, start);
}

function drawBox({ workload, x, y }: PlacedBox, plan: WorkloadPlan, name: string): Html {
  const { verdict } = plan;
  const requests = [...workload.pod.requests]
    .filter(([name]) => name.includes('/'))
    .map(([name, amount]) => `${amount} ${name.split('/')[1]}`);
  const facts = [`${replicasText(plan)} × ${workload.kind}`, ...requests].join(' · ');
  return html`<g class="box ${verdict}"><title>${workload.namespace}/${workload.kind}/${workload.name}: update ${verdict}</title>
${rect(x, y, BOX_WIDTH, BOX_HEIGHT, 8)}${rect(x, y + 10, 4, BOX_HEIGHT - 20, 2, 'edge-mark')}
${line(x + PADDING, y + 22, name, 'name')}
${line(x + PADDING, y + 38, fitText(facts, ROOM, 10.5), 'fact')}
${line(x + PADDING, y + 53, `${MARKS[verdict]} update ${verdict}`, 'fact verdict')}</g>`;
}
