import { ClusterNode } from './cluster-node';

/** Nodes that may be there, or come, and of which the input does not say what they hold. */
export interface OpenPool {
  /** What is not known, as a sentence without its point. */
  readonly reason: string;
  /** Labels and taints that they would have. */
  readonly node: ClusterNode;
  /** What one of them holds when it is empty; undefined where that is not known. */
  readonly holds?: ReadonlyMap<string, number>;
}

/** What is known of such a node. */
export interface OpenNode extends Pick<ClusterNode, 'pool' | 'labels' | 'taints' | 'knowledge'> {
  readonly holds?: ReadonlyMap<string, number>;
}

/** Nodes of which at most labels, taints and size are known, not how many there are. */
export function openPool(reason: string, { holds, ...node }: OpenNode): OpenPool {
  return {
    reason, holds,
    node: {
      ...node, name: `${node.pool}-1`, exists: false, unschedulable: false, free: new Map(), freePods: 0, outside: [],
    },
  };
}
