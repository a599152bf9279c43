import { oncePer } from '../../../util/once-per';
import { Cluster, ClusterNode } from '../../../cluster';
import { HOSTNAME_LABEL } from '../../../kubernetes/well-known-labels';
import { isExtendedResource, Model } from '../../../manifests';
import { ClaimIndex, lets } from '../../placement';
import { NO_CHANGE } from '../change';
import { plural } from '../../../util/plural';
import { Move, MoveContext } from './move';

/** Labels by which providers name a pool. */
const POOL_LABEL = /(?:nodegroup|nodepool|agentpool|nodegroup-name)$/;

/** Pools that are tried. */
const MOST_POOLS = 2;
/** So many nodes are no spare any more. */
const MOST_NODES = 8;
/** The largest pool there can be. */
const MOST_NODES_OF_POOL = 5_000;

/**
 * One further node, and as many as the prover counts to be missing, of pools that the cluster has, that offer the
 * extended resources of the pods and that their node selector, their affinity and their bound volumes allow: first the
 * pool which the prover names, then the cheapest.
 */
export function nodeMoves({ model, cluster, workload, plan: { spareNeeded } }: MoveContext): Move[] {
  const asked = [...workload.pod.requests].filter(([name, amount]) => isExtendedResource(name) && amount > 0);
  const { sizes, shapes, costs } = surveyOf(cluster);
  const demand = { pod: workload.pod, volumes: claimsOf(model).use(workload).bound };
  const offering = cluster._nodes.filter(({ free }) =>
    asked.every(([name, amount]) => (free.get(name) ?? 0) >= amount),
  );
  const size = (pool: string) => sizes.get(pool) ?? 0;
  const firsts = [...new Map(offering.map((node) => [node.pool, node])).values()];
  const pools = [...new Map(firsts.reverse().map((node) => [shapes.get(node)!, node])).values()]
    .filter((node) => lets(demand, another(node)))
    .map(({ pool }) => pool)
    .filter((pool) => size(pool) + MOST_NODES <= MOST_NODES_OF_POOL)
    .sort(
      (one, two) =>
        Number(two === spareNeeded?.pool) - Number(one === spareNeeded?.pool)
        || (costs.get(one) ?? Number.POSITIVE_INFINITY) - (costs.get(two) ?? Number.POSITIVE_INFINITY)
        || size(two) - size(one),
    );
  return pools.slice(0, MOST_POOLS).flatMap((pool) => {
    const counts = new Set([
      1, pool === spareNeeded?.pool && spareNeeded.nodes > 0 ? Math.min(MOST_NODES, spareNeeded.nodes) : 2,
    ]);
    return [...counts].map(
      (count): Move => ({
        id: `more-nodes-${count}-${pool}`, dimension: 'nodes', title: `${plural(count, 'more node')} in pool ${pool}`,
        change: { ...NO_CHANGE, nodes: [{ pool, count }] },
        prop: `nodes: ${size(pool) + count} of the NodePool '${pool}'`,
      }),
    );
  });
}

/** One that does not exist has a name that nobody asks for, and no cordon; its taints may be tolerated by a move. */
function another(node: ClusterNode): ClusterNode {
  return { ...node, labels: new Map([...node.labels, [HOSTNAME_LABEL, '']]), unschedulable: false, taints: [] };
}

/** What all workloads ask about the pools of a cluster. */
interface Survey {
  readonly costs: ReadonlyMap<string, number | undefined>;
  /** Nodes of each pool. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly shapes: ReadonlyMap<ClusterNode, string>;
}

const claimsOf = oncePer((model: Model) => new ClaimIndex(model));

const surveyOf = oncePer((cluster: Cluster): Survey => {
  const costs = new Map(cluster.pools.map(({ name, costPerHour }) => [name, costPerHour]));
  const sizes = new Map<string, number>();
  cluster._nodes.forEach(({ pool }) => sizes.set(pool, (sizes.get(pool) ?? 0) + 1));
  const shapes = new Map(cluster._nodes.map((node) => [node, shapeOf(node, costs.get(node.pool))]));
  return { costs, sizes, shapes };
});

/** What a further node would be: pools of equal nodes are tried once, as where each node is a pool of its own. */
function shapeOf({ free, taints, labels }: ClusterNode, cost: number | undefined): string {
  return JSON.stringify([
    [...free], taints, [...labels].filter(([key]) => key !== HOSTNAME_LABEL && !POOL_LABEL.test(key)), cost,
  ]);
}
