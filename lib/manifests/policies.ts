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

/** A HorizontalPodAutoscaler. */
export interface Autoscaler {
  readonly manifest: Manifest;
  readonly targetKind: string;
  readonly targetName: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
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
  };
}
