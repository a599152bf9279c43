import { textOf } from '../util/value-text';
import { BudgetLimits } from '../kubernetes/arithmetic';
import { Field } from './field';
import { LabelSelector, readLabelSelector } from './label-selector';
import { Manifest } from './manifest';
import { readIntOrPercent } from './workload';

/** A PodDisruptionBudget. */
export interface DisruptionBudget extends BudgetLimits {
  readonly manifest: Manifest;
  readonly selector?: LabelSelector;
}

/** A HorizontalPodAutoscaler, or a ScaledObject of KEDA. */
export interface Autoscaler {
  readonly manifest: Manifest;
  readonly targetKind: string;
  readonly targetName: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** It also starts a workload that is written with no replicas, which a HorizontalPodAutoscaler leaves alone. */
  readonly startsFromZero: boolean;
  /** It leaves the number of pods as it is, which may be the one that is written. */
  readonly isPaused?: boolean;
}

export function readDisruptionBudget(root: Field): DisruptionBudget {
  const spec = root.get('spec');
  return {
    manifest: root.manifest,
    selector: readLabelSelector(spec.get('selector')),
    minAvailable: readIntOrPercent(spec.get('minAvailable')),
    maxUnavailable: readIntOrPercent(spec.get('maxUnavailable')),
  };
}

export function readAutoscaler(root: Field): Autoscaler {
  const spec = root.get('spec');
  const minReplicas = spec.get('minReplicas').integer() ?? 1;
  const maxReplicas = spec.get('maxReplicas').integer(1);
  if (maxReplicas !== undefined && maxReplicas < minReplicas) {
    spec.get('maxReplicas').report(`must be at least minReplicas ${minReplicas}, is ${maxReplicas}`);
  }
  return {
    manifest: root.manifest,
    targetKind: spec.get('scaleTargetRef', 'kind').string() ?? '',
    targetName: spec.get('scaleTargetRef', 'name').string() ?? '',
    minReplicas,
    maxReplicas: Math.max(minReplicas, maxReplicas ?? minReplicas),
    startsFromZero: false,
  };
}

/**
 * A ScaledObject: from 0 to 100 unless it says otherwise (keda apis/keda/v1alpha1/scaledobject_types.go
 * `GetHPAMinReplicas`, `GetHPAMaxReplicas`). Where its triggers fail, KEDA writes the number of its fallback, whatever
 * the limits (pkg/scaling/executor/scale_scaledobjects.go `doFallbackScaling`). A paused one without a number leaves
 * what is there (scaledobject_types.go `NeedToBePausedByAnnotation`).
 */
export function readScaledObject(root: Field): Autoscaler {
  const spec = root.get('spec');
  const pausedAt = Number(
    root.get('metadata', 'annotations', 'autoscaling.keda.sh/paused-replicas').value ?? Number.NaN,
  );
  const paused = root.get('metadata', 'annotations', 'autoscaling.keda.sh/paused').value;
  const fallback = spec.get('fallback', 'replicas').integer() || undefined;
  const least = Math.min(
    spec.get('minReplicaCount').integer() ?? 0, spec.get('idleReplicaCount').integer() ?? Infinity,
    fallback ?? Infinity,
  );
  const most = Math.max(least, spec.get('maxReplicaCount').integer() ?? 100, fallback ?? 0);
  const [minReplicas, maxReplicas] = Number.isInteger(pausedAt) ? [pausedAt, pausedAt] : [least, most];
  return {
    manifest: root.manifest,
    targetKind: spec.get('scaleTargetRef', 'kind').string() ?? 'Deployment',
    targetName: spec.get('scaleTargetRef', 'name').string() ?? '',
    minReplicas, maxReplicas,
    startsFromZero: true,
    // Whatever is no boolean pauses (`getBoolAnnotation`).
    isPaused: Number.isNaN(pausedAt) && paused !== undefined && !/^(0|f|false)$/i.test(textOf(paused)),
  };
}
