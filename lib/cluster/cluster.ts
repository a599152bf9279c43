import { ClusterNode, nodesOf } from './cluster-node';
import { UserError } from '../kubernetes/user-error';
import { clusterFromEksctl } from './eksctl';
import { poolsOfNodes, readNodeList } from './node-list';
import { NodePool } from './node-pool';
import { poolsFromSpec } from './pool-spec';

export interface ClusterProps {
  readonly pools: NodePool[];
}

/** The nodes a rollout has to get along with. */
export class Cluster {
  /**
   * The node groups of an eksctl `ClusterConfig` file.
   *
   * @throws with file, line and column when the text is not YAML; naming the node group when one cannot be read
   */
  public static fromEksctl(yamlText: string): Cluster {
    return new Cluster({ pools: clusterFromEksctl(yamlText) });
  }

  /**
   * The nodes in the output of `kubectl get nodes -o json` or `-o yaml`: exact allocatable, labels, taints and cordons. What pods
   * take of them is not in it: `cdk8s-nim snapshot` has both.
   *
   * @throws when the text is neither, or a node lacks allocatable
   */
  public static fromNodeList(text: string): Cluster {
    return Cluster._ofNodes(readNodeList(text));
  }

  /** Nodes that differ from each other, as on a live cluster. @internal */
  public static _ofNodes(nodes: ClusterNode[]): Cluster {
    const cluster = new Cluster({ pools: poolsOfNodes(nodes) });
    cluster.differing = nodes;
    return cluster;
  }

  /**
   * A short form for the command line: `gpu=2xg5.2xlarge,cpu=3-6xm6i.large` is two GPU nodes and a pool
   * of three that may grow to six.
   *
   * @throws when a part is not `name=countxinstance-type`
   */
  public static fromSpec(spec: string): Cluster {
    return new Cluster({ pools: poolsFromSpec(spec) });
  }

  public readonly pools: NodePool[];
  private differing?: ClusterNode[];

  /** @throws when there is no pool, or two have the same name */
  constructor(props: ClusterProps) {
    this.pools = props.pools;
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

  /** Every node by itself, those that an autoscaler may add included. @internal */
  public get _nodes(): ClusterNode[] {
    return this.differing ?? this.pools.flatMap(nodesOf);
  }
}
