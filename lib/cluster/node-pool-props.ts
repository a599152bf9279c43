import { Ec2Machine } from './ec2-machine';
import { NodeReserve, NodeResources } from './node-resources';
import { Taint } from './taint';

/** What every node of a pool shares. */
export interface NodePoolOptions {
  /** Nodes that run now. */
  readonly nodes: number;
  /**
   * Nodes an autoscaler may grow the pool to.
   * @default - the pool does not grow
   */
  readonly maxNodes?: number;
  /**
   * Labels of each node, besides those of its name, zone and architecture.
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Taints of each node.
   * @default - none
   */
  readonly taints?: Taint[];
  /**
   * What pods outside the manifests take of each node.
   * @default - nothing; for `NodePool.ec2`, `gke` and `aks` what EKS, GKE and AKS run on every node: network, proxy,
   * disks, logs (180m, 120Mi, 5 pods; 389m, 661Mi, 9 pods; 350m, 470Mi, 7 pods)
   */
  readonly reserved?: NodeReserve;
  /**
   * The label `kubernetes.io/arch` of the nodes, `amd64` or `arm64`.
   * @default - unknown; for `NodePool.ec2`, `gke` and `aks` that of the machine
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

/** Nodes whose allocatable is known. */
export interface NodePoolProps extends NodePoolOptions {
  /** Name of the pool, shown in messages; unique in the cluster. */
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

/** Nodes on EC2 instances of one type. */
export interface Ec2NodePoolProps extends NodePoolOptions {
  /** Type of the instances, such as `g5.2xlarge`. */
  readonly instanceType: string;
  /**
   * Name of the pool, shown in messages; unique in the cluster.
   * @default - the instance type
   */
  readonly name?: string;
  /**
   * Root volume in GiB.
   * @default 80
   */
  readonly volumeSizeGib?: number;
}

/** Nodes on machines of one type of GKE Standard. */
export interface GkeNodePoolProps extends NodePoolOptions {
  /** Type of the machines, such as `g2-standard-8`. */
  readonly machineType: string;
  /**
   * Name of the pool, shown in messages; unique in the cluster.
   * @default - the machine type
   */
  readonly name?: string;
  /**
   * Boot disk in GiB.
   * @default 100
   */
  readonly bootDiskSizeGib?: number;
}

/** Nodes on virtual machines of one size of AKS. */
export interface AksNodePoolProps extends NodePoolOptions {
  /** Size of the virtual machines, such as `Standard_NC24ads_A100_v4`. */
  readonly vmSize: string;
  /**
   * Name of the pool, shown in messages; unique in the cluster.
   * @default - the size in lower case
   */
  readonly name?: string;
  /**
   * Disk of the operating system in GiB.
   * @default 128
   */
  readonly osDiskSizeGib?: number;
}
