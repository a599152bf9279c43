import { Timeline } from '../../updates';
import { outcomeText } from '../wording';
import { html, Html } from './html';
import { Panel } from './panels';
import { pill } from './pill';
import { unbroken } from './text';
import { MOST_TITLES, timelineSvg } from './timeline-svg';

const NOTHING_TO_DRAW = 'There is no placement to draw, or more pods than a picture can show.';
const NOT_BY_ITSELF = 'Not drawn by itself; the pictures of the whole change show what helps.';

/** One way to update a workload as a drawing, with what becomes of it. */
export function panelFigure({ title, plan, spareNodes, notes }: Panel): Html {
  const { timeline, verdict, witness, change } = plan;
  const undrawn = verdict === 'unknown' ? witness[0] : change ? NOT_BY_ITSELF : NOTHING_TO_DRAW;
  return html`<figure class="panel ${verdict}">
<figcaption><strong>${title}</strong> <span class="outcome">${pill(verdict)} ${unbroken(outcomeText(plan))}</span></figcaption>
${timeline && timelineSvg(timeline, plan, spareNodes)}
${timeline?.blocked && html`<p class="why">${witness.find((line) => line.includes('Pending')) ?? witness[0]}</p>`}
${timeline ? stepList(timeline) : html`<p class="note">${undrawn}</p>`}
${notes.length > 0 && html`<p class="note">${notes.join('; ')}</p>`}</figure>`;
}

/** The titles of the steps, where the drawing only has room for their numbers. */
function stepList({ steps }: Timeline): Html | undefined {
  const items = steps.map(({ title }) => html`<li>${title}</li>`);
  return steps.length > MOST_TITLES
    ? html`<details><summary>The ${steps.length} steps</summary><ol>${items}</ol></details>`
    : undefined;
}
