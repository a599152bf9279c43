import { plural } from '../../util/plural';
import { PlanReport } from '../plan';
import { Cure, RemedyReport, remediesFor, remedyText } from '../remedies';
import { Judgement, WorkloadPlan } from '../updates';
import { Paint, painter } from './paint';
import { askedText, besideTable, changeAndHalfWay, changeTable, changeText, goneText, VERDICTS } from './change-text';
import { logText, markdownText, printable } from './escape';
import { halfWayText } from './half-way-text';
import { orderTotalText, stepText } from './order-text';
import { TableOptions } from './table-report';
import {
  availableText, connectionText, deadlineText, downtimeOf, drainText, spareText, strategyText,
} from './wording';

const STYLES = { proven: 'green', possible: 'yellow', impossible: 'red', unknown: 'dim' } as const;

/** The rollout of each workload for people. */
export function renderPlanTable(plan: PlanReport, { colour = false }: TableOptions = {}): string {
  const paint = painter(colour);
  const steady = [
    `steady state ${paint(STYLES[plan.steadyState.verdict], plan.steadyState.verdict)}`,
    ...saidAbove(plan.steadyState, plan.workloads).map((line) => `  - ${printable(line)}`),
  ];
  return logText([
    printable(askedText(plan)),
    ...present(goneText(plan)).map(printable),
    '',
    ...plan.workloads.flatMap((workload) => [...describe(workload, plan.remedies, paint), '']),
    ...section('who calls whom', connections(plan).map((line) => `  - ${printable(line)}`)),
    ...steady,
    ...refusedLines(plan).map(printable),
    ...uncountedLines(plan).map(printable),
    ...section('order of least downtime, one after the other', orderLines(plan).map((line) => `  ${printable(line)}`)),
    ...section('not looked at', plan.notLookedAt.map((line) => `  - ${printable(line)}`)),
    summary(plan),
    '',
  ].join('\n'));
}

/** The rollout of each workload for a pull request; of a change, of what it changes or may stop. */
export function renderPlanMarkdown(plan: PlanReport): string {
  const cell = markdownText;
  const isChange = plan.from !== undefined;
  const shown = plan.workloads.filter((each) => each.change?.kind !== 'unchanged' || each.verdict !== 'proven');
  const rows = shown.map((workload) => [
    workload.workload,
    ...isChange ? [changeAndHalfWay(workload)] : [],
    workload.verdict,
    strategyText(workload),
    downtimeOf(workload),
    spareText(workload) ?? '',
    drainText(workload),
    workload.witness.join('; ').replace(/:; /g, ': '),
  ]);
  const head = [
    'Workload', ...isChange ? ['Change'] : [], 'Update', 'Strategy', 'Downtime',
    'Spare for no downtime', 'Drain of a node', 'Why',
  ];
  return [
    '## Rollout plan',
    '',
    [askedText(plan), summary(plan), ...besideTable(plan)].map((text) => cell(`${sentence(text)}.`)).join(' '),
    '',
    ...changeTable(plan),
    ...[...refusedLines(plan), ...uncountedLines(plan)].map((line) => `- ${cell(line)}`),
    ...plan.uncounted.length > 0 || plan.refused ? [''] : [],
    ...(isChange && rows.length === 0 ? [] : [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))])
      .map((cells) => `| ${cells.join(' | ')} |`),
    ...bullets('Remedies, each proven', shown.flatMap((workload) =>
      bestRemedies(plan.remedies, workload).map((text) => cell(`${workload.workload}: ${text}`)))),
    ...bullets('Order of least downtime, one after the other', orderLines(plan).map(cell)),
    ...bullets('Who calls whom', connections(plan).map(cell)),
    ...bullets('Not looked at', plan.notLookedAt.map(cell)),
    '',
  ].join('\n');
}

/** Each update at its place, and what they cost in all. */
function orderLines({ order }: PlanReport): string[] {
  if (!order) {
    return [];
  }
  if (order.steps.length === 0) {
    return ['nothing is updated'];
  }
  const steps = order.steps.map((step, index) => `${index + 1}. ${step.name}, ${step.way}: ${stepText(step)}`);
  return [...steps, orderTotalText(order)];
}

