import { COST_PER_HOUR_LABEL } from '../kubernetes/annotations';
import { INSTANCE_TYPE_LABEL } from '../kubernetes/well-known-labels';
import { Quantity } from '../kubernetes/quantity';
import { asUserError, UserError } from '../kubernetes/user-error';
import { ec2Allocatable } from './ec2-allocatable';
import { EC2_INSTANCE_TYPES } from './ec2-instance-types';
import { Ec2Machine } from './ec2-machine';
import { quantities } from './node-quantities';
import { NodeReserve, NodeResources } from './node-resources';
import { EKS_NODE_RESERVE } from './provider-reserve';
import { Taint } from './taint';
import { checkCall, checkProps } from '../kubernetes/shapes/check-shape';

/** What every node of a pool shares. */
export interface NodePoolOptions {
  /** Nodes that run now. */
  readonly nodes: number;
  /**
   * Nodes an autoscaler may grow the pool to.
   * @default - the pool does not grow
   */
  readonly maxNodes?: number;
  /** @default - none */
  readonly labels?: { readonly [key: string]: string };
  /** @default - none */
  readonly taints?: Taint[];
  /**
   * What pods outside the manifests take of each node.
   * @default - nothing; for `NodePool.ec2` what EKS runs on every node: network, proxy, disks (180m, 120Mi, 5 pods)
   */
  readonly reserved?: NodeReserve;
  /**
   * The label `kubernetes.io/arch` of the nodes, `amd64` or `arm64`.
   * @default - unknown; for `NodePool.ec2` that of the instance type
   */
  readonly architecture?: string;
  /**
   * Whether `labels` holds every label that people chose. Labels that the kubelet, the provider or device operators
   * write are unknown all the same unless they are given.
   * @default true
   */
  readonly listsAllLabels?: boolean;
  /**
   * Availability zones; nodes are counted into them in turn.
   * @default - unknown
   */
  readonly zones?: string[];
  /**
   * The nodes are cordoned: they keep their pods and take no new ones.
   * @default false
   */
  readonly unschedulable?: boolean;
  /**
   * What one node costs per hour, in any currency, the same for all pools: what a remedy with a further node is ranked
   * by.
   * @default - the label `cdk8s-nim/cost-per-hour`; unknown without it
   */
  readonly costPerHour?: number;
}

export interface NodePoolProps extends NodePoolOptions {
  /** Shown in messages; unique in the cluster. */
  readonly name: string;
  /** What one node offers to pods (`kubectl get node -o yaml`, `status.allocatable`). */
  readonly allocatable: NodeResources;
  /**
   * Names of the nodes, one for each.
   * @default - the pool's name and a number
   */
  readonly nodeNames?: string[];
  /**
   * The EC2 instances of the pool, from which `EksCluster` and `KarpenterNodePool` are rendered.
   * @default - unknown
   */
  readonly machine?: Ec2Machine;
}

export interface Ec2NodePoolProps extends NodePoolOptions {
  /** Such as `g5.2xlarge`. */
  readonly instanceType: string;
  /** @default - the instance type */
  readonly name?: string;
  /**
   * Root volume in GiB.
   * @default 80
   */
  readonly volumeSizeGib?: number;
}

/** The size up to which a cluster is supported (https://kubernetes.io/docs/setup/best-practices/cluster-large/). */
const MOST_NODES = 5_000;

/** Virtual nodes, such as those of a virtual kubelet, take thousands of pods. */
const MOST_PODS = 1_000_000;

/** Equal nodes of a cluster: what one can hold, and how many there are. */
export class NodePool {
  /**
   * A pool of EC2 instances, with allocatable computed by the formula EKS documents.
   *
   * @throws when the instance type is not in the table, or a value is out of range
   */
  public static ec2(props: Ec2NodePoolProps): NodePool {
    checkCall('NodePool.ec2', { props });
    const {
      instanceType, name = instanceType, volumeSizeGib = 80, reserved = EKS_NODE_RESERVE, architecture, ...options
    } = props;
    const type = EC2_INSTANCE_TYPES.get(instanceType);
    if (!type) {
      throw new UserError(
        `node pool '${name}'`,
        `instance type '${instanceType}' is not in the table`,
        'write new NodePool({ name, nodes, allocatable: { cpu, memory, pods, extendedResources } }) with ' +
          `status.allocatable of one node, or one of ${typesAlike(instanceType).join(', ')}`,
      );
    }
    requireWhole(name, 'volumeSizeGib', volumeSizeGib, 1);
    return new NodePool({
      ...options,
      name,
      reserved,
      architecture: architecture ?? architectureOf(instanceType),
      machine: { instanceType, volumeSizeGib },
      allocatable: ec2Allocatable(type, volumeSizeGib),
      labels: { [INSTANCE_TYPE_LABEL]: instanceType, ...options.labels },
    });
  }

