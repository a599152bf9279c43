import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Options for `VectorStoreTopology.cluster`.
 */
export interface VectorStoreClusterOptions {
  /**
   * Number of nodes.
   *
   * @default 3 the least with which one node can be missing and the others still agree
   */
  readonly nodes?: number;

  /**
   * Copies that a new collection gets when its client asks for nothing else. A client that asks for one copy gets
   * one, and with it downtime during updates.
   *
   * @default 2
   */
  readonly replicationFactor?: number;
}

/**
 * How many Qdrant nodes there are, and how they share the data.
 */
export class VectorStoreTopology {
  /**
   * One node, one volume: seconds of downtime at each update, because the new pod must wait for the volume.
   */
  public static singleNode(): VectorStoreTopology {
    return new VectorStoreTopology(1, 1);
  }

  /**
   * Several nodes with a volume each, updated one at a time without downtime for collections that have two or more
   * copies: https://qdrant.tech/documentation/scaling/distributed_deployment/
   *
   * @throws with fewer than three nodes, which lose their majority when one is missing, or fewer than two copies
   */
  public static cluster(options: VectorStoreClusterOptions = {}): VectorStoreTopology {
    checkCall('VectorStoreTopology.cluster', { options });
    const { nodes = 3, replicationFactor = 2 } = options;
    if (!Number.isInteger(nodes) || nodes < 3) {
      throw new Error(
        `a cluster of ${nodes} nodes loses its majority when one is missing; write 3 or more nodes, or VectorStoreTopology.singleNode()`,
      );
    }
    if (!Number.isInteger(replicationFactor) || replicationFactor < 2 || replicationFactor > nodes) {
      throw new Error(
        `replicationFactor ${replicationFactor} cannot survive a missing node of ${nodes}; write a number from 2 to ${nodes}`,
      );
    }
    return new VectorStoreTopology(nodes, replicationFactor);
  }

  private constructor(
    /** Number of nodes. */
    public readonly nodes: number,
    /** Copies that a new collection gets when its client asks for nothing else. */
    public readonly replicationFactor: number,
  ) {}

  /** Whether there are several nodes. */
  public get isCluster(): boolean {
    return this.nodes > 1;
  }
}
