import { TOOL_NAME, TOOL_VERSION } from '../engine';
import { PlanReport } from '../plan';
import { nameOf, WorkloadPlan } from '../updates';
import { remedyJson } from './remedy-json';
import { JSON_REPORT_VERSION } from './json-report';
import { downtimeText, drainText, spareText, strategyText } from './wording';
import { logJson } from './escape';

/**
 * The plan as JSON text: everything the prover knows, and how the other formats word it. See
 * `docs/reference/report-schema.md`.
 */
export function renderPlanJson(plan: PlanReport): string {
  const { cluster, byWorkload: _, remedies, connections, workloads, ...rest } = plan;
  const document = {
    version: JSON_REPORT_VERSION,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    nodesKnown: cluster !== undefined,
    ...rest,
    workloads: workloads.map((workload) => ({
      ...workload,
      remedies: remedies.byWorkload.get(workload)?.remedies.map(remedyJson) ?? [],
      text: texts(workload),
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
