import { PlanReport } from '../../plan';
import { Timeline, TimelinePod } from '../../updates';
import { askedText, changeText, goneText } from '../change-text';
import { html, Html } from './html';
import { list, scrollable } from './html-parts';

/** Who holds what while everything changes; nothing where nothing says what runs. */
export function changeSection(plan: PlanReport): Html | undefined {
  const { from, changeTimeline } = plan;
  if (from === undefined) {
    return undefined;
  }
  const changes = plan.workloads.filter(({ change }) => change?.kind !== 'unchanged')
    .map((workload) => `${workload.workload}: ${changeText(workload)}`);
  const gone = goneText(plan);
  return html`<section aria-labelledby="change"><h2 id="change">The change, everything at once</h2>
<p class="note">${askedText(plan)}</p>
${list([...changes, ...gone === undefined ? [] : [gone]])}
${changeTimeline && drawn(changeTimeline)}
</section>`;
}

function drawn({ resource, nodes, steps, blocked }: Timeline): Html {
  const names = [...new Set(steps.flatMap(({ pods }) => pods.map(({ workload }) => workload)))];
  const rows = nodes.map(({ node, units }) => html`<tr><th scope="row">${node}<br><small>${units} ${resource}</small></th>
${steps.map(({ pods }) => html`<td>${pods.filter((pod) => pod.node === node).map((pod) => block(pod, names))}</td>`)}</tr>`);
  const waits = steps.some(({ pods }) => pods.some(({ node }) => node === undefined));
  const waiting = waits && html`<tr><th scope="row">waits</th>
${steps.map(({ pods }) => html`<td>${pods.filter(({ node }) => node === undefined).map((pod) => block(pod, names))}</td>`)}</tr>`;
  return html`<h3>Who holds ${resource}${blocked && ', until nothing moves any more'}</h3>
${scrollable(`Who holds ${resource} at each step`, html`<table class="change"><thead><tr><th></th>
${steps.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}${waiting}</tbody></table>`)}`;
}

/** A pod, as high as what it holds. */
function block({ workload, revision, phase, units }: TimelinePod, names: readonly string[]): Html {
  const height = Math.min(6, Math.max(1, units));
  const state = phase === 'Pending' ? 'pending' : revision;
  return html`<div class="pod ${state} hue-${names.indexOf(workload) % 4}" style="min-height:${height * 1.4}em">${workload.replace(/^.*\//, '')} ${state} (${units})</div>`;
}
