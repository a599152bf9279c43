import { ClusterNode, Taint } from '../../../cluster';
import { PodTemplate, repels, tolerates, Workload } from '../../../manifests';
import { taintText } from '../../admission';
import {
  askedOf, Capacity, HOSTNAME, NodeGroup, runsOsOf, saidOfPools, selects, slotsIn, Task,
} from '../../placement';
import { amountText, nameOf } from './wording';

/** That no node takes the pod even when it is empty, and why each pool refuses; nothing when some pool admits it. */
export function homeless(capacity: Capacity, task: Task): string[] {
  const refused = task.refusal === undefined ? refusals(capacity, task) : [task.refusal];
  return refused.length > 0 ? [fitsNoNode(task.workload), ...refused] : [];
}

export function fitsNoNode(workload: Workload): string {
  return `${nameOf(workload)} fits no node`;
}

/** Why each pool refuses even on an empty node; empty when some pool admits the pod. */
export function refusals(
  capacity: Capacity,
  task: Pick<Task, 'workload' | 'eligible' | 'requests'> & Partial<Pick<Task, 'closedBy'>>,
): string[] {
  const admits = ({ index }: NodeGroup) =>
    task.eligible[index] && !task.closedBy?.has(index) && slotsIn(capacity.roomOfGroup(index), task.requests) > 0;
  if (capacity.groups.some(admits)) {
    return [];
  }
  const reasons = new Map(capacity.groups.map(({ nodes: [node], index }) =>
    [node.pool, `${refusal(capacity, task, index)}`]));
  return saidOfPools(reasons);
}

/** Pods that are spread over a label, or follow others by it, come to no node without it. */
function lackedLabel({ spread, affinity }: PodTemplate, { labels }: ClusterNode): string | undefined {
  const lacks = ({ topologyKey: key }: { readonly topologyKey: string }) => key !== HOSTNAME && !labels.has(key);
  const [over, by] = [spread.find(lacks), affinity.find(lacks)];
  return over ? `no label ${over.topologyKey}, over which its pods are spread`
    : by && `no label ${by.topologyKey}, by which its required pod affinity looks for others`;
}

function refusal(
  capacity: Capacity,
  task: Pick<Task, 'workload' | 'eligible' | 'requests'> & Partial<Pick<Task, 'closedBy'>>,
  group: number,
): string | undefined {
  const [node] = capacity.groups[group].nodes;
  const { pod } = task.workload;
  const [daemon] = task.closedBy?.get(group) ?? [];
  if (daemon) {
    return `the pod of ${nameOf(daemon)} keeps it off (host port or required anti-affinity)`;
  }
  const counts = (each: Taint) => pod.nodeName === undefined ? repels(each) : each.effect === 'NoExecute';
  const taint = node.taints.find((each) => counts(each) && !tolerates(pod.tolerations, each));
  if (!task.eligible[group]) {
    if (pod.nodeName !== undefined && pod.nodeName !== node.name) {
      return `spec.nodeName asks for node '${pod.nodeName}'`;
    }
    const selector = pod.nodeSelector.find(({ key, values }) => node.labels.get(key) !== values[0]);
    const has = selector && `${selector.key}=${node.labels.get(selector.key) ?? '(none)'}`;
    return selector ? `nodeSelector ${selector.key}=${selector.values[0]} does not match, the pool has ${has}`
      : !selects(pod, node) ? 'required node affinity does not match'
        : taint ? `taint ${taintText(taint)} is not tolerated`
          : node.unschedulable ? 'nodes are cordoned'
            : !runsOsOf(pod, node) ? `its kubelets refuse pods of os ${pod.os}`
              : lackedLabel(pod, node) ?? 'its volume is bound to other nodes';
  }
  const room = capacity.roomOfGroup(group);
  const short = askedOf(task.requests).find((resource) => task.requests[resource] > room[resource]);
  if (short === undefined) {
    return undefined;
  }
  const text = (amount: number) => amountText(capacity.resources[short], amount);
  return `a pod needs ${text(task.requests[short])}, an empty node offers ${text(room[short])}`;
}
