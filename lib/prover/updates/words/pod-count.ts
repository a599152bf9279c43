import { sum } from '../../../util/sum';
import { PodCount, Workload } from '../../../manifests';
import { Capacity } from '../../placement';

/** Pods of a workload when nothing is updated; those that another object owns are counted there. */
export function podCount(workload: Workload, capacity?: Capacity): PodCount {
  const nodes = capacity?.daemonOf(workload)?.nodes.length ?? 0;
  const tasks = capacity?.tasksOf(workload) ?? [];
  return tasks.length === 0 ? { least: nodes, most: nodes }
    : { least: sum(tasks.map(({ least }) => least)), most: sum(tasks.map(({ most }) => most)) };
}
