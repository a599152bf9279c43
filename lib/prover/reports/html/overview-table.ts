import { RolloutPlan, WorkloadPlan } from '../../updates';
import { html, Html, HtmlValue } from './html';
import { scrollable } from './html-parts';
import { pill } from './pill';
import { downtimeText, drainText, replicasText, spareCell, strategyText } from '../wording';
import { unbroken } from './text';

const COLUMNS: [string, (plan: WorkloadPlan) => HtmlValue][] = [
  ['Update', ({ verdict }) => pill(verdict)],
  ['Strategy', strategyText],
  ['Downtime', ({ downtimeSeconds }) => unbroken(downtimeText(downtimeSeconds))],
  ['Always available', (plan) => `${plan.availabilityFloor} of ${replicasText(plan)}`],
  ['Spare for no downtime', spareCell],
  ['Drain of a node', drainText],
];

/** All workloads in one table, each with a link to its own part. */
export function overviewTable({ workloads }: RolloutPlan): Html {
  return scrollable('Verdict of each workload', html`<table>
<thead><tr><th scope="col">Workload</th>${COLUMNS.map(([head]) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${workloads.map((plan, index) => html`<tr><th scope="row"><a href="#workload-${index + 1}">${plan.name}</a><br>
<span class="note">${plan.namespace} · ${plan.kind}</span></th>${COLUMNS.map(([, cell]) => html`<td>${cell(plan)}</td>`)}</tr>
`)}</tbody></table>`);
}
