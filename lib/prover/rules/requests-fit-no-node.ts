import { droppedRequests } from '../../manifests';
import { fitsNoNode, refusals } from '../updates';
import { capacityOf } from '../engine/plan-index';
import { taintsInTheWay } from '../engine/taints-in-the-way';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const requestsFitNoNode: Rule = {
  id: 'requests-fit-no-node',
  title: 'Requests fit no node',
  severity: 'error',
  explanation:
    'A single pod asks for more than any admitting node offers when it is empty: it stays Pending for ever. It is a warning where a node that could hold it ' +
    'has a taint named like the resource: some API servers add that toleration.',
  remediation: 'Add a pool of larger nodes, tolerate the taint of one that is large enough, or lower requests above the need.',
  upstream:
    'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/scheduler/framework/plugins/noderesources/fit.go',
  kinds: POD_KINDS,
  needsCluster: true,
  evaluate({ workload }, context) {
    const capacity = capacityOf(context);
    const task = workload && capacity?.taskOf(workload);
    if (!capacity || !task || task.most === 0 || !task.eligible.some(Boolean)
      || droppedRequests(task.workload, context.model.options.kubernetes).length > 0) {
      return NOT_APPLICABLE;
    }
    const witness = refusals(capacity, task);
    return witness.length === 0
      ? []
      : [
          {
            ...taintsInTheWay(task.workload, capacity) ?? {
              pointer: `${task.workload.pod.pointer}/containers`,
              message: 'one pod asks for more than any node it may run on offers', witness,
              remediation:
                'Add a pool of larger nodes, or lower the requests where the pod needs less than it asks for.',
            },
            because: fitsNoNode(task.workload),
          },
        ];
  },
};
