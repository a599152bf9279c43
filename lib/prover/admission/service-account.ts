import { AdmissionPlugin } from './admission-plugin';
import { refuses } from './objection';

/**
 * Refuses pods whose ServiceAccount does not exist; `default` is made with every namespace. An account changes nothing
 * of the pod that nodes have to hold, and where only a part of the manifests is given, it usually stands in the other:
 * one that may exist in the cluster is left to the rule `service-account-missing`, and no verdict depends on it.
 *
 * Source: kubernetes plugin/pkg/admission/serviceaccount/admission.go `Admit`.
 */
export const serviceAccount: AdmissionPlugin = (spec, { namespace }, surroundings) => {
  const field = spec.get('serviceAccountName').isPresent ? spec.get('serviceAccountName') : spec.get('serviceAccount');
  const name = field.string() || 'default';
  return name === 'default'
    || surroundings.model.find('ServiceAccount', namespace, name)
    || !surroundings.isComplete('ServiceAccount', namespace)
    ? {}
    : { objections: [refuses('ServiceAccount', field, `ServiceAccount ${namespace}/${name} does not exist`)] };
};
