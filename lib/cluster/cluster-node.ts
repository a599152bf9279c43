import { Quantity } from '../kubernetes/quantity';
import { NodePool, quantities } from './node-pool';
import { Taint } from './taint';

/** One node as the rollout prover sees it. */
export interface ClusterNode {
  readonly name: string;
  readonly pool: string;
  /** False for a node that an autoscaler still has to start. */
  readonly exists: boolean;
  readonly unschedulable: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: Taint[];
  /** What is left for pods: CPU in millicores, the rest in whole units. A resource without limit is absent. */
  readonly free: ReadonlyMap<string, number>;
  readonly freePods: number;
}

/** The nodes of a pool, the ones an autoscaler may add at the end. */
export function nodesOf(pool: NodePool): ClusterNode[] {
  const reserved = quantities(pool.reserved);
  const free = new Map([...quantities(pool.allocatable)].map(([resource, text]) => {
    const left = amount(resource, text) - amount(resource, reserved.get(resource) ?? '0');
    return [resource, left];
  }));
  const freePods = Math.max(0, (pool.allocatable.pods ?? 110) - (pool.reserved.pods ?? 0));
  return pool.nodeNames.map((name, index) => {
    const zone = pool.zones[index % Math.max(1, pool.zones.length)];
    const labels = new Map([
      ['kubernetes.io/hostname', name],
      ['kubernetes.io/os', 'linux'],
      ...(zone === undefined ? [] : [['topology.kubernetes.io/zone', zone] as const]),
      ...Object.entries(pool.labels),
    ]);
    return {
      name, pool: pool.name, exists: index < pool.nodes, unschedulable: pool.unschedulable, labels, taints: pool.taints, free, freePods,
    };
  });
}

function amount(resource: string, text: string): number {
  const quantity = Quantity.parse(text);
  return resource === 'cpu' ? quantity.milliValue : quantity.value;
}
