import { ClusterNode, emptyCopy, nodesOf, withoutPods } from './cluster-node';
import { keyOf, Manifest, Model } from '../manifests';
import { readNodesFile } from './nodes-file';
import { writeNodesFile } from './nodes-file-writer';
import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { UserError } from '../util/user-error';
import { clusterFromEksctl } from './eksctl';
import { poolsOfNodes, readNodeList } from './node-list';
import { karpenterGrowth } from './karpenter';
import { machineGroups } from './machine-groups';
import { NodePool } from './node-pool';
import { OpenPool } from './open-pool';
import { OutsidePod } from './outside-pod';
import { OwnPod } from './own-pod';
import { poolsFromSpec } from './pool-spec';
import { checkCall, checkProps } from '../kubernetes/shapes/check-shape';

/** What a cluster is made of. */
export interface ClusterProps {
  /** The pools, each with a name of its own. */
  readonly pools: NodePool[];
  /**
   * Kubernetes version of the cluster, such as `1.35`: what fields do, and whether the API server keeps them, depends
   * on it.
   *
   * @default - the newest one that is known
   */
  readonly kubernetesVersion?: string;
}

/** What is known of a cluster that runs. @internal */
export interface LiveCluster {
  readonly nodes: ClusterNode[];
  readonly waiting: readonly OutsidePod[];
  readonly remarks: readonly string[];
  /**
   * Every pod outside the manifests, on nodes that are left out too.
   * @default - not known
   */
  readonly outside?: readonly OutsidePod[];
  /**
   * Pods of the manifests, by the key of their object.
   * @default - not known
   */
  readonly own?: ReadonlyMap<string, readonly OwnPod[]>;
  /**
   * The newest version of a kubelet.
   * @default - not known
   */
  readonly kubernetesVersion?: string;
}

const PODS_NOT_COUNTED =
  'pods outside these manifests are not counted; give them with --cluster <snapshot.json> or --live';
const PODS_BEYOND_RESERVE =
  'pods outside these manifests are not counted beyond the reserve of each pool; give them with --cluster <snapshot.json> or --live';

/** The nodes a rollout has to get along with. */
export class Cluster {
  /**
   * The node groups of an eksctl `ClusterConfig` file.
   *
   * @throws with file, line and column when the text is not YAML; naming the node group when one cannot be read
   */
  public static fromEksctl(yamlText: string): Cluster {
    checkCall('Cluster.fromEksctl', { yamlText });
    const { pools, open, kubernetesVersion } = clusterFromEksctl(yamlText);
    const cluster = new Cluster({ pools, kubernetesVersion });
    cluster.open = open;
    return cluster;
  }

