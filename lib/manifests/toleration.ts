import { Field } from './field';

/** A taint of a node. */
export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A toleration of a pod. */
export interface Toleration {
  readonly key: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value: string;
  /** Empty tolerates every effect. */
  readonly effect: string;
}

export function readTolerations(list: Field): Toleration[] {
  return list.items().map((item) => ({
    key: item.get('key').string() ?? '',
    operator: item.get('operator').value === 'Exists' ? 'Exists' : 'Equal',
    value: item.get('value').string() ?? '',
    effect: item.get('effect').string() ?? '',
  }));
}

/** Upstream `ToleratesTaint`: an empty key with operator Exists tolerates everything. */
export function tolerates(tolerations: Toleration[], taint: NodeTaint): boolean {
  return tolerations.some(({ key, operator, value, effect }) =>
    (effect === '' || effect === taint.effect)
    && (key === '' ? operator === 'Exists' : key === taint.key && (operator === 'Exists' || value === taint.value)));
}

/** Whether a taint keeps untolerating pods off the node; PreferNoSchedule only lowers a score. */
export function repels(taint: NodeTaint): boolean {
  return taint.effect === 'NoSchedule' || taint.effect === 'NoExecute';
}
