import { ClusterNode, LabelKnowledge } from '../../lib/cluster';

/** A node of which only so much matters; all its labels are known unless told otherwise. */
export function nodeOf(own: Partial<Omit<ClusterNode, 'labels'>> & { readonly labels?: object } = {}): ClusterNode {
  return {
    name: 'n1', pool: 'gpu', exists: true, unschedulable: false, knowledge: LabelKnowledge.COMPLETE, taints: [],
    free: new Map(), freePods: 10, outside: [], ...own, labels: new Map(Object.entries(own.labels ?? {})),
  };
}