  /**
   * The nodes in the output of `kubectl get nodes -o json` or `-o yaml`: exact allocatable, labels, taints and cordons.
   * What pods take of them is not in it: `cdk8s-nim snapshot` has both.
   *
   * @throws when the text is neither, or a node lacks allocatable
   */
  public static fromNodeList(text: string): Cluster {
    checkCall('Cluster.fromNodeList', { text });
    const versions = [...text.matchAll(/"?kubeletVersion"?:\s*"?(v1\.[^"\s,]+)/g)].map(([, version]) => version);
    return Cluster._ofNodes(readNodeList(text), KubernetesVersion.newestOf(versions)?.toString());
  }

  /** Nodes that differ from each other, as on a live cluster. @internal */
  public static _ofNodes(nodes: ClusterNode[], kubernetesVersion?: string): Cluster {
    return Cluster._live({ nodes, waiting: [], remarks: [PODS_NOT_COUNTED], kubernetesVersion });
  }

  /** Nodes with the pods that run on them. @internal */
  public static _live(live: LiveCluster): Cluster {
    if (live.nodes.length === 0) {
      throw new UserError('nodes', 'none with a name and room', 'pass the output of kubectl get nodes -o json');
    }
    const cluster = new Cluster({ pools: poolsOfNodes(live.nodes), kubernetesVersion: live.kubernetesVersion });
    cluster.live = live;
    return cluster;
  }

  /**
   * A short form for the command line: `gpu=2xg5.2xlarge,cpu=3-6xm6i.large` is two GPU nodes and a pool
   * of three that may grow to six; `gpu=2xg5.2xlarge@1.21` says what one node costs per hour besides. Machines of GKE
   * (`gpu=2xg2-standard-8`) and AKS (`gpu=2xStandard_NC24ads_A100_v4`) are known as well as those of EC2.
   *
   * @throws when a part is not `name=countxinstance-type`
   */
  public static fromSpec(spec: string): Cluster {
    checkCall('Cluster.fromSpec', { spec });
    const { pools, addsTolerations } = poolsFromSpec(spec);
    const cluster = new Cluster({ pools });
    cluster.addsTolerations = addsTolerations;
    return cluster;
  }

  /**
   * The pools of a file of nodes, the format of this library: allocatable, taints, zones, reserve, cost and counts of
   * each pool, whoever runs the cluster.
   *
   * @param file what the text is called in errors
   * @throws with file, line and column when a field is unknown, missing, of another type or out of range
   */
  public static fromNodesFile(yamlText: string, file = 'nodes.yaml'): Cluster {
    checkCall('Cluster.fromNodesFile', { yamlText, file });
    const { pools, kubernetesVersion, addsTolerations } = readNodesFile(file, yamlText);
    const cluster = new Cluster({ pools, kubernetesVersion });
    cluster.addsTolerations = addsTolerations;
    return cluster;
  }

  /** The pools; those of a list of nodes are made of nodes that are alike. */
  public readonly pools: NodePool[];
  /** Kubernetes version of the cluster; undefined when nobody said. */
  public readonly kubernetesVersion?: string;
  private live?: LiveCluster;
  /** The same objects each time, by which others know nodes. */
  private expanded?: ClusterNode[];
  private open: readonly OpenPool[] = [];
  private isGrown = false;
  private addsTolerations = false;

  /** @throws when there is no pool, or two have the same name */
  constructor(props: ClusterProps) {
    checkProps('ClusterProps', props);
    this.pools = props.pools;
    this.kubernetesVersion = props.kubernetesVersion;
    if (props.kubernetesVersion !== undefined && !/^1\.\d{2}$/.test(props.kubernetesVersion)) {
      throw new UserError(
        'cluster', `kubernetesVersion '${props.kubernetesVersion}' is not a minor version`, 'write for example 1.35',
      );
    }
    if (props.pools.length === 0) {
      throw new UserError(
        'cluster',
        'no node pools',
        `write pools: [NodePool.ec2({ instanceType: 'g5.2xlarge', nodes: 2 })]`,
      );
    }
    const names = props.pools.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw new UserError('cluster', `two node pools are named '${twice}'`, 'give each its own name');
    }
  }

  /**
   * The same pools as a file of nodes, for `--nodes` of the command line.
   *
   * @throws when it is a live cluster, of which a snapshot says more, or what a pool holds is not known
   */
  public toNodesFile(): string {
    if (this.live || this.open.length > 0) {
      throw new UserError(
        'cluster', 'its nodes are not described by pools alone',
        this.live ? 'give cdk8s-nim the output of kubectl get nodes -o json, or a snapshot' : this.open[0].reason,
      );
    }
    const { pools, kubernetesVersion, addsTolerations } = this;
    return writeNodesFile({ pools, kubernetesVersion, addsTolerations });
  }

  /** Every node by itself, those that an autoscaler may add included. @internal */
  public get _nodes(): ClusterNode[] {
    return this.live?.nodes ?? (this.expanded ??= this.pools.flatMap(nodesOf));
  }

  /**
   * Whether the API server is known to let pods that ask for GPUs onto nodes with the taint of that name: on GKE.
   * @internal
   */
  public get _addsTolerations(): boolean {
    return this.addsTolerations;
  }

  /** Nodes of which it is not known what they hold. @internal */
  public get _openPools(): readonly OpenPool[] {
    return this.open;
  }

  /** The same cluster with what autoscalers of nodes may start for the pools and groups of a model. @internal */
  public _withKarpenter(model: Model): Cluster {
    const { nodes, open: pools } = this.isGrown ? { nodes: [], open: [] } : karpenterGrowth(model, this._nodes);
    const open = [...pools, ...this.isGrown ? [] : machineGroups(model)];
    if (nodes.length + open.length === 0) {
      return this;
    }
    const cluster = this.withNodes([...this._nodes, ...nodes]);
    cluster.open = [...this.open, ...open];
    cluster.isGrown = true;
    return cluster;
  }

  private withNodes(nodes: ClusterNode[]): Cluster {
    return this.copyWith({ nodes });
  }

  private copyWith(changed: Partial<LiveCluster> & Pick<LiveCluster, 'nodes'>): Cluster {
    const cluster = Cluster._live({
      waiting: this._waiting, remarks: this._remarks, outside: this._outside, own: this._own,
      kubernetesVersion: this.kubernetesVersion, ...changed,
    });
    cluster.open = this.open;
    cluster.isGrown = this.isGrown;
    cluster.addsTolerations = this.addsTolerations;
    return cluster;
  }

  /** The same version, to compare with. @internal */
  public get _kubernetes(): KubernetesVersion | undefined {
    return this.kubernetesVersion === undefined ? undefined : KubernetesVersion.of(this.kubernetesVersion);
  }

  /** Pods outside the manifests that wait for a node. @internal */
  public get _waiting(): readonly OutsidePod[] {
    return this.live?.waiting ?? [];
  }

  /** The same without some of the pods outside the manifests. @internal */
  public _without(isGone: (pod: OutsidePod) => boolean): Cluster {
    const stays = (pod: OutsidePod) => !isGone(pod);
    return this.copyWith({
      nodes: this._nodes.map((node) => withoutPods(node, isGone)),
      waiting: this._waiting.filter(stays), outside: this._outside?.filter(stays),
    });
  }

  /** Every pod outside the manifests; undefined where they are not known. @internal */
  public get _outside(): readonly OutsidePod[] | undefined {
    return this.live?.outside;
  }

  /** Pods of the manifests, by the key of their object; undefined where they are not known. @internal */
  public get _own(): ReadonlyMap<string, readonly OwnPod[]> | undefined {
    return this.live?.own;
  }

  /** The same without some pods of objects of the manifests. @internal */
  public _withoutOwn(gone: readonly { readonly manifest: Manifest; readonly name: string }[]): Cluster {
    const own = this._own;
    const isGone = (key: string, pod: OwnPod) => gone.some(({ manifest, name }) =>
      keyOf(manifest) === key && pod.manifest.name === name);
    return !own || gone.length === 0 ? this : this.copyWith({
      nodes: this._nodes, own: new Map([...own].map(([key, pods]) => [key, pods.filter((pod) => !isGone(key, pod))])),
    });
  }

  /** What verdicts on this cluster do not take into account, or rest on. @internal */
  public get _remarks(): readonly string[] {
    return this.live?.remarks ?? [PODS_BEYOND_RESERVE];
  }

  /** The same cluster with further nodes of a pool, empty but for what every node of it runs. @internal */
  public _grownBy(pool: string, count: number): { cluster: Cluster; spareNodes: string[] } {
    const nodes = this._nodes;
    const taken = new Set(nodes.map(({ name }) => name));
    const alike = nodes.find((node) => node.pool === pool)!;
    const spareNodes = freeNames(pool, count, taken);
    const added = spareNodes.map((name) => emptyCopy(alike, name));
    const last = nodes.reduce((found, node, index) => (node.pool === pool ? index : found), 0);
    const grown = [...nodes.slice(0, last + 1), ...added, ...nodes.slice(last + 1)];
    return { cluster: this.withNodes(grown), spareNodes };
  }
}

function freeNames(pool: string, count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    const candidate = `${pool}-${number}`;
    if (!taken.has(candidate)) {
      names.push(candidate);
    }
  }
  return names;
}
