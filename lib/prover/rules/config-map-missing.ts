import { danglingReferences } from '../engine/dangling-reference';
import { POD_KINDS, Rule } from '../engine/rule';

/** Put into every namespace by the control plane. */
const BUILT_IN = 'kube-root-ca.crt';

export const configMapMissing: Rule = {
  id: 'config-map-missing',
  title: 'ConfigMap does not exist',
  severity: 'error',
  explanation:
    'A container whose env, envFrom or volume names a ConfigMap, or a key, that does not exist in its namespace stays in ' +
    'CreateContainerConfigError or ContainerCreating.',
  remediation: 'Add the ConfigMap to the same namespace, correct the name or key, or write optional: true.',
  upstream: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  kinds: POD_KINDS,
  evaluate: ({ workload }, context) =>
    danglingReferences(
      workload,
      'ConfigMap',
      context,
      (namespace, name) => name === BUILT_IN || context.model.find('ConfigMap', namespace, name) !== undefined,
    ),
};
