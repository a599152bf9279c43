import { Field } from './field';
import { meets } from './label-selector';

/** A taint of a node. */
export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A toleration of a pod. */
export interface Toleration {
  readonly key: string;
  /** `Gt` and `Lt` compare whole numbers (alpha since 1.35, gate TaintTolerationComparisonOperators). */
  readonly operator: 'Equal' | 'Exists' | 'Gt' | 'Lt';
  readonly value: string;
  /** Empty tolerates every effect. */
  readonly effect: string;
  /** After so many seconds the pod is evicted all the same; for ever when absent. */
  readonly seconds?: number;
}

const OPERATORS = ['Equal', 'Exists', 'Gt', 'Lt'] as const;

export function readTolerations(list: Field): Toleration[] {
  return list.items().map((item) => ({
    key: item.get('key').string() ?? '',
    operator: OPERATORS.find((known) => known === item.get('operator').value) ?? 'Equal',
    value: item.get('value').string() ?? '',
    effect: item.get('effect').string() ?? '',
    ...item.get('tolerationSeconds').isPresent ? { seconds: item.get('tolerationSeconds').integer() } : {},
  }));
}

/**
 * Upstream `ToleratesTaint` (kubernetes staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go): an empty
 * key with operator Exists tolerates everything; Gt tolerates a taint whose value is the greater number.
 */
export function tolerates(tolerations: Toleration[], taint: NodeTaint): boolean {
  return tolerations.some((toleration) => {
    const { key, operator, effect } = toleration;
    const concerns =
      (effect === '' || effect === taint.effect) && (key === '' ? operator === 'Exists' : key === taint.key);
    return concerns && (operator === 'Exists' || accepts(toleration, taint.value));
  });
}

function accepts({ operator, value }: Toleration, taint: string): boolean {
  if (operator === 'Gt' || operator === 'Lt') {
    return meets({ key: '', operator, values: [value] }, taint);
  }
  return value === taint;
}

/** Whether a taint keeps untolerating pods off the node; PreferNoSchedule only lowers a score. */
export function repels(taint: NodeTaint): boolean {
  return taint.effect === 'NoSchedule' || taint.effect === 'NoExecute';
}
