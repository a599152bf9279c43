import { textOf } from '../util/value-text';
import { INSTANCE_TYPE_LABEL, KARPENTER_NODE_POOL_LABEL } from '../kubernetes/well-known-labels';
import { Field, InputProblem, Manifest, Model } from '../manifests';
import { amount, ClusterNode, nodesOf } from './cluster-node';
import { EC2_INSTANCE_TYPES } from './ec2-instance-types';
import { MachineType } from './machine-type';
import { LabelKnowledge } from './label-knowledge';
import { NodePool } from './node-pool';
import { OpenPool, openPool } from './open-pool';
import { Taint, TAINT_EFFECTS } from './taint';

/** More nodes of one pool are not counted; where more pods may ask for one each, what lies beyond is not known. */
const MOST_NODES = 50;

/** What Karpenter may start for pods that wait. */
export interface KarpenterGrowth {
  readonly nodes: ClusterNode[];
  /** NodePools whose nodes may be of several types. */
  readonly open: OpenPool[];
}

/**
 * The nodes that Karpenter may start for the NodePools among the objects, within their limits, beside those that run. A
 * pool that allows one instance type of the table gives nodes of that type; of any other only labels and taints are
 * known.
 */
export function karpenterGrowth(model: Model, running: ClusterNode[]): KarpenterGrowth {
  const pools = ['NodePool.karpenter.sh', 'NodePool'].flatMap((type) => model.byKind(type))
    .filter(({ apiVersion }) => apiVersion.startsWith('karpenter.sh/'));
  const needed = nodesNeeded(model);
  const each = [...new Set(pools)].map((manifest) => growthOf(manifest, running, needed));
  return { nodes: each.flatMap(({ nodes }) => nodes), open: each.flatMap(({ open }) => open) };
}

/** No placement takes more nodes than there are pods: of a workload that is updated, old and new ones. */
function nodesNeeded(model: Model): number {
  return model.podSets
    .filter(({ kind }) => kind !== 'DaemonSet')
    .reduce((sum, workload) => sum + 2 * model.sizeOf(workload).most, 0);
}

/** Undefined, and reported, where the effect is none that the API server takes. */
function taintOf(item: Field): Taint | undefined {
  const [key, value, effect] = ['key', 'value', 'effect'].map((name) => item.get(name).string() ?? '');
  if (!TAINT_EFFECTS.includes(effect)) {
    item.get('effect').report(`must be ${TAINT_EFFECTS.join(' or ')}`);
    return undefined;
  }
  return Taint.of(key, value, effect);
}

function growthOf(manifest: Manifest, running: ClusterNode[], needed: number): KarpenterGrowth {
  const problems: InputProblem[] = [];
  const root = Field.of(manifest, problems);
  if (manifest.name === '') {
    root.get('metadata', 'name').report('is missing');
  }
  const spec = root.get('spec');
  const allowed = requirements(spec.get('template', 'spec', 'requirements'));
  const taints = spec.get('template', 'spec', 'taints').items().flatMap((item) => taintOf(item) ?? []);
  const single = [...allowed].flatMap(([key, values]) => (values.length === 1 ? [[key, values[0]] as const] : []));
  const labels = {
    [KARPENTER_NODE_POOL_LABEL]: manifest.name,
    ...Object.fromEntries(single),
    ...Object.fromEntries(spec.get('template', 'metadata', 'labels').stringMap()),
  };
  const types = allowed.get(INSTANCE_TYPE_LABEL) ?? [];
  const isKnown = types.length === 1 && EC2_INSTANCE_TYPES.has(types[0]);
  if (!isKnown || problems.length > 0) {
    const kinds = types.length === 1 ? `type ${types[0]}` : 'several types';
    const may = `Karpenter NodePool ${manifest.name} may start nodes`;
    const reason = problems.length > 0
      ? `${may} of which not all could be read: ${problems[0].pointer} ${problems[0].message}`
      : `${may} of ${kinds}, and what they hold is not in the input`;
    const node = {
      pool: manifest.name, labels: new Map(Object.entries(labels)), taints, knowledge: LabelKnowledge.ONLY_WRITTEN,
    };
    return { nodes: [], open: [openPool(reason, node)] };
  }
  const own = running.filter((node) => node.labels.get(KARPENTER_NODE_POOL_LABEL) === manifest.name);
  const pool = (nodes: number) => NodePool.ec2({
    name: manifest.name, instanceType: types[0], nodes: 0, maxNodes: nodes, labels, taints, listsAllLabels: false,
  });
  const [sample] = nodesOf(pool(1));
  const allowedNodes = room(spec, { sample, type: EC2_INSTANCE_TYPES.get(types[0])!, own });
  const count = Math.min(MOST_NODES, allowedNodes);
  const beyond = `Karpenter NodePool ${manifest.name} may start more than the ${MOST_NODES} nodes that are counted`;
  const names = new Set(running.map(({ name }) => name));
  return {
    nodes: nodesOf(pool(count)).map((node) => (names.has(node.name) ? { ...node, name: `${node.name}-new` } : node)),
    open: allowedNodes > MOST_NODES && needed > MOST_NODES ? [openPool(beyond, { ...sample, holds: sample.free })] : [],
  };
}

/** Values that a requirement leaves, by label; only those that list them. */
function requirements(list: Field): ReadonlyMap<string, string[]> {
  return new Map(list.items().flatMap((item) => {
    const key = item.get('key').string();
    const values = item.get('values').items().flatMap((value) => value.string() ?? []);
    return key !== undefined && item.get('operator').value === 'In' ? [[key, values] as const] : [];
  }));
}

interface Counted {
  readonly sample: ClusterNode;
  readonly type: MachineType;
  /** Nodes of the pool that run. */
  readonly own: ClusterNode[];
}

/**
 * Nodes that the limits of a pool leave, Infinity without any (karpenter `Limits.ExceededBy`); a limit counts what the
 * machines have, not what they offer to pods. A pool with `replicas` has so many nodes, whatever waits for one
 * (karpenter `pkg/apis/v1/nodepool.go`).
 */
function room(spec: Field, { sample, type, own }: Counted): number {
  const fixed = spec.get('replicas').integer();
  const left = spec.get('limits').entries().map(([resource, field]) => {
    if (resource === 'nodes') {
      return Math.floor(field.quantity('value') ?? 0) - own.length;
    }
    const each = capacityOf(resource, type) ?? sample.free.get(resource) ?? 0;
    const limit = amount(resource, textOf(field.value));
    return each === 0 ? Infinity : Math.floor((limit - own.length * each) / each);
  });
  return Math.max(0, Math.min(...left, ...fixed === undefined ? [] : [fixed - own.length]));
}

/** CPU and memory of a machine, less the 7.5 % of the latter that Karpenter takes for the hypervisor. */
function capacityOf(resource: string, { vcpus, memoryMib }: MachineType): number | undefined {
  return resource === 'cpu' ? vcpus * 1000 : resource === 'memory' ? memoryMib * 2 ** 20 * 0.925 : undefined;
}
