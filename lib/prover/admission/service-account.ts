import { AdmissionPlugin } from './admission-plugin';
import { mayRefuse, refuses } from './objection';

/**
 * Refuses pods whose ServiceAccount does not exist; `default` is made with every namespace.
 *
 * Source: kubernetes plugin/pkg/admission/serviceaccount/admission.go `Admit`.
 */
export const serviceAccount: AdmissionPlugin = (spec, { namespace }, surroundings) => {
  const field = spec.get('serviceAccountName').isPresent ? spec.get('serviceAccountName') : spec.get('serviceAccount');
  const name = field.string() || 'default';
  if (name === 'default' || surroundings.model.find('ServiceAccount', namespace, name)) {
    return {};
  }
  const [object, why] = surroundings.complete ? [refuses, 'does not exist'] as const : [mayRefuse, 'is not in the input'] as const;
  return { objections: [object('ServiceAccount', field, `ServiceAccount ${namespace}/${name} ${why}`)] };
};
