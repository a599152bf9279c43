import { IConstruct } from 'constructs';
import { Cluster } from '../cluster';

const clusters = new WeakMap<IConstruct, Cluster>();

/** Notes the cluster that what is below a construct is proven on. */
export function attachCluster(scope: IConstruct, cluster: Cluster): void {
  clusters.set(scope, cluster);
}

/** The cluster of the nearest construct above; undefined when none is attached. */
export function attachedCluster(scope: IConstruct): Cluster | undefined {
  return [...scope.node.scopes].reverse().flatMap((each) => clusters.get(each) ?? [])[0];
}
