import { IntOrPercent, scaledValue } from './int-or-percent';

/** How many pods of an update may exist beside each other. */
export interface UpdateBounds {
  /** Pods above `replicas` that may exist. */
  readonly maxSurge: number;
  /** Pods below `replicas` that may be missing. */
  readonly maxUnavailable: number;
  /** All old pods are gone before the first new one is made (`Recreate`). */
  readonly recreate: boolean;
}

/** The part of an update strategy that decides how many pods: a type (`RollingUpdate`, `Recreate`, …) and two limits, defaults left out. */
export interface UpdateLimits {
  readonly type: string;
  readonly maxSurge?: IntOrPercent;
  readonly maxUnavailable?: IntOrPercent;
}

/**
 * The effective bounds of a Deployment: maxSurge rounds up, maxUnavailable rounds down, both zero make
 * one unavailable, maxUnavailable is at most `replicas`. Source: kubernetes
 * pkg/controller/deployment/util/deployment_util.go `ResolveFenceposts`, `MaxUnavailable`; both default to 25 %.
 */
export function deploymentBounds(strategy: UpdateLimits, replicas: number): UpdateBounds {
  if (strategy.type === 'Recreate') {
    return { maxSurge: 0, maxUnavailable: replicas, recreate: true };
  }
  const maxSurge = scaledValue(strategy.maxSurge ?? '25%', replicas, 'up');
  const unavailable = scaledValue(strategy.maxUnavailable ?? '25%', replicas, 'down');
  return { maxSurge, maxUnavailable: Math.min(replicas, maxSurge === 0 && unavailable === 0 ? 1 : unavailable), recreate: false };
}

/**
 * The effective bounds of a StatefulSet: each pod is deleted before it is made again, one at a time
 * unless maxUnavailable says more (kubernetes pkg/controller/statefulset/stateful_set_control.go).
 */
export function statefulSetBounds(strategy: UpdateLimits, replicas: number): UpdateBounds {
  const unavailable = Math.max(1, scaledValue(strategy.maxUnavailable ?? 1, replicas, 'up'));
  return { maxSurge: 0, maxUnavailable: Math.min(replicas, unavailable), recreate: false };
}

/**
 * The effective bounds of a DaemonSet over the nodes it runs on: both values round up, maxSurge
 * defaults to 0 and maxUnavailable to 1, both zero make one unavailable (kubernetes pkg/controller/daemon/util/daemonset_util.go).
 */
export function daemonSetBounds(strategy: UpdateLimits, nodes: number): UpdateBounds {
  const maxSurge = scaledValue(strategy.maxSurge ?? 0, nodes, 'up');
  const unavailable = scaledValue(strategy.maxUnavailable ?? 1, nodes, 'up');
  return { maxSurge, maxUnavailable: Math.min(nodes, maxSurge === 0 && unavailable === 0 ? 1 : unavailable), recreate: false };
}

/** What updates the pods: the kind of a controller, and its strategy. */
export interface UpdatedWorkload {
  readonly kind: string;
  readonly strategy: UpdateLimits;
}

/** The bounds of whatever updates this workload's pods; undefined for kinds whose pods are never replaced. */
export function updateBounds({ kind, strategy }: UpdatedWorkload, replicas: number): UpdateBounds | undefined {
  switch (kind) {
    case 'Deployment':
      return deploymentBounds(strategy, replicas);
    case 'StatefulSet':
      return statefulSetBounds(strategy, replicas);
    case 'DaemonSet':
      return daemonSetBounds(strategy, replicas);
    default:
      return undefined;
  }
}

/** Batches in which an update replaces so many pods: each as many as may be new and missing at a time. */
export function updateBatches({ maxSurge, maxUnavailable }: UpdateBounds, replicas: number): number {
  return Math.ceil(replicas / (maxSurge + maxUnavailable));
}