/** What an apply cannot change beside the workloads, one reason a line. */
function refusedLines({ refused = [] }: PlanReport): string[] {
  return refused.flatMap(({ object, reasons }) => reasons.map((reason) => `not changed: ${object}: ${reason}`));
}

/** What no verdict counts, one object a line; nobody is to take silence for an answer. */
function uncountedLines({ uncounted }: PlanReport): string[] {
  return uncounted.map(({ object, reason }) => `not counted: ${object} ${reason}`);
}

function bullets(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', `**${title}**`, '', ...lines.map((line) => `- ${line}`)];
}

/** Remedies that a reader is shown at once: some of the update, the way back from it, and the best of a drain. */
const MOST_OF_UPDATE = 3;

function bestRemedies(remedies: RemedyReport, workload: WorkloadPlan): string[] {
  const ofUpdate = remediesFor(remedies, workload, 'update', 'downtime');
  return [
    ...ofUpdate.filter(({ commands }, index) => index < MOST_OF_UPDATE || commands),
    ...remediesFor(remedies, workload, 'drain').slice(0, 1),
  ].map(remedyText);
}

function remedyLines(remedies: RemedyReport, workload: WorkloadPlan, ...cures: readonly Cure[]): string[] {
  return remediesFor(remedies, workload, ...cures).map((remedy) => printable(remedyText(remedy)));
}

function describe(workload: WorkloadPlan, remedies: RemedyReport, paint: Paint): string[] {
  const { verdict, witness, fits, drain } = workload;
  const [spare, deadline] = [spareText(workload), deadlineText(workload)];
  return [
    `${paint('bold', printable(workload.workload))}  update ${paint(STYLES[verdict], verdict)}`,
    ...witness.map((line) => `    - ${printable(line)}`),
    ...present(changeText(workload)).map((text) => `  change     ${printable(text)}`),
    ...present(halfWayText(workload)).map((text) => `  half way   ${printable(text)}`),
    ...(workload.alone.verdict === workload.together.verdict
      ? []
      : [`  alone      ${workload.alone.verdict}; together ${workload.together.verdict}`]),
    `  strategy   ${printable(strategyText(workload))}; ${availableText(workload)}`,
    `  downtime   ${downtimeOf(workload)}`,
    ...(deadline === undefined ? [] : [`  deadline   ${printable(deadline)}`]),
    ...(spare === undefined ? [] : [`  spare      ${printable(spare)}`]),
    ...remedyLines(remedies, workload, 'update', 'downtime').map((line) => `  remedy     ${line}`),
    `  fits       ${fits.verdict}${reasonOf(fits, witness)}`,
    `  drain      ${printable(drainText(workload))}${reasonOf(drain, witness)}`,
    ...drain.evictionBlockedBy.map((reason) => `    - ${printable(reason)}`),
    ...remedyLines(remedies, workload, 'drain').slice(0, 2).map((line) => `    remedy   ${line}`),
  ];
}

function present(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first reason, unless it is among those that the reader has just read. */
function reasonOf({ verdict, witness }: Judgement, said: readonly string[]): string {
  return verdict === 'proven' || witness.length === 0 ? ''
    : said.includes(witness[0]) ? ': as above' : `: ${printable(witness[0])}`;
}

/** Reasons; of those that were all given for one workload, whose they are. */
function saidAbove({ witness }: Judgement, workloads: readonly WorkloadPlan[]): readonly string[] {
  const same = workloads.find((each) => witness.every((line) => each.witness.includes(line)));
  return same && witness.length > 1 ? [`as above, of ${same.workload}`] : witness;
}

/** Lines under a title; nothing without lines. */
function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function connections({ connections: { list, isCut } }: PlanReport): string[] {
  return [...list.map(connectionText), ...(isCut ? ['further connections are left out'] : [])];
}

function summary({ workloads }: PlanReport): string {
  const counts = VERDICTS.map((verdict) => ({
    verdict,
    count: workloads.filter((workload) => workload.verdict === verdict).length,
  }));
  return `${plural(workloads.length, 'workload')}: ${
    counts
      .filter(({ count }) => count > 0)
      .map(({ verdict, count }) => `${count} ${verdict}`)
      .join(', ') || 'none'
  }`;
}
