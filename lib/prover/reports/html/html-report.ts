import { remediesFor } from '../../remedies';
import { PlanReport } from '../../plan';
import { Verdict } from '../../updates';
import { ReportView, summaryLine } from '../report-view';
import { TOOL_NAME, TOOL_VERSION } from '../../engine';
import { askedText } from '../change-text';
import { changeSection } from './change-section';
import { DEFINITIONS, LEGEND } from './definitions';
import { findingsSection } from './findings-section';
import { headline } from './headline';
import { Html, html } from './html';
import { list } from './html-parts';
import { orderSection } from './order-section';
import { overviewTable } from './overview-table';
import { pill } from './pill';
import { poolsSection } from './pools-section';
import { STYLE } from './style';
import { topologySection } from './topology-section';
import { NumberedPlan, workloadSections } from './workload-section';

export interface HtmlReportInput {
  readonly plan: PlanReport;
  readonly view: ReportView;
  /** Shown above the headline, such as the files that were read. */
  readonly title?: string;
  /** Shown as it stands; absent, the report says nothing of time, so that equal input gives equal output. */
  readonly generatedAt?: string;
}

/** Rollouts that need a reader are unfolded up to this number. */
const MOST_OPEN = 6;

const FITS: { readonly [verdict in Verdict]: string } = {
  proven: 'All pods fit on the nodes at once.',
  possible: 'All pods fit on the nodes at once, if they are placed well.',
  impossible: 'The pods do not all fit on the nodes.',
  unknown: 'Whether all pods fit is not known.',
};

const NO_NODES = html`<p class="note">The nodes are not known; name them with --nodes to get verdicts.</p>`;
const NOTHING_NEEDY = html`<p>Every update is proven to finish, and no remedy would make one better. Each is drawn below.</p>`;

/** Everything the prover says about one input as one HTML file that needs nothing else: no network, no script. */
export function renderHtml({ plan, view, title = 'Rollout plan', generatedAt }: HtmlReportInput): string {
  const { sentence, detail } = headline(plan, plan.remedies, view);
  const { cluster } = plan;
  const { remedies } = plan;
  const numbered = plan.workloads.map((each, index) => ({ plan: each, number: index + 1 }));
  const needsReader = (each: NumberedPlan) =>
    cluster !== undefined
    && (each.plan.verdict !== 'proven' || remediesFor(remedies, each.plan, 'downtime').length > 0);
  const needy = numbered.filter(needsReader);
  const topology = topologySection(plan.byWorkload, plan.connections);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: ${sentence}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${DEFINITIONS}
<header><p class="eyebrow">${title}</p>
<h1>${sentence}</h1>
${detail && html`<p class="lead">${detail}</p>`}
<p class="note">${askedText(plan)}</p>
</header>
<main>
<section aria-labelledby="topology"><h2 id="topology">Services and nodes</h2>
<div class="columns${topology.isWide && ' whole'}"><div class="services">${topology.content}</div>
<div class="pools">${cluster ? poolsSection(cluster, plan) : NO_NODES}</div></div>
<p>${pill(plan.steadyState.verdict)} ${FITS[plan.steadyState.verdict]}</p>
${plan.steadyState.witness.length > 0 && list(plan.steadyState.witness)}
${plan.refused && html`<h3>Not changed</h3>${list(plan.refused.flatMap(({ object, reasons }) => reasons.map((reason) => `${object}: ${reason}`)))}`}
${plan.uncounted.length > 0 && html`<h3>Not counted</h3>${list(plan.uncounted.map(({ object, reason }) => `${object} ${reason}`))}`}
</section>
${changeSection(plan)}
${orderSection(plan)}
${cluster && html`<section aria-labelledby="rollouts"><h2 id="rollouts">Rollouts, step by step</h2>
${LEGEND}
${needy.length > 0 ? workloadSections(needy, remedies, MOST_OPEN) : NOTHING_NEEDY}
</section>`}
<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>
${overviewTable(plan)}
${workloadSections(numbered.filter((each) => !needsReader(each)), remedies)}
</section>
<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
<p class="note">${summaryLine(view)}.</p>
${findingsSection(view)}
</section>
</main>
<footer><p>${TOOL_NAME} ${TOOL_VERSION}${generatedAt !== undefined && `, ${generatedAt}`}</p></footer>
</body>
</html>
`.text;
}
