import { IntOrPercent, scaledValue } from './int-or-percent';

/** How many pods of an update may exist beside each other. */
export interface UpdateBounds {
  /** Pods above `replicas` that may exist. */
  readonly maxSurge: number;
  /** Pods below `replicas` that may be missing. */
  readonly maxUnavailable: number;
  /** All old pods are gone before the first new one is made (`Recreate`). */
  readonly recreate: boolean;
  /**
   * New pods that must all find room beside the old ones before an old one leaves: a whole group, or all of a
   * blue-green update.
   *
   * @default - 1 where no pod may be missing, else 0
   */
  readonly requiredSurge?: number;
  /** Those pods may also get by with the room that a stopped pod leaves, if they are scheduled before its successor. */
  readonly borrows?: boolean;
}

/** New pods that must find room beside all old ones for an update to take its first step. */
export function requiredSurge({ requiredSurge: asked, maxUnavailable }: UpdateBounds): number {
  return asked ?? (maxUnavailable === 0 ? 1 : 0);
}

/**
 * The part of an update strategy that decides how many pods: a type (`RollingUpdate`, `Recreate`, …) and two limits,
 * defaults left out.
 */
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
  return {
    maxSurge,
    maxUnavailable: Math.min(replicas, maxSurge === 0 && unavailable === 0 ? 1 : unavailable),
    recreate: false,
  };
}

/**
 * The effective bounds of a StatefulSet: each pod is deleted before it is made again, one at a time unless
 * `maxUnavailable` says more, which only counts where the gate MaxUnavailableStatefulSet is on. Percentages round down,
 * to at least 1 (kubernetes pkg/controller/statefulset/stateful_set_utils.go `getStatefulSetMaxUnavailable`; the
 * comment of the API says up). `Recreate` deletes all (stateful_set_control.go `recreateDeleteAndWait`).
 */
export function statefulSetBounds(
  { type, maxUnavailable }: UpdateLimits,
  replicas: number,
  honoursMaxUnavailable = true,
): UpdateBounds {
  if (type === 'Recreate') {
    return { maxSurge: 0, maxUnavailable: replicas, recreate: true };
  }
  const unavailable = Math.max(1, honoursMaxUnavailable ? scaledValue(maxUnavailable ?? 1, replicas, 'down') : 1);
  return { maxSurge: 0, maxUnavailable: Math.min(replicas, unavailable), recreate: false };
}

/**
 * The effective bounds of a DaemonSet over the nodes it runs on: both values round up, maxSurge defaults to 0 and
 * maxUnavailable to 1, both zero make one unavailable (kubernetes pkg/controller/daemon/util/daemonset_util.go).
 */
export function daemonSetBounds(strategy: UpdateLimits, nodes: number): UpdateBounds {
  const maxSurge = scaledValue(strategy.maxSurge ?? 0, nodes, 'up');
  const unavailable = scaledValue(strategy.maxUnavailable ?? 1, nodes, 'up');
  return {
    maxSurge,
    maxUnavailable: Math.min(nodes, maxSurge === 0 && unavailable === 0 ? 1 : unavailable),
    recreate: false,
  };
}

/** Batches in which an update replaces so many pods: each as many as may be new and missing at a time. */
export function updateBatches({ maxSurge, maxUnavailable }: UpdateBounds, replicas: number): number {
  return Math.ceil(replicas / (maxSurge + maxUnavailable));
}
