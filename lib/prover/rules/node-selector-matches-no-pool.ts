import { admits, Capacity, selects } from '../placement';
import { Workload } from '../../manifests';
import { fitsNoNode, refusals } from '../updates';
import { capacityOf } from '../engine/plan-index';
import { taintsInTheWay } from '../engine/taints-in-the-way';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const nodeSelectorMatchesNoPool: Rule = {
  id: 'node-selector-matches-no-pool',
  title: 'No node pool admits the pods',
  severity: 'error',
  explanation:
    'nodeSelector, required node affinity and taints together leave no node: the pods stay Pending whatever room there is; a DaemonSet ' +
    'makes none. It is a warning where a taint named like a resource that the pods ask for decides: some API servers add that toleration.',
  remediation: 'Write labels that a pool has, tolerate its taints, or add a pool.',
  upstream: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
  kinds: POD_KINDS,
  needsCluster: true,
  evaluate({ workload }, context) {
    const capacity = capacityOf(context);
    const task = workload && (capacity?.taskOf(workload) ?? (capacity && daemonPods(workload, capacity)));
    if (!capacity || !task || task.most === 0) {
      return NOT_APPLICABLE;
    }
    if (task.eligible.some(Boolean)) {
      return [];
    }
    const tainted = taintsInTheWay(task.workload, capacity);
    const because = fitsNoNode(task.workload);
    if (tainted?.severity === 'warning') {
      return [{ ...tainted, because }];
    }
    const { pod } = task.workload;
    const isSelected = capacity.nodes.some((node) => selects(pod, node));
    const field =
      pod.nodeName !== undefined
        ? 'nodeName'
        : isSelected
          ? 'tolerations'
          : pod.nodeSelector.length === 0
            ? 'affinity/nodeAffinity'
            : 'nodeSelector';
    return [{
      pointer: `${pod.pointer}/${field}`, message: 'no node of the cluster admits its pods',
      witness: refusals(capacity, task), because,
    }];
  },
};

/** The pods of a DaemonSet as if they were asked for: where no node admits them there is not even an event. */
function daemonPods(workload: Workload, capacity: Capacity) {
  if (workload.kind !== 'DaemonSet') {
    return undefined;
  }
  const eligible = capacity.groups.map(({ nodes }) => admits(nodes[0], workload.pod, true));
  return { workload, eligible, requests: capacity.requestsOf(workload), most: 1 };
}
