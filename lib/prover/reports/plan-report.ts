import { SecondsRange } from '../../kubernetes/arithmetic';
import { plural } from '../../kubernetes/plural';
import { Judgement, RolloutPlan, Verdict, WorkloadPlan } from '../updates';
import { Paint, painter } from './paint';
import { printable } from './report-view';
import { spareText } from './spare-text';
import { TableOptions } from './table-report';
import { TOOL_NAME, TOOL_VERSION } from '../engine/tool-version';

/** Grows when a field is removed or changes its meaning. */
export const JSON_PLAN_VERSION = 1;

const STYLES = { proven: 'green', possible: 'yellow', impossible: 'red', unknown: 'dim' } as const;

/** Worst first. */
const VERDICTS: readonly Verdict[] = ['impossible', 'possible', 'unknown', 'proven'];

/** The plan as JSON text: everything the prover knows. */
export function renderPlanJson(plan: RolloutPlan): string {
  return `${JSON.stringify({ version: JSON_PLAN_VERSION, tool: { name: TOOL_NAME, version: TOOL_VERSION }, ...plan }, undefined, 2)}\n`;
}

/** The rollout of each workload for people. */
export function renderPlanTable(plan: RolloutPlan, { colour = false }: TableOptions = {}): string {
  const paint = painter(colour);
  const steady = [
    `steady state ${paint(STYLES[plan.steadyState.verdict], plan.steadyState.verdict)}`,
    ...plan.steadyState.witness.map((line) => `  - ${printable(line)}`),
  ];
  const workloads = plan.workloads.flatMap((workload) => [...describe(workload, paint), '']);
  return [...workloads, ...steady, ...uncountedLines(plan).map(printable), summary(plan), ''].join('\n');
}

/** The rollout of each workload for a pull request. */
export function renderPlanMarkdown(plan: RolloutPlan): string {
  const cell = (text: string) => printable(text).replace(/[|<>\\`*_]/g, '\\$&');
  const rows = plan.workloads.map((workload) => [
    workload.workload,
    workload.verdict,
    strategyText(workload),
    downtimeText(workload.downtimeSeconds),
    spareText(workload) ?? '',
    workload.witness.join('; ').replace(/:; /g, ': '),
  ]);
  const head = ['Workload', 'Update', 'Strategy', 'Downtime', 'Spare for none', 'Why'];
  return [
    '## Rollout plan',
    '',
    `${summary(plan)}.`,
    '',
    ...uncountedLines(plan).map((line) => `- ${cell(line)}`),
    ...plan.uncounted.length > 0 ? [''] : [],
    ...[head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
}

/** What no verdict counts, one object a line; nobody is to take silence for an answer. */
function uncountedLines({ uncounted }: RolloutPlan): string[] {
  return uncounted.map(({ object, reason }) => `not counted: ${object} ${reason}`);
}

function describe(workload: WorkloadPlan, paint: Paint): string[] {
  const { verdict, witness, fits, drain, neededProgressDeadlineSeconds, availabilityFloor, replicas } = workload;
  const spare = spareText(workload);
  return [
    `${paint('bold', printable(workload.workload))}  update ${paint(STYLES[verdict], verdict)}`,
    ...witness.map((line) => `    - ${printable(line)}`),
    `  strategy   ${strategyText(workload)}; ${plural(replicas, 'replica')}, at least ${availabilityFloor} available during an update`,
    `  downtime   ${downtimeText(workload.downtimeSeconds)}`,
    ...(!neededProgressDeadlineSeconds ? [] : [`  deadline   at least ${neededProgressDeadlineSeconds} s, plus image pull`]),
    ...(spare === undefined ? [] : [`  spare      ${spare}`]),
    `  fits       ${judgementText(fits)}`,
    `  drain      ${drainText(workload)}`,
    ...drain.evictionBlockedBy.map((reason) => `    - ${printable(reason)}`),
  ];
}

/** A verdict with its first reason, unless it needs none. */
function judgementText({ verdict, witness }: Judgement): string {
  return verdict === 'proven' || witness.length === 0 ? verdict : `${verdict}: ${printable(witness[0])}`;
}

function drainText({ drain }: WorkloadPlan): string {
  const blocked = drain.evictionBlockedBy.length > 0 ? 'refused by a disruption budget; ' : '';
  return `${blocked}room elsewhere ${judgementText(drain)}`;
}

function strategyText({ strategy, maxSurge, maxUnavailable }: WorkloadPlan): string {
  return strategy === 'RollingUpdate' ? `RollingUpdate, maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable}` : strategy;
}

function downtimeText({ least, most }: SecondsRange): string {
  if (most === 0) {
    return 'none';
  }
  return most === undefined ? `at least ${least} s; nothing bounds the start` : `${least} to ${most} s`;
}

function summary({ workloads }: RolloutPlan): string {
  const counts = VERDICTS.map((verdict) => ({ verdict, count: workloads.filter((workload) => workload.verdict === verdict).length }));
  return `${plural(workloads.length, 'workload')}: ${
    counts
      .filter(({ count }) => count > 0)
      .map(({ verdict, count }) => `${count} ${verdict}`)
      .join(', ') || 'none'
  }`;
}
