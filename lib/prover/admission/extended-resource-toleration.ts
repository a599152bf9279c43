import { allContainers, isExtendedResource, NodeTaint, PodTemplate, tolerates } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { objectOf } from './pod-json';

/**
 * Lets pods that ask for an extended resource onto nodes whose NoSchedule taint has its name. Providers choose whether
 * their API servers do so (GKE and EKS do); by default it is switched off.
 *
 * Source: kubernetes plugin/pkg/admission/extendedresourcetoleration/admission.go `Admit`.
 */
export const extendedResourceToleration: AdmissionPlugin = (spec) => {
  const asked = new Set(allContainers(spec).flatMap((container) => ['requests', 'limits'].flatMap((list) =>
    container.get('resources', list).entries().map(([name]) => name).filter(isExtendedResource))));
  const pod = objectOf(spec);
  const added = [...asked].sort().map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' }));
  return asked.size === 0
    ? {}
    : { spec: { ...pod, tolerations: [...(Array.isArray(pod.tolerations) ? pod.tolerations : []), ...added] } };
};

/** Taints of a node that keep the pods off unless the plugin is switched on. */
export function taintsThePluginTolerates(
  pod: PodTemplate,
  { taints }: { readonly taints: readonly NodeTaint[] },
): NodeTaint[] {
  return taints.filter(
    (taint) =>
      taint.effect === 'NoSchedule'
      && !tolerates(pod.tolerations, taint)
      && isExtendedResource(taint.key)
      && pod.requests.has(taint.key),
  );
}

/** `nvidia.com/gpu=present:NoSchedule`. */
export function taintText({ key, value, effect }: NodeTaint): string {
  return `${key}${value && `=${value}`}:${effect}`;
}
