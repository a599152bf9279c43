import { PlanReport } from '../../plan';
import { downtimeText } from '../wording';
import { orderTotalText } from '../order-text';
import { html, Html } from './html';
import { scrollable } from './html-parts';
import { pill } from './pill';
import { unbroken } from './text';
import { workloadLink } from './workload-link';

/** The updates one after the other; nothing where no order was asked for. */
export function orderSection(plan: PlanReport): Html | undefined {
  const { order } = plan;
  if (order === undefined || order.steps.length === 0) {
    return undefined;
  }
  const rows = order.steps.map(({ name, way, verdict, downtimeSeconds }, index) => html`<tr><td>${index + 1}</td>
<th scope="row">${workloadLink(plan, name)}</th><td>${way}</td><td>${pill(verdict)}</td>
<td>${verdict === 'proven' && unbroken(downtimeText(downtimeSeconds))}</td></tr>
`);
  const heads = ['', 'Workload', 'How', 'Update', 'Downtime'].map((head) => html`<th scope="col">${head}</th>`);
  return html`<section aria-labelledby="order"><h2 id="order">Order of least downtime, one after the other</h2>
${scrollable('The updates in order', html`<table class="order"><thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody></table>`)}
<p class="note">${unbroken(orderTotalText(order))}</p>
</section>`;
}
