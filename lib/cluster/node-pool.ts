import { COST_PER_HOUR_LABEL } from '../kubernetes/annotations';
import { Quantity } from '../kubernetes/quantity';
import { asUserError, UserError } from '../util/user-error';
import { Ec2Machine } from './ec2-machine';
import { quantities } from './node-quantities';
import { NodeReserve, NodeResources } from './node-resources';
import { AksNodePoolProps, Ec2NodePoolProps, GkeNodePoolProps, NodePoolProps } from './node-pool-props';
import { aksPool, ec2Pool, gkePool } from './provider-pools';
import { requireWhole } from './whole-number';
import { Taint } from './taint';
import { checkCall, checkProps } from '../kubernetes/shapes/check-shape';

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
    return new NodePool(ec2Pool(props));
  }

  /**
   * A pool of a GKE Standard cluster, with allocatable computed by the formulas that GKE documents and its autoscaler
   * uses, for nodes with Container-Optimized OS.
   *
   * @throws when the machine type is not in the table, or a value is out of range
   */
  public static gke(props: GkeNodePoolProps): NodePool {
    checkCall('NodePool.gke', { props });
    return new NodePool(gkePool(props));
  }

  /**
   * A pool of an AKS cluster of version 1.29 or later with Azure CNI Overlay, with allocatable computed by the formula
   * that AKS documents.
   *
   * @throws when the size is not in the table, or a value is out of range
   */
  public static aks(props: AksNodePoolProps): NodePool {
    checkCall('NodePool.aks', { props });
    return new NodePool(aksPool(props));
  }

  /** Name of the pool, shown in messages. */
  public readonly name: string;
  /** Nodes that run now. */
  public readonly nodes: number;
  /** Nodes an autoscaler may grow the pool to; equals `nodes` for a pool that does not grow. */
  public readonly maxNodes: number;
  /** Labels of each node, besides those of its name, zone and architecture. */
  public readonly labels: { readonly [key: string]: string };
  /** Taints of each node. */
  public readonly taints: Taint[];
  /** What one node offers to pods. */
  public readonly allocatable: NodeResources;
  /** What pods outside the manifests take of each node. */
  public readonly reserved: NodeReserve;
  /** Availability zones, into which nodes are counted in turn; empty when they are not known. */
  public readonly zones: string[];
  /** Whether the nodes are cordoned. */
  public readonly unschedulable: boolean;
  /** The label `kubernetes.io/arch` of the nodes; undefined when it is not known. */
  public readonly architecture?: string;
  /** Whether `labels` holds every label that people chose. */
  public readonly listsAllLabels: boolean;
  /** Names of the nodes, those that an autoscaler may add at the end. */
  public readonly nodeNames: string[];
  /** What the pool was made of; undefined when only its size is known. */
  public readonly machine?: Ec2Machine;
  /** What one node costs per hour; undefined when it is not known. */
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
          'write less of it, or what one node has of it in allocatable',
        );
      }
    }
  }
}

function isLimited(resource: string): boolean {
  return resource !== 'ephemeral-storage';
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
