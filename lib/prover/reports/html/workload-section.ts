import { Timeline, WorkloadPlan } from '../../updates';
import { html, Html } from './html';
import { foldable, list } from './html-parts';
import { pill } from './pill';
import {
  deadlineText, downtimePhrase, downtimeText, drainText, outcomeText, spareCell, strategyText,
} from '../wording';
import { unbroken } from './text';
import { MOST_TITLES, timelineSvg } from './timeline-svg';
import { Variant } from '../../comparisons';

/** A workload with its place in the plan, which is also its anchor. */
export interface NumberedPlan {
  readonly plan: WorkloadPlan;
  readonly number: number;
}

/** One part for each workload. */
export function workloadSections(
  plans: readonly NumberedPlan[],
  variants: ReadonlyMap<WorkloadPlan, readonly Variant[]>,
  mostOpen = 0,
): Html {
  return html`${plans.map(({ plan, number }, position) => workloadSection(plan, number, variants.get(plan), position < mostOpen))}`;
}

function workloadSection(
  plan: WorkloadPlan,
  number: number,
  variants: readonly Variant[] | undefined,
  isOpen: boolean,
): Html {
  const shown = variants ?? [{ title: `As written: ${plan.strategy}`, changes: [], plan, spareNodes: [] }];
  const drawn = shown.find(({ plan: { timeline } }) => timeline);
  const gist = [plan.namespace, plan.kind, unbroken(downtimePhrase(plan.downtimeSeconds))].join(' · ');
  const panels = drawn && html`<h4>Who holds ${drawn.plan.timeline!.resource}</h4>
<div class="panels">${shown.map(variantPanel)}</div>`;
  return foldable(plan.name, { sign: pill(plan.verdict), gist, id: `workload-${number}`, isOpen }, html`${panels}
${plan.witness.length > 0 && html`<h4>Why</h4>${list(plan.witness)}`}
<dl>${facts(plan).map(factItem)}</dl>`);
}

function variantPanel({ title, changes, plan, spareNodes }: Variant): Html {
  const { timeline, verdict, witness } = plan;
  const isHelped = verdict === 'proven';
  return html`<figure class="panel ${verdict}">
<figcaption><strong>${title}</strong> <span class="outcome">${pill(verdict)} ${unbroken(outcomeText(plan))}</span></figcaption>
${timeline && timelineSvg(timeline, plan, spareNodes)}
${timeline?.blocked && html`<p class="why">${witness.find((line) => line.includes('Pending')) ?? witness[0]}</p>`}
${timeline ? stepList(timeline) : html`<p class="note">${verdict === 'unknown' ? witness[0] : 'There is no placement to draw.'}</p>`}
${changes.length > 0 && html`<p class="note">${isHelped ? 'Needs' : 'Even with'} ${changes.join(', and ')}.</p>`}</figure>`;
}

/** The titles of the steps, where the drawing only has room for their numbers. */
function stepList({ steps }: Timeline): Html | undefined {
  const items = steps.map(({ title }) => html`<li>${title}</li>`);
  return steps.length > MOST_TITLES
    ? html`<details><summary>The ${steps.length} steps</summary><ol>${items}</ol></details>`
    : undefined;
}

/** Term, value, and the reasons for it. */
type Fact = [term: string, value: string, ...reasons: string[]];

function factItem([term, value, ...reasons]: Fact): Html {
  const isWide = reasons.length > 0;
  return html`<div${isWide && html` class="wide"`}><dt>${term}</dt><dd>${value}${isWide && list(reasons)}</dd></div>`;
}

function facts(plan: WorkloadPlan): Fact[] {
  const { replicas, availabilityFloor, fits, drain, file, downtimeSeconds } = plan;
  return [
    ['Strategy', strategyText(plan)],
    ['Available during an update', `at least ${availabilityFloor} of ${replicas}`],
    ['Downtime of an update', unbroken(downtimeText(downtimeSeconds))],
    ['Progress deadline', unbroken(deadlineText(plan) ?? 'nothing bounds the start')],
    ['Spare for no downtime', spareCell(plan)],
    ['Described in', file],
    ['Fits the nodes', fits.verdict, ...(fits.verdict === 'proven' ? [] : fits.witness)],
    [
      'Drain of a node', drainText(plan), ...drain.evictionBlockedBy,
      ...(drain.verdict === 'proven' ? [] : drain.witness),
    ],
  ];
}
