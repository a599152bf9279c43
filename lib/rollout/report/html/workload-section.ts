import { RolloutPlan, WorkloadPlan } from '../../verdict';
import { html, Html } from './html';
import { downtimeText, drainText, durationText, spareText, strategyText } from './text';
import { timelineSvg } from './timeline-svg';
import { verdictPill } from './verdict-pill';
import { Variant } from './what-if';

/** With more workloads than this, not even all that need a reader are unfolded. */
const MOST_OPEN = 6;

/** One part for each workload, those that need a reader first and unfolded. */
export function workloadSections({ workloads }: RolloutPlan, variants: ReadonlyMap<WorkloadPlan, Variant[]>): Html {
  const needsReader = (plan: WorkloadPlan) => plan.verdict !== 'proven' || variants.has(plan);
  const ordered = workloads.map((plan, index) => ({ plan, index })).sort((one, two) => Number(needsReader(two.plan)) - Number(needsReader(one.plan)));
  return html`${ordered.map(({ plan, index }, position) => workloadSection(plan, index, variants.get(plan), needsReader(plan) && position < MOST_OPEN))}`;
}

function workloadSection(plan: WorkloadPlan, index: number, variants: Variant[] | undefined, isOpen: boolean): Html {
  const shown = variants ?? [{ title: `As written: ${plan.strategy}`, changes: [], plan, spareNodes: [] }];
  const isDrawn = shown.some(({ plan: { timeline } }) => timeline);
  return html`<details class="card workload" id="workload-${index + 1}"${isOpen && html` open`}><summary><h3>${plan.workload}</h3> ${verdictPill(plan.verdict)} <span class="gist">${downtimeText(plan.downtimeSeconds)}</span></summary>
${isDrawn && html`<div class="panels">${shown.map(variantPanel)}</div>`}
${plan.witness.length > 0 && html`<h4>Why</h4>
<ul class="witness">${plan.witness.map((line) => html`<li>${line}</li>`)}</ul>`}
<dl>${facts(plan).map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
</details>
`;
}

function variantPanel({ title, changes, plan, spareNodes }: Variant): Html {
  const { timeline, verdict, witness } = plan;
  return html`<figure class="panel ${verdict}"><figcaption><strong>${title}</strong> <span class="outcome">${verdictPill(verdict)} ${outcomeText(plan)}</span></figcaption>
${timeline ? html`${timelineSvg(timeline, plan, spareNodes)}
<p class="note">Each bar is a pod that holds ${timeline.resource}${timeline.steps.length > 6 && `, over ${timeline.steps.length} steps: ${timeline.steps.map((step, index) => `${index + 1} ${step.title}`).join(', ')}`}.</p>` : html`<p class="note">No placement to draw.</p>`}
${timeline?.blocked && html`<p class="why">${witness.find((line) => line.includes('Pending')) ?? witness[0]}</p>`}
${changes.length > 0 && html`<p class="note">Needs ${changes.join('; ')}.</p>`}</figure>`;
}

function outcomeText({ verdict, downtimeSeconds, strategy }: WorkloadPlan): string {
  switch (verdict) {
    case 'proven':
      return strategy === 'none' ? 'fits' : `finishes, ${downtimeText(downtimeSeconds)}`;
    case 'impossible':
      return 'never finishes';
    case 'possible':
      return 'may wait for ever';
    case 'unknown':
      return 'not decided';
  }
}

function facts(plan: WorkloadPlan): [string, string][] {
  const { replicas, availabilityFloor, neededProgressDeadlineSeconds: deadline, fits, drain, file, downtimeSeconds } = plan;
  return [
    ['Strategy', strategyText(plan)],
    ['Available during an update', `at least ${availabilityFloor} of ${replicas}`],
    ['Downtime of an update', downtimeText(downtimeSeconds)],
    ...deadline === undefined ? [] : [['Progress deadline', `at least ${durationText(deadline)}, plus image pull`] as [string, string]],
    ['Spare for no downtime', spareText(plan)],
    ['Fits the nodes', reasoned(fits.verdict, fits.witness)],
    ['Drain of a node', reasoned(drainText(plan), [...drain.evictionBlockedBy, ...drain.verdict === 'proven' ? [] : drain.witness])],
    ['Described in', file],
  ];
}

function reasoned(text: string, reasons: readonly string[]): string {
  return reasons.length === 0 ? text : `${text}: ${reasons.join('; ')}`;
}
