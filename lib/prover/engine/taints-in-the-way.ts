import { repels, tolerates, Workload } from '../../manifests';
import { taintsThePluginTolerates, taintText } from '../admission';
import { Capacity, selects, slotsIn } from '../placement';
import { Violation } from './rule';

/**
 * What to say of pods that no node takes where nothing but a taint keeps them off one that could hold them: an error,
 * or a warning where the API server may add the toleration. Undefined where something else is in the way of every node.
 */
export function taintsInTheWay(workload: Workload, capacity: Capacity): Violation | undefined {
  const { pod } = workload;
  const requests = capacity.requestsOf(workload);
  const groups =
    pod.nodeName !== undefined
      ? []
      : capacity.groups.flatMap(({ index, nodes: [node] }) => {
          const room = capacity.roomOfGroup(index);
          const holds = !node.unschedulable && selects(pod, node) && slotsIn(room, requests) > 0;
          const taints = node.taints.filter((taint) => repels(taint) && !tolerates(pod.tolerations, taint));
          return holds && taints.length > 0
            ? [{ node, taints, mayBeAdded: taintsThePluginTolerates(pod, node).length === taints.length }]
            : [];
        });
  const decisive = groups.find(({ mayBeAdded }) => mayBeAdded) ?? groups[0];
  if (!decisive) {
    return undefined;
  }
  const { node, taints, mayBeAdded } = decisive;
  const [names, keys] = [
    taints.map(taintText).join(' and '),
    taints.map(({ key, effect }) => `{key: ${key}, operator: Exists, effect: ${effect}}`),
  ];
  return {
    pointer: `${pod.pointer}/tolerations`,
    message: `only the taint ${names} keeps its pods off pool ${node.pool}, whose nodes could hold them; write tolerations: [${keys.join(', ')}]`,
    remediation:
      'Tolerate the taint where these pods belong on those nodes, or add a pool without it; lower requests do not help.',
    witness: mayBeAdded
      ? [
          'the API server adds the toleration where the admission plugin ExtendedResourceToleration is switched on, as on GKE and EKS',
        ]
      : undefined,
    severity: mayBeAdded ? 'warning' : undefined,
  };
}
