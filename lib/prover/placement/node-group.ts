import { HOSTNAME_LABEL, UNSCHEDULABLE_TAINT, ZONE_LABEL } from '../../kubernetes/well-known-labels';
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

/** Groups nodes by what some template looks at: room, taints, cordon, the labels that templates name, and what runs there besides. */
export function groupNodes(nodes: ClusterNode[], templates: PodTemplate[]): NodeGroup[] {
  const named = new Set(templates.flatMap(({ nodeSelector, nodeAffinity = [] }) =>
    [...nodeSelector, ...nodeAffinity.flatMap(({ labels }) => labels)].map(({ key }) => key)));
  const namesNodes = named.has(HOSTNAME_LABEL)
    || templates.some(({ nodeName, nodeAffinity }) => nodeName !== undefined || nodeAffinity?.some(({ fields }) => fields.length > 0));
  const groups = new Map<string, ClusterNode[]>();
  for (const node of nodes) {
    const labels = [...named].map((key) => node.labels.get(key));
    const room = [...node.free].sort(([one], [two]) => one < two ? -1 : 1);
    const key = namesNodes || node.outside.length > 0 ? node.name
      : JSON.stringify([node.pool, node.labels.get(ZONE_LABEL), node.unschedulable, node.taints, labels, room, node.freePods]);
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
  const cordon = { key: UNSCHEDULABLE_TAINT, value: '', effect: 'NoSchedule' };
  if (node.unschedulable && !tolerates(tolerations, cordon)) {
    return false;
  }
  return node.taints.every((taint) => !repels(taint) || tolerates(tolerations, taint)) && selects(pod, node);
}

/**
 * nodeSelector and required node affinity: a term without any expression matches no node, as upstream. A label that the
 * node may have without the input saying so counts for the pod; `unknownLabels` names it.
 */
export function selects(pod: PodTemplate, node: ClusterNode): boolean {
  const { nodeSelector, nodeAffinity } = pod;
  const holds = (requirement: Requirement) => isUnknown(node, requirement.key) || meets(requirement, node.labels.get(requirement.key));
  const named = (requirement: Requirement) => meets(requirement, requirement.key === 'metadata.name' ? node.name : undefined);
  return nodeSelector.every(holds) && (nodeAffinity === undefined || nodeAffinity.some(({ labels, fields }) =>
    labels.length + fields.length > 0 && labels.every(holds) && fields.every(named)));
}

/** Labels that decide whether the node takes the pod, and that the description of the node neither gives nor rules out. */
export function unknownLabels({ nodeSelector, nodeAffinity = [] }: PodTemplate, node: ClusterNode): string[] {
  const asked = [...nodeSelector, ...nodeAffinity.flatMap(({ labels }) => labels)].map(({ key }) => key);
  return [...new Set(asked)].filter((key) => isUnknown(node, key));
}

function isUnknown({ labels, knowledge }: ClusterNode, key: string): boolean {
  return !labels.has(key) && !knowledge.excludes(key);
}
