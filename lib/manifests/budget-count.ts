import { disruptionsAllowed } from '../kubernetes/arithmetic';
import { Model } from './model';
import { DisruptionBudget } from './policies';
import { Workload } from './workload';

/** What the disruption controller makes of one budget while all pods are healthy and autoscalers rest. */
export interface BudgetCount {
  /** Evictions that it allows; undefined where the number of pods depends on the nodes. */
  readonly allowed?: number;
  /** Pods over all workloads that it selects. */
  readonly pods: number;
  /** Workloads that keep it from counting, so that it refuses every eviction. */
  readonly uncountable: Workload[];
}

/** Pods that run, that a budget selects, and that no workload of the input makes. */
export interface PodsBeside {
  /** Those of controllers that say how many pods they want. */
  readonly scaled: number;
  /** Those that nobody controls. */
  readonly single: number;
}

const NONE: PodsBeside = { scaled: 0, single: 0 };

/**
 * Counts the pods of a budget over all workloads that it selects. With maxUnavailable or a percentage the controller
 * asks for the scale of each pod's controller, which a DaemonSet or a Job does not have: it then fails and allows none.
 * Pods that nobody controls are not among those that it expects, but among those that are healthy; where there are no
 * others it allows none. A number for minAvailable counts pods, whoever made them (kubernetes
 * pkg/controller/disruption/disruption.go `getExpectedPodCount`, `getExpectedScale`, `updatePdbStatus`, `failSync`).
 */
export function countBudget(model: Model, budget: DisruptionBudget, beside = NONE): BudgetCount {
  const selected = model.selectPods(budget.manifest.namespace, budget.selector);
  const isDaemon = ({ kind }: Workload) => kind === 'DaemonSet';
  const asksScale = budget.maxUnavailable !== undefined || typeof budget.minAvailable === 'string';
  const uncountable = asksScale
    ? selected.filter((each) => each.scale === 'none' && (isDaemon(each) || model.sizeOf(each).most > 0))
    : [];
  const counted = selected.filter(({ scale }) => !asksScale || scale === 'known');
  const others = beside.scaled + (asksScale ? 0 : beside.single);
  const pods = counted.reduce((total, each) => total + model.sizeOf(each).least, others);
  if (uncountable.length > 0) {
    return { allowed: 0, pods, uncountable };
  }
  const isShared = asksScale && pods > 0;
  const single = isShared ? selected.filter(({ scale }) => scale === 'unmanaged') : [];
  return {
    allowed: !asksScale && selected.some(isDaemon) ? undefined
      : single.reduce((total, each) => total + model.sizeOf(each).least,
        disruptionsAllowed(budget, pods) + (isShared ? beside.single : 0)),
    pods,
    uncountable,
  };
}
