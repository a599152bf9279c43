import { getOrMake } from '../../../util/get-or-make';
import { PodTemplate, SpreadConstraint } from '../../../manifests';
import { ClusterNode } from '../../../cluster';
import { selects, toleratesNode } from '../nodes/node-group';
import { Spread, Task } from './task';

interface Nodes {
  readonly nodes: ClusterNode[];
  readonly domain: (node: number, topologyKey: string) => string | undefined;
}

/** The domains that constraints count, looked up once for all that ask for the same. */
export class SpreadDomains {
  private readonly known = new Map<string, ReturnType<typeof spreadOf>>();

  constructor(private readonly nodes: Nodes) {}

  public of({ workload: { pod } }: Task, constraint: SpreadConstraint): ReturnType<typeof spreadOf> {
    const { topologyKey, maxSkew, minDomains, honorsAffinity, honorsTaints } = constraint;
    const key = JSON.stringify([
      topologyKey, maxSkew, minDomains, pod.spread.map((each) => each.topologyKey),
      honorsAffinity ? [pod.nodeSelector, pod.nodeAffinity ?? null] : null, honorsTaints ? pod.tolerations : null,
    ]);
    return getOrMake(this.known, key, () => spreadOf(this.nodes, pod, constraint));
  }
}

/**
 * The domains that a constraint counts: of nodes that carry the topology keys of all the pod's constraints and pass its
 * node policies. Cordoned and tainted nodes count unless `nodeTaintsPolicy` is Honor, so that a domain without any room
 * may hold the minimum down. Source: kubernetes pkg/scheduler/framework/plugins/podtopologyspread/filtering.go
 * `calPreFilterState`.
 */
function spreadOf(
  { nodes, domain }: Nodes,
  pod: PodTemplate,
  constraint: SpreadConstraint,
): Omit<Spread, 'counted' | 'self' | 'perRevision'> {
  const { topologyKey, maxSkew, minDomains, honorsAffinity, honorsTaints } = constraint;
  const keys = pod.spread.map((each) => each.topologyKey);
  const numbers = new Map<string, number>();
  const domainOf = nodes.map((node, index) => {
    const counts = keys.every((key) => domain(index, key) !== undefined)
      && (!honorsAffinity || selects(pod, node)) && (!honorsTaints || toleratesNode(node, pod.tolerations));
    if (!counts) {
      return -1;
    }
    const value = domain(index, topologyKey)!;
    return getOrMake(numbers, value, () => numbers.size);
  });
  return { topologyKey, maxSkew, minDomains, domainOf, domains: numbers.size };
}

/** Pods that can stand under a spread constraint: no domain has more than the skew above the one that holds least. */
export function mostUnderSpread(
  { domainOf, domains, minDomains, maxSkew }: Spread,
  nodes: number[],
  slots: number[],
): number {
  const holds = new Array<number>(domains).fill(0);
  nodes.forEach((node, index) => {
    holds[domainOf[node]] += domainOf[node] >= 0 ? slots[index] : 0;
  });
  const least = domains < minDomains ? 0 : Math.min(...holds);
  return domains === 0 ? Infinity : holds.reduce((sum, slot) => sum + Math.min(slot, least + maxSkew), 0);
}
