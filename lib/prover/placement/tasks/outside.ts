import { ClusterNode } from '../../../cluster';
import {
  clash, contestedDisk, Model, PodAffinityTerm, PodTemplate, SpreadConstraint, Workload,
} from '../../../manifests';
import { Rank, PriorityIndex } from './priority';
import { RelationIndex } from './relations';
import { HOSTNAME } from './task';

/** What the outside is seen through. */
export interface OutsideView {
  readonly model: Model;
  readonly nodes: ClusterNode[];
  readonly priorities: PriorityIndex;
  /** Of the pods that the manifests describe, and of others that wait. */
  readonly relations: RelationIndex;
  readonly domain: (node: number, topologyKey: string) => string | undefined;
}

/**
 * Running pods that the manifests do not describe. They stay where they are: what they ask is not in the nodes' room
 * any more, and what they keep off, attract or hold with host ports is looked up here.
 */
export class Outside {
  /** Distinct priorities among them. */
  public readonly ranks: readonly Rank[];
  private readonly standing = new Map<Workload, number>();
  private readonly relations: RelationIndex;
  private readonly closed = new Map<PodTemplate, ReadonlySet<number>>();

  constructor(private readonly view: OutsideView) {
    view.nodes.forEach(({ outside }, node) => outside.forEach(({ workload }) => this.standing.set(workload, node)));
    this.relations = new RelationIndex(view.model, [...this.standing.keys()]);
    const ranks = [...this.standing.keys()].map((workload) => view.priorities.rankOf(workload));
    this.ranks = [...new Map(ranks.map((rank) => [`${rank.value}\0${rank.className}`, rank])).values()];
    if (this.standing.size > 0) {
      this.close();
    }
  }

  /** Nodes that these pods close to a pod: a host port or disk in use, required anti-affinity in either direction. */
  public closedTo(pod: PodTemplate): ReadonlySet<number> {
    return this.closed.get(pod) ?? NONE;
  }

  /** Nodes in whose domain such a pod stands that the term selects. */
  public selected(workload: Workload, term: PodAffinityTerm): number[] {
    return this.standing.size === 0
      ? []
      : this.relations.byTerm(workload, term).workloads.map((each) => this.standing.get(each)!);
  }

  /** Whether a spread constraint counts such pods. */
  public isCounted(workload: Workload, constraint: SpreadConstraint): boolean {
    return this.standing.size > 0 && this.relations.bySpread(workload, constraint).workloads.length > 0;
  }

  private close(): void {
    const { model, relations } = this.view;
    const closures = model.podSets.map((workload) => [workload.pod, new Set<number>()] as const);
    const byPod = new Map(closures);
    for (const workload of model.podSets) {
      const closed = byPod.get(workload.pod)!;
      workload.pod.antiAffinity.forEach((term) => this.selected(workload, term)
        .forEach((node) => this.inDomain(node, term.topologyKey).forEach((each) => closed.add(each))));
    }
    for (const [pod, node] of this.standing) {
      pod.pod.antiAffinity.forEach((term) => relations.byTerm(pod, term).workloads.forEach((workload) =>
        this.inDomain(node, term.topologyKey).forEach((each) => byPod.get(workload.pod)?.add(each))));
    }
    this.closeHostPorts(byPod);
    this.closeDisks(byPod);
    closures.filter(([, nodes]) => nodes.size > 0).forEach(([pod, nodes]) => this.closed.set(pod, nodes));
  }

  private closeHostPorts(byPod: ReadonlyMap<PodTemplate, Set<number>>): void {
    for (const [pod, closed] of byPod) {
      for (const port of pod.hostPorts) {
        for (const [other, node] of this.standing) {
          if (other.pod.hostPorts.some((used) => clash(used, port))) {
            closed.add(node);
          }
        }
      }
    }
  }

  private closeDisks(byPod: ReadonlyMap<PodTemplate, Set<number>>): void {
    const holders = [...this.standing].filter(([{ pod }]) => pod.nodeDisks.length > 0);
    for (const [pod, closed] of byPod) {
      holders.filter(([other]) => contestedDisk(pod.nodeDisks, other.pod.nodeDisks) !== undefined)
        .forEach(([, node]) => closed.add(node));
    }
  }

  private inDomain(node: number, topologyKey: string): number[] {
    const { nodes, domain } = this.view;
    const value = domain(node, topologyKey);
    return topologyKey === HOSTNAME ? [node]
      : value === undefined ? [] : nodes.flatMap((_, other) => domain(other, topologyKey) === value ? [other] : []);
  }
}

const NONE: ReadonlySet<number> = new Set();
