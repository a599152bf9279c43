import { ApiObject, Chart } from 'cdk8s';
import type { Workload } from '../constructs/workload/workload';

/**
 * Writes the objects of callees before the controllers of their callers, within each chart.
 *
 * One chain of dependencies, and none where the order of creation will do: a dependency for each call would take time
 * and memory exponential in their number, because cdk8s walks every path (https://github.com/cdk8s-team/cdk8s-core, `src/dependency.ts`).
 *
 * @param workloads in the order of their creation
 */
export function applyCalleesFirst(workloads: Workload[]): void {
  const charts = new Map<Chart, Workload[]>();
  for (const workload of workloads) {
    const chart = Chart.of(workload);
    const created = charts.get(chart) ?? [];
    created.push(workload);
    charts.set(chart, created);
  }
  for (const created of charts.values()) {
    const ordered = calleesFirst(created);
    if (ordered.some((workload, index) => workload !== created[index])) {
      ordered.slice(1).forEach((workload, index) => workload.controller.addDependency(...apiObjectsOf(ordered[index])));
    }
  }
}

function apiObjectsOf(workload: Workload): ApiObject[] {
  return workload.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
}

/** Keeps the order of creation otherwise, and where calls go round in circles. */
function calleesFirst(created: Workload[]): Workload[] {
  const position = new Map(created.map((workload, index) => [workload, index]));
  const entered = new Set<Workload>();
  const ordered: Workload[] = [];
  const visit = (workload: Workload): void => {
    if (entered.has(workload)) {
      return;
    }
    entered.add(workload);
    const callees = workload.connections.map((connection) => connection.callee).filter((callee) => position.has(callee));
    callees.sort((a, b) => position.get(a)! - position.get(b)!).forEach(visit);
    ordered.push(workload);
  };
  created.forEach(visit);
  return ordered;
}
