import {
  ARCH_LABEL, HOSTNAME_LABEL, NETWORK_UNAVAILABLE_TAINT, NOT_READY_TAINT, OS_LABEL, PRESSURE_TAINTS, ZONE_LABEL,
} from '../kubernetes/well-known-labels';
import { Quantity } from '../kubernetes/quantity';
import { LabelKnowledge } from './label-knowledge';
import { NodePool } from './node-pool';
import { quantities } from './node-quantities';
import { OutsidePod } from './outside-pod';
import { Taint } from './taint';

/** One node as the rollout prover sees it. */
export interface ClusterNode {
  readonly name: string;
  readonly pool: string;
  /** False for a node that an autoscaler still has to start. */
  readonly exists: boolean;
  readonly unschedulable: boolean;
  readonly labels: ReadonlyMap<string, string>;
  /** Whether a label that is not among `labels` is known to be absent. */
  readonly knowledge: LabelKnowledge;
  readonly taints: Taint[];
  /**
   * What is left for pods of the manifests: CPU in millicores, the rest in whole units. A resource without limit is
   * absent.
   */
  readonly free: ReadonlyMap<string, number>;
  readonly freePods: number;
  /**
   * Its kubelet does not answer: the node controller calls its readiness unknown (kubernetes
   * pkg/controller/nodelifecycle/node_lifecycle_controller.go `tryUpdateNodeHealth`).
   */
  readonly isLost?: boolean;
  /** Pods on it that the manifests do not describe; their requests are not in `free` any more. */
  readonly outside: readonly OutsidePod[];
  /**
   * What is left where none of these is there: they may ask for more than that.
   *
   * @default - what is left
   */
  readonly whole?: Pick<ClusterNode, 'free' | 'freePods'>;
}

/**
 * Where a node is ready, pods that ask nothing special may start on it; the controller writes this taint where it is
 * not.
 */
export const NOT_READY = Taint.noSchedule(NOT_READY_TAINT);

/** What a node of the same make does not have by that. */
const TRANSIENT: ReadonlySet<string> =
  new Set([NOT_READY_TAINT, NETWORK_UNAVAILABLE_TAINT, ...Object.values(PRESSURE_TAINTS)]);

/** The nodes of a pool, the ones an autoscaler may add at the end. */
export function nodesOf(pool: NodePool): ClusterNode[] {
  const reserved = quantities(pool.reserved);
  const free = new Map([...quantities(pool.allocatable)].map(([resource, text]) => {
    const left = amount(resource, text) - amount(resource, reserved.get(resource) ?? '0');
    return [resource, left];
  }));
  const freePods = Math.max(0, (pool.allocatable.pods ?? 110) - (pool.reserved.pods ?? 0));
  const knowledge = pool.listsAllLabels ? LabelKnowledge.PROVIDER_LABELS_UNKNOWN : LabelKnowledge.ONLY_WRITTEN;
  return pool.nodeNames.map((name, index) => {
    const zone = pool.zones[index % Math.max(1, pool.zones.length)];
    const labels = new Map([
      [HOSTNAME_LABEL, name],
      [OS_LABEL, 'linux'],
      ...(pool.architecture === undefined ? [] : [[ARCH_LABEL, pool.architecture] as const]),
      ...(zone === undefined ? [] : [[ZONE_LABEL, zone] as const]),
      ...Object.entries(pool.labels),
    ]);
    return {
      name, pool: pool.name, exists: index < pool.nodes, unschedulable: pool.unschedulable, labels, knowledge,
      taints: pool.taints, free, freePods, outside: [],
    };
  });
}

/** A quantity as the prover counts it: CPU in millicores, the rest in whole units. */
export function amount(resource: string, text: string): number {
  const quantity = Quantity.parse(text);
  return resource === 'cpu' ? quantity.milliValue : quantity.value;
}

/** A node with these pods outside the manifests, and no others. */
export function withOutside(node: ClusterNode, outside: readonly OutsidePod[]): ClusterNode {
  const { whole = { free: node.free, freePods: node.freePods } } = node;
  if (outside.length + node.outside.length === 0) {
    return node;
  }
  const free = new Map(whole.free);
  for (const { workload } of outside) {
    workload.pod.requests.forEach((amount, resource) => {
      if (free.has(resource)) {
        free.set(resource, free.get(resource)! - amount);
      }
    });
  }
  free.forEach((amount, resource) => free.set(resource, Math.max(0, amount)));
  return { ...node, free, freePods: Math.max(0, whole.freePods - outside.length), outside, whole };
}

/** The same node without some of the pods outside the manifests. */
export function withoutPods(node: ClusterNode, isGone: (pod: OutsidePod) => boolean): ClusterNode {
  const outside = node.outside.filter((pod) => !isGone(pod));
  return outside.length === node.outside.length ? node : withOutside(node, outside);
}

/** Another node of the same make, with the pods of DaemonSets and none of the others. */
export function emptyCopy(node: ClusterNode, name: string): ClusterNode {
  return {
    ...withoutPods(node, ({ owner }) => !owner.startsWith('DaemonSet/')), name, exists: true, unschedulable: false,
    labels: new Map([...node.labels, [HOSTNAME_LABEL, name]]),
    taints: node.taints.filter(({ key }) => !TRANSIENT.has(key)),
  };
}
