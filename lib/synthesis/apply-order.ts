import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppWorkload } from './app-workload';

/**
 * Writes the objects of callees before the controllers of their callers, within each chart.
 *
 * One chain of dependencies, and none where the order of creation will do: a dependency for each call would take time
 * and memory exponential in their number, because cdk8s walks every path (https://github.com/cdk8s-team/cdk8s-core,
 * `src/dependency.ts`).
 *
 * @param workloads in the order of their creation
 */
export function applyCalleesFirst(workloads: AppWorkload[]): void {
  const charts = new Map<Chart, AppWorkload[]>();
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

function apiObjectsOf(workload: AppWorkload): ApiObject[] {
  return workload.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
}

/** Keeps the order of creation otherwise, and where calls go round in circles. */
function calleesFirst(created: AppWorkload[]): AppWorkload[] {
  const position = new Map<IConstruct, number>(created.map((workload, index) => [workload, index]));
  const entered = new Set<AppWorkload>();
  const ordered: AppWorkload[] = [];
  const visit = (workload: AppWorkload): void => {
    if (entered.has(workload)) {
      return;
    }
    entered.add(workload);
    const callees = workload.connections.flatMap(({ callee }) => position.get(callee) ?? []);
    callees.sort((a, b) => a - b).forEach((index) => visit(created[index]));
    ordered.push(workload);
  };
  created.forEach(visit);
  return ordered;
}
