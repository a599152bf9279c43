import { AdmissionPlugin } from './admission-plugin';
import { refuses } from './objection';

/**
 * Refuses every new object in a namespace that is being deleted (kubernetes
 * staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go `Admit`).
 */
export const namespaceLifecycle: AdmissionPlugin = (spec, { namespace }, surroundings) =>
  surroundings.isLeaving(namespace)
    ? { objections: [
      refuses('API server', spec, `namespace ${namespace} is being deleted: nothing new is made in it`),
    ] }
    : {};
