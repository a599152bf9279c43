import { Workload } from '../../model';
import { WorkloadPlan } from '../../verdict';
import { plural } from '../report-view';
import { Connection, Connections } from './connections';
import { html, Html } from './html';
import { fitText } from './text';
import { BOX_HEIGHT, BOX_WIDTH, layoutTopology, PlacedBox, PlacedConnection } from './topology-layout';
import { MARKS } from './verdict-pill';

/** A drawing of more workloads is no longer read; the list of connections says the same. */
const MOST_DRAWN = 80;
const MOST_EDGES = 160;
/** Smaller than this part of its size the drawing is scrolled, not shrunk. */
const LEAST_SCALE = 0.85;

/** Who calls whom: a drawing where it can be read, and the same as a list. */
export function topologySection(plans: ReadonlyMap<Workload, WorkloadPlan>, { list, isCut }: Connections): Html {
  const workloads = [...plans.keys()];
  const isDrawn = workloads.length <= MOST_DRAWN && list.length <= MOST_EDGES;
  return html`${isDrawn ? drawing(plans, list) : html`<p class="note">${plural(workloads.length, 'workload')} and ${plural(list.length, 'connection')} are too many to draw; the list below names them.</p>`}
<details${!isDrawn && html` open`}><summary>${plural(list.length, 'connection')} as a list</summary>
<ul class="plain">${list.map(({ from, to, ports, blockedBy }) => html`<li>${from.name} calls ${to.name}${portText(ports)}${blockedBy !== undefined && html` <strong>blocked by ${blockedBy}</strong>`}</li>`)}</ul>
${isCut && html`<p class="note">Further connections are left out.</p>`}</details>`;
}

function drawing(plans: ReadonlyMap<Workload, WorkloadPlan>, list: readonly Connection[]): Html {
  const { width, height, boxes, connections } = layoutTopology([...plans.keys()], list);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Services and who calls whom">
<svg class="topology" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" style="width:${Math.ceil(width)}px;min-width:${Math.ceil(width * LEAST_SCALE)}px" role="img" aria-label="${list.map(({ from, to, ports }) => `${from.name} calls ${to.name}${portText(ports)}`).join('; ') || 'No connections are described.'}">
${connections.map(drawConnection)}
${boxes.map((box) => drawBox(box, plans.get(box.workload)!))}
</svg></div>`;
}

function drawConnection({ connection: { from, to, ports, blockedBy }, points, label }: PlacedConnection): Html {
  const text = blockedBy === undefined ? ports.join(', ') : `✖ ${ports.join(', ') || 'blocked'}`;
  const width = 8 + 7 * text.length;
  return html`<g class="edge${blockedBy !== undefined && ' blocked'}"><title>${from.name} calls ${to.name}${portText(ports)}${blockedBy !== undefined && `, blocked by ${blockedBy}`}</title>
<path d="M${round(points[0].x)},${round(points[0].y)} ${curve(points)}" marker-end="url(#arrow${blockedBy !== undefined && '-blocked'})"/>
${text && html`<rect x="${round(label.x - width / 2)}" y="${round(label.y - 8)}" width="${width}" height="16" rx="8"/><text x="${round(label.x)}" y="${round(label.y + 4)}">${text}</text>`}</g>`;
}

/** Through the points, level at each of them. */
function curve(points: PlacedConnection['points']): string {
  return points.slice(1).map((point, index) => {
    const middle = round((points[index].x + point.x) / 2);
    return `C${middle},${round(points[index].y)} ${middle},${round(point.y)} ${round(point.x)},${round(point.y)}`;
  }).join(' ');
}

function drawBox({ workload, x, y }: PlacedBox, { verdict, replicas }: WorkloadPlan): Html {
  const requests = [...workload.pod.requests].filter(([name]) => name.includes('/')).map(([name, amount]) => `${amount} ${name.split('/')[1]}`);
  const facts = [`${replicas} × ${workload.kind}`, ...requests].join(' · ');
  return html`<g class="box ${verdict}"><title>${workload.namespace}/${workload.kind}/${workload.name}: update ${verdict}</title>
<rect x="${round(x)}" y="${round(y)}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="8"/><rect class="edge-mark" x="${round(x)}" y="${round(y + 10)}" width="4" height="${BOX_HEIGHT - 20}" rx="2"/>
<text class="name" x="${round(x + 14)}" y="${round(y + 22)}">${fitText(workload.name, BOX_WIDTH - 24, 13)}</text>
<text class="fact" x="${round(x + 14)}" y="${round(y + 38)}">${fitText(facts, BOX_WIDTH - 20, 10.5)}</text>
<text class="fact verdict" x="${round(x + 14)}" y="${round(y + 53)}">${MARKS[verdict]} update ${verdict}</text></g>`;
}

function portText(ports: readonly string[]): string {
  return ports.length === 0 ? '' : ` on port ${ports.join(', ')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
