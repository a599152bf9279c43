import { listed } from '../../../util/listed';
import { PlanReport } from '../../plan';
import { CuredChange } from '../../remedies';
import { amountText, Timeline, TimelinePod } from '../../updates';
import { bestRemedy, bestTexts, changeAndHalfWay, changedWorkloads, goneText } from '../change-text';
import { html, Html } from './html';
import { list, scrollable } from './html-parts';
import { shortName, unbroken } from './text';
import { workloadLink } from './workload-link';

const MOST_TITLES = 3;
/** Width of a step in pixels, so that its title can be read. */
const COLUMN = 80;
/** Height of the largest pod, in lines. */
const MOST_HIGH = 6;

const NOT_DRAWN = html`<p class="note">As written it is not drawn; what keeps it from finishing is told of each workload below.</p>`;

/** Who holds what while everything changes, as written and with what helps; nothing where nothing says what runs. */
export function changeSection(plan: PlanReport): Html | undefined {
  const { from, changeTimeline } = plan;
  if (from === undefined) {
    return undefined;
  }
  const changes = changedWorkloads(plan).map((workload) => `${workload.workload}: ${changeAndHalfWay(workload)}`);
  const gone = goneText(plan);
  const cured = plan.curedChange?.();
  return html`<section aria-labelledby="change"><h2 id="change">The change, everything at once</h2>
${list([...changes, ...gone === undefined ? [] : [gone]])}
${!changeTimeline && !plan.workloads.every(({ verdict }) => verdict === 'proven') && NOT_DRAWN}
${pictures(changeTimeline, cured)}
${cures(plan)}
</section>`;
}

/** What is asked for, and the cure beside it, or below it where they have too many steps for the page. */
function pictures(asked: Timeline | undefined, cured: CuredChange | undefined): Html | undefined {
  const picture = (title: string, timeline: Timeline, spareNodes: readonly string[]) => {
    const columns = timeline.steps.length + 1;
    return html`<div class="joint" style="flex:${columns} 1 ${columns * COLUMN}px"><h3>${title}</h3>
${drawn(timeline, spareNodes)}</div>`;
  };
  return asked || cured ? html`<div class="beside">${asked && picture('As written', asked, [])}
${cured && picture(`With ${listed(cured.titles, MOST_TITLES)}`, cured.timeline, cured.spareNodes)}</div>` : undefined;
}

/** The best remedy of each workload that needs one. */
function cures(plan: PlanReport): Html | undefined {
  const texts = bestTexts(plan);
  const offered = changedWorkloads(plan).flatMap((workload) => {
    const best = bestRemedy(plan, workload);
    return best === undefined ? [] : [{ workload: workload.workload, best, text: texts.get(workload)! }];
  });
  if (offered.length === 0) {
    return undefined;
  }
  const items = offered.map(({ workload, text }) =>
    html`${workloadLink(plan, workload)}: ${unbroken(text)}`);
  const notes = [...new Set(offered.flatMap(({ best }) => best.notes))];
  return html`<div class="cures"><h3>The best remedy of each, proven</h3>${list(items)}
${notes.map((note) => html`<p class="note">${note}</p>`)}</div>`;
}

function drawn({ resource, nodes, steps, blocked }: Timeline, spareNodes: readonly string[]): Html {
  const names = [...new Set(steps.flatMap(({ pods }) => pods.map(({ workload }) => workload)))];
  const amount = (units: number) => amountText(resource, units).split(' ')[0];
  const most = Math.max(...nodes.map(({ units }) => units));
  const draw = (pods: TimelinePod[]) => pods.map((pod) => block(pod, names, {
    amount: amount(pod.units),
    height: resource.includes('/') ? Math.min(MOST_HIGH, pod.units) : pod.units / most * MOST_HIGH,
  }));
  const rows = nodes.map(({ node, units }) => html`<tr><th scope="row">${node}<br><small>${amount(units)} ${shortName(resource)}${
    spareNodes.includes(node) && ', spare'}</small></th>
${steps.map(({ pods }) => html`<td>${draw(pods.filter((pod) => pod.node === node))}</td>`)}</tr>`);
  const waits = steps.some(({ pods }) => pods.some(({ node }) => node === undefined));
  const waiting = waits && html`<tr><th scope="row">waits</th>
${steps.map(({ pods }) => html`<td>${draw(pods.filter(({ node }) => node === undefined))}</td>`)}</tr>`;
  const end = blocked ? 'until nothing moves any more' : 'until all is changed';
  return html`<p class="note">Who holds ${resource}, ${end}</p>
${scrollable(`Who holds ${resource}, ${end}`, html`<table class="change" style="min-width:${(steps.length + 1) * COLUMN}px"><thead><tr><th></th>
${steps.map(({ title }) => html`<th scope="col">${withShortNames(title, names)}</th>`)}</tr></thead><tbody>${rows}${waiting}</tbody></table>`)}`;
}

/** `a new pod of llm starts on gpu-1`. */
function withShortNames(title: string, names: readonly string[]): string {
  return title.split(' ').map((word) => names.includes(word) ? shortName(word) : word).join(' ');
}

interface Size {
  readonly amount: string;
  /** In lines. */
  readonly height: number;
}

/** A pod, as high as what it holds. */
function block(
  { workload, revision, phase }: TimelinePod, names: readonly string[], { amount, height }: Size,
): Html {
  const state = phase === 'Pending' ? 'pending' : revision;
  return html`<div class="pod ${state} hue-${names.indexOf(workload) % 4}" style="min-height:${Math.max(1, height) * 1.4}em">${shortName(workload)} ${state} (${amount})</div>`;
}
