import { Toleration } from '../../../imports/kubernetes';
import { Taint } from '../../cluster';
import { PodDefaults } from './workload-spec';
import { WorkloadProps } from './workload-props';

/** On which nodes the pods may run. */
export interface NodePlacement {
  readonly nodeSelector?: { [key: string]: string };
  readonly tolerations: Toleration[];
}

/** The labels and taints of the pool, and what the user has said besides. */
export function nodePlacement(props: WorkloadProps, defaults: PodDefaults): NodePlacement {
  const nodeSelector = { ...props.nodePool?.labels, ...props.nodeSelector };
  const tolerations = props.tolerations ?? defaults.tolerations ?? [];
  const missing = (props.nodePool?.taints ?? []).filter(
    (taint) => !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
  return {
    nodeSelector: Object.keys(nodeSelector).length > 0 ? nodeSelector : undefined,
    tolerations: [...tolerations, ...missing.map(tolerationOf)],
  };
}

function tolerates(toleration: Toleration, taint: Taint): boolean {
  const sameKey = toleration.key === undefined || toleration.key === taint.key;
  const sameValue = toleration.operator === 'Exists' || (toleration.value ?? '') === taint.value;
  return sameKey && sameValue && (toleration.effect === undefined || toleration.effect === taint.effect);
}

function tolerationOf({ key, value, effect }: Taint): Toleration {
  return value === '' ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect };
}
