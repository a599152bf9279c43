import { html } from './html';

const ARROW = html`viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"`;

/** Arrow heads and hatchings that all drawings share. */
export const DEFINITIONS = html`<svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<marker id="arrow" ${ARROW}><path class="arrow" d="M0,0 8,4 0,8z"/></marker>
<marker id="arrow-blocked" ${ARROW}><path class="arrow blocked" d="M0,0 8,4 0,8z"/></marker>
<pattern id="starting" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="hatch-ground" width="8" height="8"/><rect class="hatch-new" width="4" height="8"/></pattern>
<pattern id="pending" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect class="hatch-ground" width="7" height="7"/><rect class="hatch-bad" width="2" height="7"/></pattern>
</defs></svg>`;

const STATES = [
  ['old', 'old pod'], ['starting', 'new pod, starting'], ['new', 'new pod, ready'], ['pending', 'new pod, Pending'],
  ['other', 'other workload'], ['free', 'free'],
];

/** What the bars of a timeline mean. */
export const LEGEND = html`<ul class="legend" aria-label="What the bars mean">
${STATES.map(([state, text]) => html`<li><svg width="28" height="14" viewBox="0 0 28 14" aria-hidden="true">
<g class="bar ${state}"><rect x="1" y="1" width="26" height="12" rx="3"/></g></svg> ${text}</li>`)}
</ul>`;
