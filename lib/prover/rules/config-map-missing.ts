import { danglingReferences } from '../engine/dangling-reference';
import { POD_KINDS, Rule } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

/**
 * Put into every namespace: by the control plane (kubernetes
 * pkg/controller/certificates/rootcacertpublisher/publisher.go), by OpenShift (service-ca), and by Istio (istio
 * pkg/config/constants `CACertNamespaceConfigMap`).
 */
const BUILT_IN = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']);

export const configMapMissing: Rule = {
  id: 'config-map-missing',
  title: 'ConfigMap does not exist',
  severity: 'error',
  explanation:
    'A container whose env, envFrom or volume names a ConfigMap, or a key, that does not exist in its namespace stays in ' +
    'CreateContainerConfigError or ContainerCreating. It is a warning where a Job, a hook or an operator of the manifests may make it.',
  remediation: 'Add the ConfigMap to the same namespace, correct the name or key, or write optional: true.',
  upstream: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  kinds: POD_KINDS,
  evaluate: ({ workload }, context) =>
    danglingReferences(
      workload,
      'ConfigMap',
      context,
      (namespace, name) =>
        BUILT_IN.has(name)
        || context.model.find('ConfigMap', namespace, name) !== undefined
        || isProduced(context, namespace, name),
    ),
};

/** Object buckets come with a ConfigMap of their name; a Bundle of trust-manager is copied into every namespace. */
function isProduced({ model }: RuleContext, namespace: string, name: string): boolean {
  return (
    model.find('ObjectBucketClaim', namespace, name) !== undefined
    || model.byKind('Bundle').some((bundle) => bundle.name === name)
  );
}
