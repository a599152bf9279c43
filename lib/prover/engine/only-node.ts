import { Workload } from '../../manifests';
import { capacityOf } from './plan-index';
import { RuleContext } from './rule-context';

/**
 * Whether the known nodes have exactly one that takes the pods, and none may be added: there they share a ReadWriteOnce
 * claim.
 */
export function isOnOnlyNode(workload: Workload, context: RuleContext): boolean {
  const capacity = capacityOf(context);
  const daemon = capacity?.daemons.find((each) => each.workload.manifest === workload.manifest);
  if (daemon) {
    return daemon.nodes.length + daemon.shortages.length === 1;
  }
  const task = capacity?.tasks.find((each) => each.workload.manifest === workload.manifest);
  return (
    task !== undefined
    && capacity!.groups.reduce((total, { index, nodes }) => total + (task.eligible[index] ? nodes.length : 0), 0) === 1
  );
}
