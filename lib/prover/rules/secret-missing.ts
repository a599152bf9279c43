import { danglingReferences } from '../engine/dangling-reference';
import { isTokenOfAccount, secretExists } from '../engine/produced-secrets';
import { POD_KINDS, Rule } from '../engine/rule';

export const secretMissing: Rule = {
  id: 'secret-missing',
  title: 'Secret does not exist',
  severity: 'error',
  explanation:
    'A container whose env, envFrom or volume names a Secret, or a key, that does not exist in its namespace stays in ' +
    'CreateContainerConfigError or ContainerCreating. It is a warning where a Job, a hook or an operator of the manifests may make it.',
  remediation:
    'Add the Secret, an ExternalSecret or a SealedSecret; where it exists outside the manifests, declare it with --declared-secret ' +
    'namespace/name or the annotation cdk8s-nim/declared-secrets; where it may be absent, write optional: true.',
  upstream: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  kinds: POD_KINDS,
  evaluate: ({ workload }, context) =>
    danglingReferences(workload, 'Secret', context, (namespace, name) =>
      secretExists(context, namespace, name)
      || (workload !== undefined && isTokenOfAccount(name, context.podSpec(workload)))),
};
