import { Variant } from '../comparisons';
import { TOOL_NAME, TOOL_VERSION } from '../engine';
import { PlanReport } from '../plan';
import { nameOf, WorkloadPlan } from '../updates';
import { JSON_REPORT_VERSION } from './json-report';
import { downtimeText, drainText, outcomeText, spareText, strategyText } from './wording';
import { logJson } from './escape';

/**
 * The plan as JSON text: everything the prover knows, and how the other formats word it. See
 * `docs/reference/report-schema.md`.
 */
export function renderPlanJson(plan: PlanReport): string {
  const { cluster, byWorkload: _, comparisons, connections, workloads, ...rest } = plan;
  const document = {
    version: JSON_REPORT_VERSION,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    nodesKnown: cluster !== undefined,
    ...rest,
    workloads: workloads.map((workload) => ({ ...workload, text: texts(workload) })),
    comparisons: comparisons.map(({ workload, variants }) => ({
      workload: workload.workload, variants: variants.map(describe),
    })),
    connections: connections.list.map(({ from, to, ports, blockedBy }) => ({
      from: nameOf(from), to: nameOf(to), ports, blockedBy,
    })),
    connectionsLeftOut: connections.isCut,
  };
  return `${logJson(JSON.stringify(document, undefined, 2))}\n`;
}

function texts(workload: WorkloadPlan): object {
  return {
    strategy: strategyText(workload),
    downtime: downtimeText(workload.downtimeSeconds),
    spare: spareText(workload),
    drain: drainText(workload),
  };
}

function describe({ title, changes, spareNodes, plan }: Variant): object {
  const { verdict, witness, availabilityFloor, downtimeSeconds } = plan;
  return { title, changes, spareNodes, verdict, witness, availabilityFloor, downtimeSeconds, text: outcomeText(plan) };
}
