import { NodePool } from './node-pool';
import { Taint } from './taint';
import { asList, asMap, asText, JsonMap } from './json';

/** Labels by which the common providers name the pool of a node. */
const POOL_LABELS = ['eks.amazonaws.com/nodegroup', 'alpha.eksctl.io/nodegroup-name', 'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool', 'kubernetes.azure.com/agentpool', 'agentpool'];

/** Set by the control plane while a node is cordoned, and already said by `spec.unschedulable`. */
const CORDON_TAINT = 'node.kubernetes.io/unschedulable';

/** Nodes that are alike in everything but their name form one pool. */
export function clusterFromNodeList(jsonText: string): NodePool[] {
  const groups = new Map<string, { base: string; nodes: JsonMap[] }>();
  for (const node of readNodes(jsonText)) {
    const { name, labels } = identity(node);
    const base = POOL_LABELS.map((label) => labels[label]).find((value) => value) ?? name;
    const { 'kubernetes.io/hostname': _, ...shared } = labels;
    const { taints, unschedulable } = asMap(node.spec);
    const key = JSON.stringify([base, Object.entries(shared).sort(), asMap(node.status).allocatable, taints, unschedulable]);
    const group = groups.get(key) ?? { base, nodes: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  const used = new Map<string, number>();
  return [...groups.values()].map(({ base, nodes }) => {
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    return readPool(count === 1 ? base : `${base}-${count}`, nodes);
  });
}

function readNodes(jsonText: string): JsonMap[] {
  let json: unknown;
  try {
    json = JSON.parse(jsonText);
  } catch (error) {
    throw new Error(`node list: not JSON (${(error as Error).message}); pass the output of kubectl get nodes -o json`);
  }
  const root = asMap(json);
  const nodes = (root.kind === 'Node' ? [root] : asList(root.items).map(asMap)).filter(({ kind }) => kind === 'Node' || kind === undefined);
  if (nodes.length === 0) {
    throw new Error('node list: no nodes; pass the output of kubectl get nodes -o json');
  }
  return nodes;
}

function identity(node: JsonMap): { name: string; labels: { [key: string]: string } } {
  const metadata = asMap(node.metadata);
  const labels = Object.fromEntries(Object.entries(asMap(metadata.labels)).map(([key, value]) => [key, asText(value)]));
  return { name: asText(metadata.name), labels };
}

function readPool(name: string, nodes: JsonMap[]): NodePool {
  const [node] = nodes;
  const allocatable = asMap(asMap(node.status).allocatable);
  if (allocatable.cpu === undefined || allocatable.memory === undefined) {
    throw new Error(`node pool '${name}': node '${identity(node).name}' has no status.allocatable with cpu and memory; ` +
      'pass the unabridged output of kubectl get nodes -o json');
  }
  const { cpu, memory, pods, 'ephemeral-storage': ephemeralStorage, ...extended } = allocatable;
  const { 'kubernetes.io/hostname': _, ...labels } = identity(node).labels;
  return new NodePool({
    name,
    nodes: nodes.length,
    nodeNames: nodes.map((each) => identity(each).name),
    labels,
    taints: asList(asMap(node.spec).taints).map(asMap).filter(({ key }) => key !== CORDON_TAINT)
      .map(({ key, value, effect }) => Taint.of(asText(key), asText(value), asText(effect))),
    unschedulable: asMap(node.spec).unschedulable === true,
    allocatable: {
      cpu: asText(cpu),
      memory: asText(memory),
      ephemeralStorage: ephemeralStorage === undefined ? undefined : asText(ephemeralStorage),
      pods: pods === undefined ? undefined : Number(asText(pods)),
      extendedResources: Object.fromEntries(Object.entries(extended).map(([key, value]) => [key, asText(value)])),
    },
  });
}
