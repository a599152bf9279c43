import { Workload } from '../../../manifests';
import { WorkloadPlan } from '../../updates';
import { Connection } from '../../connections';
import { html, Html } from './html';
import { MARKS } from './pill';
import { line, rect, round } from './svg';
import { connectionText } from '../wording';
import { fitText } from './text';
import { BOX_HEIGHT, BOX_WIDTH, layoutTopology, PlacedBox, PlacedConnection } from './topology-layout';

/** Smaller than this part of its size the drawing is scrolled, not shrunk. */
const LEAST_SCALE = 0.85;
const PADDING = 14;

/** Workloads as boxes, connections as arrows. */
export function topologySvg(plans: ReadonlyMap<Workload, WorkloadPlan>, list: readonly Connection[]): Html {
  const { width, height, boxes, connections } = layoutTopology([...plans.keys()], list);
  const size = `width:${Math.ceil(width)}px;min-width:${Math.ceil(width * LEAST_SCALE)}px`;
  const text = list.map(connectionText).join('; ') || 'No connections are described.';
  return html`<svg class="topology" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" style="${size}" role="img" aria-label="${text}">
${connections.map(drawConnection)}
${boxes.map((box) => drawBox(box, plans.get(box.workload)!))}
</svg>`;
}

function drawConnection({ connection, points, label }: PlacedConnection): Html {
  const { ports, blockedBy } = connection;
  const isBlocked = blockedBy !== undefined;
  const text = isBlocked ? `${MARKS.impossible} ${ports.join(', ') || 'blocked'}` : ports.join(', ');
  const width = 8 + 7 * text.length;
  return html`<g class="edge${isBlocked && ' blocked'}"><title>${connectionText(connection)}</title>
<path d="${curve(points)}" marker-end="url(#arrow${isBlocked && '-blocked'})"/>
${text !== '' && html`${rect(label.x - width / 2, label.y - 8, width, 16, 8)}${line(label.x, label.y + 4, text)}`}</g>`;
}

/** Through the points, level at each of them. */
function curve(points: PlacedConnection['points']): string {
  const start = `M${round(points[0].x)},${round(points[0].y)}`;
  return points.slice(1).reduce((path, point, index) => {
    const middle = round((points[index].x + point.x) / 2);
    return `${path} C${middle},${round(points[index].y)} ${middle},${round(point.y)} ${round(point.x)},${round(point.y)}`;
  }, start);
}

function drawBox({ workload, x, y }: PlacedBox, { verdict, replicas }: WorkloadPlan): Html {
  const requests = [...workload.pod.requests]
    .filter(([name]) => name.includes('/'))
    .map(([name, amount]) => `${amount} ${name.split('/')[1]}`);
  const facts = [`${replicas} × ${workload.kind}`, ...requests].join(' · ');
  const room = BOX_WIDTH - PADDING - 6;
  return html`<g class="box ${verdict}"><title>${workload.namespace}/${workload.kind}/${workload.name}: update ${verdict}</title>
${rect(x, y, BOX_WIDTH, BOX_HEIGHT, 8)}${rect(x, y + 10, 4, BOX_HEIGHT - 20, 2, 'edge-mark')}
${line(x + PADDING, y + 22, fitText(workload.name, room, 13), 'name')}
${line(x + PADDING, y + 38, fitText(facts, room, 10.5), 'fact')}
${line(x + PADDING, y + 53, `${MARKS[verdict]} update ${verdict}`, 'fact verdict')}</g>`;
}
