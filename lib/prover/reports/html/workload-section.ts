import { Judgement, WorkloadPlan } from '../../updates';
import { html, Html } from './html';
import { foldable, list } from './html-parts';
import { pill } from './pill';
import {
  deadlineText, downtimePhrase, downtimeText, drainText, replicasText, spareCell, strategyText,
} from '../wording';
import { halfWayText } from '../half-way-text';
import { unbroken } from './text';
import { Remedy, RemedyReport, remediesFor, remedyText } from '../../remedies';
import { panelFigure } from './panel-figure';
import { panelsOf } from './panels';

/** A workload with its place in the plan, which is also its anchor. */
export interface NumberedPlan {
  readonly plan: WorkloadPlan;
  readonly number: number;
}

/** One part for each workload. */
export function workloadSections(
  plans: readonly NumberedPlan[],
  remedies: RemedyReport,
  mostOpen = 0,
): Html {
  return html`${plans.map(({ plan, number }, position) => workloadSection(plan, number, remedies, position < mostOpen))}`;
}

function workloadSection(
  plan: WorkloadPlan,
  number: number,
  remedies: RemedyReport,
  isOpen: boolean,
): Html {
  const shown = panelsOf(plan, remedies);
  const offered = remediesFor(remedies, plan, 'update', 'downtime', 'drain');
  const drawn = shown.find(({ plan: { timeline } }) => timeline);
  const downtime = plan.verdict === 'impossible' ? 'never finishes' : downtimePhrase(plan.downtimeSeconds);
  const gist = [plan.namespace, plan.kind, unbroken(downtime)].join(' · ');
  const panels = drawn && html`<h4>Who holds ${drawn.plan.timeline!.resource}</h4>
<div class="panels">${shown.map(panelFigure)}</div>`;
  return foldable(plan.name, { sign: pill(plan.verdict), gist, id: `workload-${number}`, isOpen }, html`${panels}
${plan.witness.length > 0 && html`<h4>Why</h4>${list(plan.witness)}`}
${offered.length > 0 && html`<h4>Remedies, each proven</h4>${list(offered.map(remedyItem))}`}
<dl>${facts(plan).map(factItem)}</dl>`);
}

function remedyItem(remedy: Remedy): string {
  return unbroken(`${remedy.cures === 'drain' ? 'for a drain, ' : ''}${remedyText(remedy)}`);
}

/** Term, value, and the reasons for it. */
type Fact = [term: string, value: string, ...reasons: string[]];

function factItem([term, value, ...reasons]: Fact): Html {
  const isWide = reasons.length > 0;
  return html`<div${isWide && html` class="wide"`}><dt>${term}</dt><dd>${value}${isWide && list(reasons)}</dd></div>`;
}

/** Reasons of one more verdict; those that the reader has just read are not repeated. */
function further({ verdict, witness }: Judgement, said: readonly string[]): readonly string[] {
  return verdict === 'proven' ? []
    : witness.length > 0 && witness.every((line) => said.includes(line)) ? ['as above'] : witness;
}

function facts(plan: WorkloadPlan): Fact[] {
  const { availabilityFloor, change, fits, drain, file, downtimeSeconds } = plan;
  const halfWay = halfWayText(plan);
  return [
    ...halfWay === undefined ? [] : [['Half way', halfWay] satisfies Fact],
    ['Strategy', strategyText(plan)],
    [`Available during ${change === undefined ? 'an update' : 'the change'}`,
      `at least ${availabilityFloor} of ${replicasText(plan)}`],
    ['Downtime of an update', unbroken(downtimeText(downtimeSeconds))],
    ['Progress deadline', unbroken(deadlineText(plan) ?? 'nothing bounds the start')],
    ['Spare for no downtime', spareCell(plan)],
    ['Described in', file],
    ['Fits the nodes', fits.verdict, ...further(fits, plan.witness)],
    [
      'Drain of a node', drainText(plan), ...drain.evictionBlockedBy,
      ...further(drain, plan.witness),
    ],
  ];
}
