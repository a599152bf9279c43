import { Timeline, WorkloadPlan } from '../../verdict';
import { plural } from '../report-view';
import { html, Html } from './html';
import { fitText, listText, textWidth, wrapText } from './text';
import { Bar, layoutTimeline, TimelineLayout } from './timeline-layout';

const WIDTH = 350;
const GUTTER = 56;
const LANE = 28;
const GAP = 10;
const FONT = 11;
/** A node is drawn as high as so many lanes at most. */
const MOST_LANES = 6;
/** From this many steps on the header only counts. */
export const MOST_TITLES = 6;

const LABELS: { readonly [state in Bar['state']]: string } = {
  other: '', old: 'old', starting: 'starting', new: 'new', pending: 'Pending', stopping: 'stopping',
};

/** The steps of an update: one row for each node, one bar for each pod, and how many pods serve. */
export function timelineSvg(timeline: Timeline, plan: WorkloadPlan, spareNodes: readonly string[]): Html {
  const layout = layoutTimeline(timeline, plan.workload);
  const { steps, resource } = timeline;
  const column = (WIDTH - GUTTER) / steps.length;
  const titles = steps.map(({ title }, index) => (steps.length > MOST_TITLES ? [String(index + 1)] : wrapText(title, column - 6, 10)));
  const header = Math.max(...titles.map(({ length }) => length)) * 12 + 10;
  const heights = layout.rows.map(({ units }) => (resource.includes('/') ? Math.min(MOST_LANES, Math.max(1, units)) : 2.5) * LANE);
  const tops: number[] = [];
  let y = header;
  for (const height of heights) {
    tops.push(y);
    y += height + GAP;
  }
  const waits = layout.bars.filter(({ row }) => row === undefined);
  const pendingTop = y;
  y += waits.length > 0 ? LANE + GAP : 0;
  const x = (step: number) => GUTTER + step * column;
  const place = (bar: Bar): Box => ({
    x: x(bar.from), width: (bar.to - bar.from) * column,
    y: bar.row === undefined ? pendingTop : tops[bar.row] + bar.top * heights[bar.row],
    height: bar.row === undefined ? LANE : bar.height * heights[bar.row],
  });
  return html`<svg class="timeline" viewBox="0 0 ${WIDTH} ${y + 30}" role="img" aria-label="${describeTimeline(timeline, plan)}">
${titles.map((lines, step) => html`<g class="step">${lines.map((line, index) => html`<text x="${x(step) + column / 2}" y="${12 + index * 12}">${line}</text>`)}</g>`)}
${layout.rows.map((row, index) => nodeRow(row.node, spareNodes.includes(row.node), tops[index], heights[index]))}
${waits.length > 0 && html`<text class="node-name warn" x="0" y="${pendingTop + 17}">no room</text>`}
${steps.slice(1).map((_, step) => html`<line class="grid" x1="${x(step + 1)}" x2="${x(step + 1)}" y1="${header - 4}" y2="${y + 24}"/>`)}
${layout.bars.map((bar) => drawBar(bar, place(bar)))}
${drawServing(layout, x, y)}
</svg>
${layout.hiddenNodes > 0 && html`<p class="note">${plural(layout.hiddenNodes, 'more node')} on which nothing changes.</p>`}`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function nodeRow(node: string, isSpare: boolean, y: number, height: number): Html {
  const lines = isSpare ? [fitText(node, GUTTER - 6, FONT), '(spare)'] : [fitText(node, GUTTER - 6, FONT)];
  return html`<rect class="free${isSpare && ' spare'}" x="${GUTTER}" y="${y}" width="${WIDTH - GUTTER}" height="${height}" rx="4"/>
<g class="node-name"><title>${node}</title>${lines.map((line, index) => html`<text x="0" y="${y + height / 2 + 4 + (index - (lines.length - 1) / 2) * 12}">${line}</text>`)}</g>`;
}

function drawBar(bar: Bar, { x, y, width, height }: Box): Html {
  const text = bar.state === 'other' ? listText(bar.names.map(shortName), 2) : LABELS[bar.state];
  const full = bar.state === 'other' ? bar.names.join(', ') : text;
  const fits = height >= FONT && (bar.state === 'other' || textWidth(text, FONT) <= width - 4);
  const shown = fits ? fitText(text, width - 8, FONT) : '';
  return html`<g class="bar ${bar.state}"><title>${full}</title><rect x="${round(x + 1.5)}" y="${round(y + 1)}" width="${round(width - 3)}" height="${round(Math.max(2, height - 2))}" rx="3"/>
${shown && html`<text x="${round(x + width / 2)}" y="${round(y + height / 2 + 4)}">${shown}</text>`}</g>`;
}

function drawServing({ serving }: TimelineLayout, x: (step: number) => number, y: number): Html {
  return html`<text class="node-name" x="0" y="${y + 15}">serving</text>
${serving.map(({ from, to, pods }) => html`<g class="serving ${pods === 0 ? 'down' : 'up'}"><rect x="${round(x(from) + 1.5)}" y="${y + 2}" width="${round(x(to) - x(from) - 3)}" height="20" rx="3"/>
<text x="${round((x(from) + x(to)) / 2)}" y="${y + 16}">${servingText(pods, x(to) - x(from) - 4)}</text></g>`)}`;
}

function servingText(pods: number, width: number): string {
  const [long, short] = pods === 0 ? ['nobody serves', '0'] : [plural(pods, 'pod'), String(pods)];
  return textWidth(long, FONT) <= width ? long : short;
}

/** The picture in words. */
export function describeTimeline({ resource, steps, blocked }: Timeline, { workload }: WorkloadPlan): string {
  const sentences = steps.map(({ title, pods }, index) => {
    const own = pods.filter((pod) => pod.workload === workload).map(({ revision, phase, node }) => `${revision} pod ${phase}${node === undefined ? '' : ` on ${node}`}`);
    return `Step ${index + 1}, ${title}: ${own.length > 0 ? own.join(', ') : 'no pod of the workload'}.`;
  });
  return [`Who holds ${resource} while ${workload} is updated.`, ...sentences, blocked ? 'This step is never left.' : 'The update is complete.'].join(' ');
}

/** `qdrant` for `research-ops/Deployment/qdrant ×2`, with the count. */
export function shortName(workload: string): string {
  return workload.slice(workload.lastIndexOf('/') + 1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
