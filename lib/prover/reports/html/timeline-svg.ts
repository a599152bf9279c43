import { plural } from '../../../util/plural';
import { Timeline, TimelinePod, WorkloadPlan } from '../../updates';
import { html, Html } from './html';
import { line, rect } from './svg';
import { fitText, listText, shortName, textWidth, wrapText } from './text';
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
  other: '', old: 'old', starting: 'starting', new: 'new', pending: 'Pending',
};

/** The steps of an update: one row for each node, one bar for each pod, and how many pods serve. */
export function timelineSvg(timeline: Timeline, plan: WorkloadPlan, spareNodes: readonly string[]): Html {
  const layout = layoutTimeline(timeline, plan.workload);
  const { steps, resource } = timeline;
  const column = (WIDTH - GUTTER) / steps.length;
  const titles = steps.map(({ title }, index) =>
    steps.length > MOST_TITLES ? [String(index + 1)] : wrapText(title, column - 6, 10),
  );
  const header = Math.max(...titles.map(({ length }) => length)) * 12 + 10;
  const heights = layout.rows.map(
    ({ units }) => (resource.includes('/') ? Math.min(MOST_LANES, Math.max(1, units)) : 2.5) * LANE,
  );
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
${titles.map((lines, step) => lines.map((text, index) => line(x(step) + column / 2, 12 + index * 12, text, 'step')))}
${layout.rows.map((row, index) => nodeRow(row.node, spareNodes.includes(row.node), tops[index], heights[index]))}
${waits.length > 0 && line(0, pendingTop + 17, 'no room', 'warn')}
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
  const lines = [fitText(node, GUTTER - 6, FONT), ...isSpare ? ['(spare)'] : []];
  return html`${rect(GUTTER, y, WIDTH - GUTTER, height, 4, isSpare ? 'free spare' : 'free')}
<g><title>${node}</title>${lines.map((text, index) => line(0, y + height / 2 + 4 + (index - (lines.length - 1) / 2) * 12, text))}</g>`;
}

function drawBar(bar: Bar, { x, y, width, height }: Box): Html {
  const text = bar.state === 'other' ? listText(bar.names.map(shortName), 2) : LABELS[bar.state];
  const isFitting = height >= FONT && (bar.state === 'other' || textWidth(text, FONT) <= width - 4);
  const shown = isFitting ? fitText(text, width - 8, FONT) : '';
  return html`<g class="bar ${bar.state}"><title>${bar.state === 'other' ? bar.names.join(', ') : text}</title>
${rect(x + 1.5, y + 1, width - 3, Math.max(2, height - 2), 3)}${shown !== '' && line(x + width / 2, y + height / 2 + 4, shown)}</g>`;
}

function drawServing({ serving }: TimelineLayout, x: (step: number) => number, y: number): Html {
  return html`${line(0, y + 15, 'serving')}
${serving.map(
  ({
    from, to, pods,
  }) => html`<g class="serving ${pods === 0 ? 'down' : 'up'}">${rect(x(from) + 1.5, y + 2, x(to) - x(from) - 3, 20, 3)}
${line((x(from) + x(to)) / 2, y + 16, servingText(pods, x(to) - x(from) - 4))}</g>`,
)}`;
}

function servingText(pods: number, width: number): string {
  const [long, short] = pods === 0 ? ['nobody serves', '0'] : [plural(pods, 'pod'), String(pods)];
  return textWidth(long, FONT) <= width ? long : short;
}

/** The picture in words. */
export function describeTimeline({ resource, steps, blocked }: Timeline, { workload }: WorkloadPlan): string {
  const place = ({ revision, phase, node }: TimelinePod) =>
    `${revision} pod ${phase}${node === undefined ? '' : ` on ${node}`}`;
  const sentences = steps.map(({ title, pods }, index) => {
    const own = pods.filter((pod) => pod.workload === workload).map(place);
    return `Step ${index + 1}, ${title}: ${own.length > 0 ? own.join(', ') : 'no pod of the workload'}.`;
  });
  const end = blocked ? 'This step is never left.' : 'The update is complete.';
  return [`Who holds ${resource} while ${workload} is updated.`, ...sentences, end].join(' ');
}