  public readonly name: string;
  public readonly nodes: number;
  /** Equals `nodes` for a pool that does not grow. */
  public readonly maxNodes: number;
  public readonly labels: { readonly [key: string]: string };
  public readonly taints: Taint[];
  public readonly allocatable: NodeResources;
  public readonly reserved: NodeReserve;
  public readonly zones: string[];
  public readonly unschedulable: boolean;
  /** Undefined when it is not known. */
  public readonly architecture?: string;
  public readonly listsAllLabels: boolean;
  public readonly nodeNames: string[];
  /** What the pool was made of; undefined when only its size is known. */
  public readonly machine?: Ec2Machine;
  /** Undefined when it is not known. */
  public readonly costPerHour?: number;

  /** @throws when a count is out of range, a quantity is none or negative, or the reserve exceeds the node */
  constructor(props: NodePoolProps) {
    checkProps('NodePoolProps', props);
    this.name = props.name;
    if (!props.name) {
      throw new UserError(`node pool ''`, 'a pool needs a name', `write name: 'gpu'`);
    }
    this.nodes = requireWhole(props.name, 'nodes', props.nodes, 0);
    this.maxNodes = requireWhole(props.name, 'maxNodes', props.maxNodes ?? props.nodes, props.nodes);
    this.labels = props.labels ?? {};
    this.taints = props.taints ?? [];
    this.allocatable = props.allocatable;
    this.reserved = props.reserved ?? {};
    this.zones = props.zones ?? [];
    this.unschedulable = props.unschedulable ?? false;
    this.architecture = props.architecture;
    this.listsAllLabels = props.listsAllLabels ?? true;
    this.machine = props.machine;
    this.costPerHour = readCost(props.name, props.costPerHour ?? this.labels[COST_PER_HOUR_LABEL]);
    this.nodeNames =
      props.nodeNames ?? Array.from({ length: this.maxNodes }, (_, index) => `${this.name}-${index + 1}`);
    if (this.nodeNames.length !== this.maxNodes) {
      throw new UserError(
        `node pool '${this.name}'`,
        `${this.nodeNames.length} nodeNames for ${this.maxNodes} nodes`,
        'write one name for each node',
      );
    }
    requireWhole(this.name, 'allocatable pods', this.allocatable.pods ?? 110, 0, MOST_PODS);
    requireWhole(this.name, 'reserved pods', this.reserved.pods ?? 0, 0, MOST_PODS);
    for (const [resource, text] of quantities(this.allocatable)) {
      requireQuantity(this.name, `allocatable ${resource}`, text);
    }
    for (const [resource, text] of quantities(this.reserved)) {
      const offered = quantities(this.allocatable).get(resource);
      if (
        requireQuantity(this.name, `reserved ${resource}`, text).compare(
          Quantity.parse(offered ?? (isLimited(resource) ? 0 : text)),
        ) > 0
      ) {
        throw new UserError(
          `node pool '${this.name}'`,
          `reserved ${resource} ${text} exceeds allocatable ${offered ?? 0}`,
        );
      }
    }
  }
}

/** Graviton types have a `g` behind the generation: m7g, c6gn, im4gn, g5g; a1 is the first of them. @internal */
export function architectureOf(instanceType: string): string {
  return /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? 'arm64' : 'amd64';
}

/** Types of the table that a reader may have meant: those of the family, else the families by one type each. */
function typesAlike(instanceType: string): string[] {
  const family = (type: string) => type.split('.')[0];
  const known = [...EC2_INSTANCE_TYPES.keys()];
  const alike = known.filter((type) => family(type) === family(instanceType));
  return alike.length > 0
    ? alike
    : known.filter((type, index) => known.findIndex((each) => family(each) === family(type)) === index);
}

function isLimited(resource: string): boolean {
  return resource !== 'ephemeral-storage';
}

function requireWhole(pool: string, field: string, value: number, least: number, most = MOST_NODES): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UserError(`node pool '${pool}'`, `${field} is ${value}`, `write a whole number from ${least} to ${most}`);
  }
  return value;
}

function readCost(pool: string, value: number | string | undefined): number | undefined {
  const cost = Number(value);
  if (value !== undefined && (value === '' || !Number.isFinite(cost) || cost < 0)) {
    throw new UserError(
      `node pool '${pool}'`, `costPerHour is '${value}'`, 'write what one node costs per hour, such as 1.212',
    );
  }
  return value === undefined ? undefined : cost;
}

function requireQuantity(pool: string, field: string, text: string): Quantity {
  let quantity: Quantity;
  try {
    quantity = Quantity.parse(text);
  } catch (error) {
    throw asUserError(`node pool '${pool}': ${field}`, error);
  }
  if (quantity.value < 0 || quantity.milliValue > Number.MAX_SAFE_INTEGER * 1000) {
    throw new UserError(`node pool '${pool}'`, `${field} is ${text}`, 'write a quantity from 0 to 8Pi');
  }
  return quantity;
}
