import { Sets } from './deployment-sets';

/** What the simulator of whole changes plays: workloads of three kinds, with all that may keep a pod from a node. */

/** Pods of one template; those of a DaemonSet are one for each node. */
export interface SimPods {
  replicas: number;
  cpu: number;
}

export interface SimChange {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  before: SimPods;
  after: SimPods;
  /** Only the number changes. */
  sameTemplate?: boolean;
  surge: number;
  unavailable: number;
  recreate?: boolean;
  parallel?: boolean;
  /** One claim for all pods of a Deployment, one for each of a StatefulSet. */
  claim?: { mode: 'RWO' | 'RWOP' | 'RWX'; reach: 'zone' | 'node' };
  /** Pods of a Deployment that mount it: all, those of one template, or the new ones another claim like it. */
  mounts?: 'old' | 'fresh' | 'another';
  /** Another workload beside whose pods its own come. */
  near?: { w: number; key: 'host' | 'zone' };
  /** One pod a node; `revision` only among pods of one revision. */
  apart?: 'all' | 'revision';
  spread?: { key: 'host' | 'zone'; perRevision: boolean };
}

export interface SimWorld {
  nodes: { cpu: number; zone: string }[];
  workloads: SimChange[];
  /** All pods that may exist. */
  quota?: { pods?: number; cpu?: number };
}

/** p: waits for a node; s: has one, and does not run yet; r: runs; t: is about to go. */
export interface Pod {
  w: number;
  rev: 0 | 1;
  phase: 'p' | 's' | 'r' | 't';
  node: number;
  /** Of a StatefulSet; the node for which a DaemonSet made it. */
  ordinal: number;
}

export interface State {
  pods: Pod[];
  sets: Sets[];
  /** Where each volume is: zone or node, by claim. */
  volumes: { [claim: string]: number | string };
}

export function podsAsk({ workloads }: SimWorld, { w, rev }: Pick<Pod, 'w' | 'rev'>): number {
  const { before, after, sameTemplate } = workloads[w];
  return (rev === 0 || sameTemplate ? before : after).cpu;
}

/** The claim that a pod mounts. */
export function claimOf(
  { workloads }: SimWorld, { w, rev, ordinal }: Pick<Pod, 'w' | 'rev' | 'ordinal'>,
): string | undefined {
  const { claim, kind, mounts, sameTemplate } = workloads[w];
  const isFresh = rev === 1 && !sameTemplate;
  if (!claim || mounts === (isFresh ? 'old' : 'fresh')) {
    return undefined;
  }
  return kind === 'StatefulSet' ? `${w}-${ordinal}` : mounts === 'another' && isFresh ? `${w}+` : `${w}`;
}

/** Whether the API server lets one more pod exist. */
export function admits(world: SimWorld, { pods }: State, pod: Pick<Pod, 'w' | 'rev'>): boolean {
  const { pods: most = Infinity, cpu = Infinity } = world.quota ?? {};
  const used = pods.reduce((sum, each) => sum + podsAsk(world, each), 0);
  return pods.length + 1 <= most && (podsAsk(world, pod) === 0 || used + podsAsk(world, pod) <= cpu);
}
