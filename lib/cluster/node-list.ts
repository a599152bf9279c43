import {
  EKSCTL_NODE_GROUP_LABEL, EKS_NODE_GROUP_LABEL, HOSTNAME_LABEL, KARPENTER_NODE_POOL_LABEL, UNSCHEDULABLE_TAINT,
} from '../kubernetes/well-known-labels';
import { loadManifests } from '../manifests';
import { jsonProblem } from '../util/json-problem';
import { asUserError, UserError } from '../util/user-error';
import { valueText } from '../util/value-text';
import { amount, ClusterNode } from './cluster-node';
import { readinessOf, taintsByCondition } from './condition-taints';
import { asList, asMap, asText, JsonMap } from './json';
import { LabelKnowledge } from './label-knowledge';
import { NodePool } from './node-pool';
import { Taint, TAINT_EFFECTS } from './taint';

/** Labels by which the common providers name the pool of a node. */
const POOL_LABELS = [EKS_NODE_GROUP_LABEL, EKSCTL_NODE_GROUP_LABEL, KARPENTER_NODE_POOL_LABEL,
  'cloud.google.com/gke-nodepool', 'kubernetes.azure.com/agentpool', 'agentpool'];

/** Reads the output of `kubectl get nodes`, as JSON or YAML. */
export function readNodeList(text: string): ClusterNode[] {
  const nodes = readObjects(text).filter(({ kind }) => kind === 'Node' || kind === undefined);
  if (nodes.length === 0) {
    throw new UserError('node list', 'no nodes', 'pass the output of kubectl get nodes -o json');
  }
  return nodes.map(readNode);
}

function readObjects(text: string): JsonMap[] {
  if (!/^\s*[{[]/.test(text)) {
    return loadManifests([{ file: 'node list', text }]).map(({ json }) => json);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      'node list',
      jsonProblem(text, error as Error),
      'pass the output of kubectl get nodes -o json',
    );
  }
  const root = asMap(json);
  return root.kind === 'Node' ? [root] : asList(root.items).map(asMap);
}

/** A `Node` object, with the taints that its controller is about to write. */
export function readNode(node: JsonMap): ClusterNode {
  const { name: given, labels: labelMap } = asMap(node.metadata);
  const name = asText(given);
  if (name === '' && given !== undefined && given !== null) {
    throw new UserError(
      'node list', `a node whose name is ${valueText(given)}`, 'write its name as text, y and n in quotes',
    );
  }
  const labels = new Map(Object.entries(asMap(labelMap)).map(([key, value]) => [key, asText(value)]));
  const { taints, unschedulable } = asMap(node.spec);
  const written = asList(taints).map(asMap).filter(({ key }) => key !== UNSCHEDULABLE_TAINT)
    .map((taint) => taintOf(name, taint));
  const toCome = taintsByCondition(node)
    .filter((one) => !written.some(({ key, effect }) => key === one.key && effect === one.effect));
  return {
    name,
    pool: POOL_LABELS.map((label) => labels.get(label)).find((value) => value) ?? name,
    exists: true,
    unschedulable: unschedulable === true,
    labels: new Map([...labels, [HOSTNAME_LABEL, labels.get(HOSTNAME_LABEL) ?? name]]),
    knowledge: LabelKnowledge.COMPLETE,
    taints: [...written, ...toCome],
    ...readRoom(name, asMap(asMap(node.status).allocatable)),
    ...readinessOf(node) === 'Unknown' ? { isLost: true } : {},
    outside: [],
  };
}

function taintOf(node: string, { key, value, effect }: JsonMap): Taint {
  if (!TAINT_EFFECTS.includes(asText(effect))) {
    throw new UserError(
      `node list: node '${node}'`, `taint '${asText(key)}' has the unknown effect '${asText(effect)}'`,
      `write ${TAINT_EFFECTS.join(' or ')}`,
    );
  }
  return Taint.of(asText(key), asText(value), asText(effect));
}

function readRoom(name: string, allocatable: JsonMap): Pick<ClusterNode, 'free' | 'freePods'> {
  if (allocatable.cpu === undefined || allocatable.memory === undefined) {
    throw new UserError(
      'node list',
      `node '${name}' has no status.allocatable with cpu and memory`,
      'pass the unabridged output of kubectl get nodes -o json',
    );
  }
  const amounts = Object.entries(allocatable).map(([resource, text]) => {
    try {
      return [resource, Math.max(0, amount(resource, asText(text)))] as const;
    } catch (error) {
      throw asUserError(`node list: node '${name}': allocatable ${resource}`, error);
    }
  });
  const free = new Map(amounts);
  const freePods = free.get('pods') ?? 110;
  free.delete('pods');
  return { free, freePods };
}

/**
 * Nodes that share the name of their pool and what repels pods, as pools for pictures and messages; the least of each
 * resource stands for all.
 */
export function poolsOfNodes(nodes: ClusterNode[]): NodePool[] {
  const groups = new Map<string, ClusterNode[]>();
  for (const node of nodes) {
    const resources = [...node.free].filter(([name]) => name.includes('/') || name === 'cpu');
    const key = JSON.stringify([node.pool, node.taints, node.unschedulable, node.exists, resources]);
    groups.set(key, [...groups.get(key) ?? [], node]);
  }
  const used = new Map<string, number>();
  return [...groups.values()].map((members) => {
    const [{ pool }] = members;
    const count = (used.get(pool) ?? 0) + 1;
    used.set(pool, count);
    return poolOf(count === 1 ? pool : `${pool}-${count}`, members);
  });
}

function poolOf(name: string, members: ClusterNode[]): NodePool {
  const [first] = members;
  const least = (resource: string) => Math.max(0, Math.min(...members.map(({ free }) => free.get(resource) ?? 0)));
  const shared = [...first.labels].filter(([key, value]) => members.every(({ labels }) => labels.get(key) === value));
  const extended = [...first.free.keys()].filter(
    (resource) => !['cpu', 'memory', 'ephemeral-storage'].includes(resource),
  );
  return new NodePool({
    name,
    nodes: members.length,
    nodeNames: members.map((member) => member.name),
    labels: Object.fromEntries(shared.filter(([key]) => key !== HOSTNAME_LABEL)),
    taints: first.taints,
    unschedulable: first.unschedulable,
    allocatable: {
      cpu: `${least('cpu')}m`,
      memory: String(least('memory')),
      ephemeralStorage: first.free.has('ephemeral-storage') ? String(least('ephemeral-storage')) : undefined,
      pods: Math.min(...members.map(({ freePods }) => freePods)),
      extendedResources: Object.fromEntries(extended.map((resource) => [resource, String(least(resource))])),
    },
  });
}
