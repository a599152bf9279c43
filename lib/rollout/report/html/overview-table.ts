import { RolloutPlan } from '../../verdict';
import { html, Html } from './html';
import { downtimeText, drainText, spareText, strategyText } from './text';
import { verdictPill } from './verdict-pill';

/** All workloads in one table, each with a link to its own part. */
export function overviewTable({ workloads }: RolloutPlan): Html {
  const heads = ['Workload', 'Update', 'Strategy', 'Downtime', 'Always available', 'Spare for no downtime', 'Drain of a node'];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Verdict of each workload"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${workloads.map((workload, index) => html`<tr><th scope="row"><a href="#workload-${index + 1}">${workload.name}</a><br><span class="note">${workload.namespace} · ${workload.kind}</span></th><td>${verdictPill(workload.verdict)}</td><td>${strategyText(workload)}</td>
<td>${downtimeText(workload.downtimeSeconds)}</td><td>${workload.availabilityFloor} of ${workload.replicas}</td><td>${spareText(workload)}</td><td>${drainText(workload)}</td></tr>
`)}</tbody></table></div>`;
}
