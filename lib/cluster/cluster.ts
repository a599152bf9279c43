import { clusterFromEksctl } from './eksctl';
import { clusterFromNodeList } from './node-list';
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
   * The nodes in the output of `kubectl get nodes -o json`: exact allocatable, labels, taints and cordons.
   *
   * @throws when the text is not JSON, or a node lacks allocatable
   */
  public static fromNodeList(jsonText: string): Cluster {
    return new Cluster({ pools: clusterFromNodeList(jsonText) });
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

  /** @throws when there is no pool, or two have the same name */
  constructor(props: ClusterProps) {
    this.pools = props.pools;
    if (props.pools.length === 0) {
      throw new Error('cluster: no node pools; write pools: [NodePool.ec2({ instanceType: \'g5.2xlarge\', nodes: 2 })]');
    }
    const names = props.pools.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw new Error(`cluster: two node pools are named '${twice}'; give each its own name`);
    }
  }
}
