import { ClusterNode } from '../../cluster/cluster-node';
import { meets, PodTemplate, Requirement, repels, tolerates, Toleration } from '../../manifests';

/** Taints every DaemonSet pod tolerates (kubernetes pkg/controller/daemon/util/daemonset_util.go `AddOrUpdateDaemonPodTolerations`). */
const DAEMON_TOLERATIONS: Toleration[] = ['not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable']
  .map((name) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', value: '', effect: '' }));

/** Nodes that no pod template of the input can tell apart. */
export interface NodeGroup {
  readonly index: number;
  readonly nodes: ClusterNode[];
}

/** Groups nodes; each node stands alone when some template names nodes. */
export function groupNodes(nodes: ClusterNode[], templates: PodTemplate[]): NodeGroup[] {
  const namesNodes = templates.some(({ nodeName, nodeSelector, nodeAffinity }) => nodeName !== undefined ||
    [...nodeSelector, ...(nodeAffinity ?? []).flatMap(({ labels }) => labels)].some(({ key }) => key === 'kubernetes.io/hostname') ||
    nodeAffinity?.some(({ fields }) => fields.length > 0));
  const groups = new Map<string, ClusterNode[]>();
  for (const node of nodes) {
    const key = namesNodes ? node.name : `${node.pool}\0${node.labels.get('topology.kubernetes.io/zone') ?? ''}`;
    const group = groups.get(key);
    if (group) {
      group.push(node);
    } else {
      groups.set(key, [node]);
    }
  }
  return [...groups.values()].map((members, index) => ({ index, nodes: members }));
}

/** Filters of the scheduler that look at the node alone: cordon, nodeName, taints, nodeSelector and required node affinity. */
export function admits(node: ClusterNode, pod: PodTemplate, daemon = false): boolean {
  if (pod.nodeName !== undefined) {
    return pod.nodeName === node.name;
  }
  const tolerations = daemon ? [...pod.tolerations, ...DAEMON_TOLERATIONS] : pod.tolerations;
  const cordon = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
  if (node.unschedulable && !tolerates(tolerations, cordon)) {
    return false;
  }
  return node.taints.every((taint) => !repels(taint) || tolerates(tolerations, taint)) && selects(pod, node);
}

/** nodeSelector and required node affinity: a term without any expression matches no node, as upstream. */
export function selects({ nodeSelector, nodeAffinity }: PodTemplate, node: ClusterNode): boolean {
  const holds = (requirement: Requirement) => meets(requirement, node.labels.get(requirement.key));
  const named = (requirement: Requirement) => meets(requirement, requirement.key === 'metadata.name' ? node.name : undefined);
  return nodeSelector.every(holds) && (nodeAffinity === undefined || nodeAffinity.some(({ labels, fields }) =>
    labels.length + fields.length > 0 && labels.every(holds) && fields.every(named)));
}
