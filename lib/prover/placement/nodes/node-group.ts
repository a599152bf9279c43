import { getOrMake } from '../../../util/get-or-make';
import { HOSTNAME_LABEL, OS_LABEL, UNSCHEDULABLE_TAINT, ZONE_LABEL } from '../../../kubernetes/well-known-labels';
import { ClusterNode } from '../../../cluster';
import { append, PodTemplate, repels, tolerates, Toleration } from '../../../manifests';
import { isUnknown, meetsAny, mayMeet, nameNodes, NodeTerm, undecidedLabels } from './node-terms';

/**
 * Taints every DaemonSet pod tolerates (kubernetes pkg/controller/daemon/util/daemonset_util.go
 * `AddOrUpdateDaemonPodTolerations`).
 */
const DAEMON_TOLERATIONS: Toleration[] = [
  ['not-ready', 'NoExecute'], ['unreachable', 'NoExecute'], ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'], ['pid-pressure', 'NoSchedule'], ['unschedulable', 'NoSchedule'],
].map(([name, effect]) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', value: '', effect }));

/** A pod as the DaemonSet controller makes it. */
export function asDaemon(pod: PodTemplate): PodTemplate {
  return { ...pod, tolerations: [...pod.tolerations, ...DAEMON_TOLERATIONS] };
}

/** Nodes that no pod of the input can tell apart. */
export interface NodeGroup {
  readonly index: number;
  readonly nodes: ClusterNode[];
}

/**
 * What pods that do not name nodes can tell nodes apart by: pool (where a node is in one), zone, taints, cordon,
 * system, the labels that some pod or volume names, those of topology included, and what is known of those that are
 * absent. Room and the pods on a node are the caller's to add.
 */
export function nodeKinds(nodes: ClusterNode[], demands: NodeDemand[]): string[] {
  const terms = demands.flatMap(({ pod, volumes }) => [...(pod.nodeAffinity ?? []), ...volumes.flat()]);
  const selecting = [...demands.flatMap(({ pod }) => pod.nodeSelector), ...terms.flatMap(({ labels }) => labels)].map(
    ({ key }) => key,
  );
  const topology = demands
    .flatMap(({ pod }) => [...pod.affinity, ...pod.antiAffinity, ...pod.spread])
    .map(({ topologyKey }) => topologyKey);
  const named = new Set([...selecting, ...topology]);
  named.delete(HOSTNAME_LABEL);
  const keys = [...named];
  const taints = new Map<readonly object[], string>();
  const knowledge = [...new Set(nodes.map((node) => node.knowledge))];
  return nodes.map((node) => {
    const repelling = getOrMake(taints, node.taints, () => JSON.stringify(node.taints));
    return [
      node.pool === node.name ? '' : node.pool, node.labels.get(ZONE_LABEL), node.unschedulable, repelling,
      node.labels.get(OS_LABEL), knowledge.indexOf(node.knowledge), ...keys.map((key) => node.labels.get(key)),
    ].join('\0');
  });
}

/** What some nodes have, and the others of their kind have not. */
export type NodeSign = readonly [sign: string, nodes: Iterable<number>];

/** All that tells nodes apart, as a text of each. */
export function keysOfNodes(
  kinds: readonly string[], room: readonly Float64Array[], signs: readonly NodeSign[],
): string[] {
  const keys = kinds.map((kind, node) => `${kind}\0${room[node].join()}`);
  for (const [sign, nodes] of signs) {
    for (const node of nodes) {
      keys[node] += `\0${sign}`;
    }
  }
  return keys;
}

/** Groups nodes of equal keys, in the order of the nodes. */
export function groupNodes(nodes: ClusterNode[], keys: string[]): NodeGroup[] {
  const groups = new Map<string, ClusterNode[]>();
  nodes.forEach((node, index) => append(groups, keys[index], node));
  return [...groups.values()].map((members, index) => ({ index, nodes: members }));
}

/** A pod with the places of its bound volumes, as the filters that look at one node see it. */
export interface NodeDemand {
  readonly pod: PodTemplate;
  readonly daemon?: boolean;
  /** Node terms of each volume that is bound already; any one of a volume's terms must hold. */
  readonly volumes: NodeTerm[][];
}

/** Whether the pod can tell two nodes of one kind apart. */
export function tellsNodesApart({ pod: { nodeName, nodeSelector, nodeAffinity }, volumes }: NodeDemand): boolean {
  return nodeName !== undefined || nodeSelector.some(({ key }) => key === HOSTNAME_LABEL)
    || nameNodes(nodeAffinity ?? []) || volumes.some(nameNodes);
}

/** Whether node filters and bound volumes let the pod in. */
export function lets({ pod, daemon, volumes }: NodeDemand, node: ClusterNode): boolean {
  return (daemon || runsOsOf(pod, node)) && admits(node, pod, daemon)
    && volumes.every((terms) => meetsAny(terms, node));
}

/**
 * Whether the kubelet of a node runs pods of that `spec.os`. The scheduler does not look at it (kubernetes
 * pkg/kubelet/lifecycle/predicate.go `rejectPodAdmissionBasedOnOSField`).
 */
export function runsOsOf({ os }: PodTemplate, { labels }: ClusterNode): boolean {
  return os === undefined || (labels.get(OS_LABEL) ?? os) === os;
}

/**
 * Filters of the scheduler that look at the node alone: cordon, nodeName, taints, nodeSelector and required node
 * affinity.
 */
export function admits(node: ClusterNode, pod: PodTemplate, daemon = false): boolean {
  if (pod.nodeName !== undefined) {
    return pod.nodeName === node.name && runsNamed(pod, node);
  }
  return (
    toleratesNode(node, (daemon ? asDaemon(pod) : pod).tolerations) && selects(pod, node)
  );
}

/**
 * Whether a kubelet runs a pod that no scheduler has sent: it looks at selector and affinity, and at taints that evict
 * (kubernetes pkg/kubelet/lifecycle/predicate.go `generalFilter`).
 */
function runsNamed(pod: PodTemplate, node: ClusterNode): boolean {
  return selects(pod, node)
    && node.taints.every((taint) => taint.effect !== 'NoExecute' || tolerates(pod.tolerations, taint));
}

/** Whether the cordon and every taint that keeps pods off is tolerated. */
export function toleratesNode(node: Pick<ClusterNode, 'unschedulable' | 'taints'>, tolerations: Toleration[]): boolean {
  const cordon = { key: UNSCHEDULABLE_TAINT, value: '', effect: 'NoSchedule' };
  return (!node.unschedulable || tolerates(tolerations, cordon))
    && node.taints.every((taint) => !repels(taint) || tolerates(tolerations, taint));
}

/**
 * nodeSelector and required node affinity. A label that the node may have without the input saying so counts for the
 * pod; `unknownLabels` names it.
 */
export function selects({ nodeSelector, nodeAffinity }: PodTemplate, node: ClusterNode): boolean {
  return (
    nodeSelector.every((requirement) => mayMeet(requirement, node))
    && (nodeAffinity === undefined || meetsAny(nodeAffinity, node))
  );
}

/**
 * Labels that decide whether the node takes the pod, and that the description of the node neither gives nor rules out.
 */
export function unknownLabels(
  { pod: { nodeSelector, nodeAffinity = [] }, volumes }: NodeDemand,
  node: ClusterNode,
): string[] {
  const selected = nodeSelector.map(({ key }) => key).filter((key) => isUnknown(node, key));
  return [...new Set([...selected, ...[nodeAffinity, ...volumes].flatMap((terms) => undecidedLabels(terms, node))])];
}
