import { PlanReport } from '../../plan';
import { remedyText } from '../../remedies';
import { Timeline, TimelinePod } from '../../updates';
import { askedText, bestRemedy, changedWorkloads, changeText, goneText } from '../change-text';
import { html, Html } from './html';
import { list, scrollable } from './html-parts';
import { panelFigure } from './panel-figure';
import { remedyPanel } from './panels';
import { unbroken } from './text';
import { workloadLink } from './workload-link';

/** Who holds what while everything changes, and beside it what helps; nothing where nothing says what runs. */
export function changeSection(plan: PlanReport): Html | undefined {
  const { from, changeTimeline } = plan;
  if (from === undefined) {
    return undefined;
  }
  const changes = changedWorkloads(plan).map((workload) => `${workload.workload}: ${changeText(workload)}`);
  const gone = goneText(plan);
  return html`<section aria-labelledby="change"><h2 id="change">The change, everything at once</h2>
<p class="note">${askedText(plan)}</p>
${list([...changes, ...gone === undefined ? [] : [gone]])}
${beside(changeTimeline && html`<div class="joint">${drawn(changeTimeline)}</div>`, cures(plan))}
</section>`;
}

/** Two parts side by side where both are there. */
function beside(one: Html | undefined, two: Html | undefined): Html | undefined {
  return one && two ? html`<div class="columns">${one}${two}</div>` : one ?? two;
}

/** The best remedy of each workload that needs one; of these the first that can be drawn is. */
function cures(plan: PlanReport): Html | undefined {
  const offered = changedWorkloads(plan).flatMap((workload) => {
    const best = bestRemedy(plan, workload);
    return best === undefined ? [] : [{ workload: workload.workload, best }];
  });
  if (offered.length === 0) {
    return undefined;
  }
  const drawable = offered.find(({ best }) => best.after.timeline);
  const items = offered.map(({ workload, best }) => html`${workloadLink(plan, workload)}: ${unbroken(remedyText(best))}
${best.notes.length > 0 && html`<p class="note">${best.notes.join('; ')}</p>`}`);
  return html`<div class="cures"><h3>The best remedy of each, proven</h3>${list(items)}
${drawable && panelFigure({ ...remedyPanel(drawable.best), title: `${drawable.workload}: ${drawable.best.title}` })}</div>`;
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
