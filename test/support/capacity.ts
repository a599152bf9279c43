import { Cluster, NodePool, NodePoolOptions } from '../../lib/cluster';
import { Capacity, searchPlacements } from '../../lib/prover/placement';
import { NO_CLAIMS } from '../../lib/prover/placement/volumes/claim-use';
import { Spread, Task, ZONE } from '../../lib/prover/placement/tasks/task';
import { load, noSurge, pool, workload } from './rollout';

export { NO_CLAIMS };

/** The least and most slots of the first task over every placement of the others that fit some node. */
export function extremes(capacity: Capacity): { least: number; most: number } {
  const [task] = capacity.tasks;
  const others = capacity.placeable.filter((other) => other !== task);
  const found = { least: Infinity, most: -Infinity };
  searchPlacements({
    capacity,
    tasks: others,
    countOf: ({ most }) => most,
    nodes: capacity.nodes.map((_, index) => index),
    budget: { steps: Infinity },
    worthwhile: () => true,
    visit: (placement) => {
      const slots = capacity.nodes.reduce((sum, _, index) => sum + placement.slots(task, index), 0);
      found.least = Math.min(found.least, slots);
      found.most = Math.max(found.most, slots);
      return false;
    },
  });
  return found;
}

/** What workloads ask of nodes in pools, in numbers. */
export function capacityOf(pools: NodePool[], ...objects: object[]): Capacity {
  return new Capacity(load(...objects), new Cluster({ pools }));
}

/** The task of a workload by its name. */
export function taskNamed({ tasks }: Capacity, name: string): Task {
  return tasks.find(({ workload }) => workload.name === name)!;
}

/** Nodes of one pool with so much cpu each, and nothing that runs out beside it. */
export function nodesOf(name: string, count: number, cpu: number, options: Partial<NodePoolOptions> = {}): NodePool {
  return pool(name, count, { cpu: String(cpu), memory: '64Gi', pods: 50, extendedResources: {} }, options);
}

/** Deployments of so many pods of so much cpu each, one after the other. */
export function cpuApp(name: string, cpu: number, replicas = 1, pod: object = {}): object {
  return workload('Deployment', name, { cpu }, noSurge(replicas), pod);
}

/** A task of which only so much matters. */
export function taskOf(own: Partial<Task> = {}): Task {
  const requests = own.requests ?? Float64Array.of(1, 1);
  const eligible = own.eligible ?? [true];
  return {
    index: 0, requests, eligible, least: 1, most: 1, repulsions: [], attractions: [],
    spreads: [], ties: [], rank: { value: 0, evicts: true }, closedBy: new Map(), ousts: new Map(), unmodelled: [],
    claims: NO_CLAIMS, ...own,
  } as Task;
}

/** Spread over domains by the number of each node's, -1 for one that is not counted. */
export function spreadOver(domainOf: number[], own: Partial<Spread> = {}): Spread {
  return {
    topologyKey: ZONE, maxSkew: 1, minDomains: 1, counted: [], self: true, perRevision: false, domainOf,
    domains: Math.max(...domainOf) + 1, ...own,
  };
}
