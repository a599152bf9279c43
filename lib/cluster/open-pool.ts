import { ClusterNode } from './cluster-node';

/** Nodes that may be there, or come, and of which the input does not say what they hold. */
export interface OpenPool {
  /** What is not known, as a sentence without its point. */
  readonly reason: string;
  /** Labels and taints that they would have. */
  readonly node: ClusterNode;
}

/** A node of which only labels and taints are known. */
export function openPool(
  reason: string,
  node: Pick<ClusterNode, 'pool' | 'labels' | 'taints' | 'knowledge'>,
): OpenPool {
  return {
    reason,
    node: {
      ...node, name: `${node.pool}-1`, exists: false, unschedulable: false, free: new Map(), freePods: 0, outside: [],
    },
  };
}
