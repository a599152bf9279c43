import { ClusterNode } from '../../../cluster';
import { Workload } from '../../../manifests';
import { DaemonClaims } from './daemon-claims';
import { runsOsOf } from '../nodes/node-group';
import { Rank } from './priority';
import { RepelledPair } from './repulsions';
import { HOSTNAME } from './task';

/** A DaemonSet pod that cannot run beside the node's other daemons. */
export interface DaemonShortage {
  readonly workload: Workload;
  readonly node: ClusterNode;
  /** The resource that is short, or what keeps it off another daemon's node. */
  readonly resource?: string;
  readonly rival?: Workload;
  readonly why?: string;
  /** What keeps it waiting for ever, whatever room there is. */
  readonly kept?: string;
  /** A running pod outside the manifests keeps it off: host port or anti-affinity. */
  readonly isClosed?: boolean;
  /** The system that the pod is for, where the node runs another: its kubelet turns the pod away. */
  readonly os?: string;
  /** It would not fit even if it were the node's only pod. */
  readonly alone: boolean;
}

/**
 * The pods of one DaemonSet: one on each node that lets it in (kubernetes pkg/controller/daemon
 * `NodeShouldRunDaemonPod`).
 */
export interface Daemon {
  readonly workload: Workload;
  readonly requests: Float64Array;
  readonly rank: Rank;
  /** Nodes on which it runs when all pods that can run do. */
  readonly nodes: number[];
  readonly shortages: DaemonShortage[];
  /** What decides about its pods and is not modelled, in words. */
  readonly unmodelled: string[];
}

/** What a DaemonSet asks, before it has a place. */
export interface DaemonDemand {
  readonly workload: Workload;
  readonly requests: Float64Array;
  readonly rank: Rank;
  readonly wanted: number[];
  /** Nodes from which running pods outside the manifests keep its pods off, and whether it may evict some of those. */
  readonly closed: ReadonlySet<number>;
  readonly evicts: boolean;
  readonly claims: DaemonClaims;
  readonly unmodelled: string[];
}

interface Cluster {
  readonly nodes: ClusterNode[];
  readonly resources: string[];
  readonly domain: (node: number, topologyKey: string) => string | undefined;
}

/** Places daemons on the room of empty nodes, the highest priority first, and takes their requests from it. */
export function placeDaemons(
  demands: DaemonDemand[],
  room: Float64Array[],
  pairs: RepelledPair[],
  cluster: Cluster,
): Daemon[] {
  const empty = room.map((each) => Float64Array.from(each));
  const repelled = new Map(demands.map(({ workload }): [Workload, RepelledPair[]] => [workload, []]));
  for (const pair of pairs) {
    repelled.get(pair.one)?.push(pair);
    repelled.get(pair.two)?.push(pair);
  }
  const occupied = new Set<string>();
  const place = (pair: RepelledPair, workload: Workload, node: number) =>
    `${workload.namespace}\0${workload.manifest.id}\0${pair.topologyKey}\0${cluster.domain(node, pair.topologyKey)}`;
  const byRank = [...demands].sort((one, two) => (two.rank.value ?? 0) - (one.rank.value ?? 0));
  const placed = new Map(
    byRank.map(({ workload, requests, rank, wanted, closed, evicts, claims, unmodelled }): [Workload, Daemon] => {
      const mine = repelled.get(workload) ?? [];
      const nodes: number[] = [];
      const shortages: DaemonShortage[] = [];
      for (const node of wanted) {
        const short = shortResource(room[node], requests);
        const blocked = mine.find((pair) => {
          const rival = pair.one === workload ? pair.two : pair.one;
          const itself = rival === workload && pair.topologyKey === HOSTNAME;
          return (
            !itself && cluster.domain(node, pair.topologyKey) !== undefined && occupied.has(place(pair, rival, node))
          );
        });
        if (!runsOsOf(workload.pod, cluster.nodes[node])) {
          shortages.push({ workload, node: cluster.nodes[node], os: workload.pod.os, alone: true });
        } else if (claims.kept.has(node)) {
          shortages.push({ workload, node: cluster.nodes[node], kept: claims.kept.get(node), alone: true });
          requests.forEach((amount, resource) => {
            room[node][resource] -= claims.takesRoom && short < 0 ? amount : 0;
          });
        } else if (closed.has(node)) {
          shortages.push({ workload, node: cluster.nodes[node], isClosed: true, alone: !evicts });
        } else if (blocked) {
          const rival = blocked.one === workload ? blocked.two : blocked.one;
          shortages.push({
            workload, node: cluster.nodes[node], rival, why: blocked.why, alone: rival === workload,
          });
        } else if (short >= 0) {
          shortages.push({
            workload, node: cluster.nodes[node], resource: cluster.resources[short],
            alone: shortResource(empty[node], requests) >= 0,
          });
        } else {
          nodes.push(node);
          requests.forEach((amount, resource) => {
            room[node][resource] -= amount;
          });
          mine.forEach((pair) => occupied.add(place(pair, workload, node)));
        }
      }
      return [workload, {
        workload, requests, rank, nodes, shortages, unmodelled: [...claims.unmodelled, ...unmodelled],
      }];
    }),
  );
  return demands.map(({ workload }) => placed.get(workload)!);
}

function shortResource(room: Float64Array, requests: Float64Array): number {
  return room.findIndex((left, resource) => left < requests[resource]);
}
