import { secretExists } from '../engine/produced-secrets';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const imagePullSecretMissing: Rule = {
  id: 'image-pull-secret-missing',
  title: 'Image pull secret does not exist',
  severity: 'warning',
  explanation:
    'The kubelet pulls without credentials when an imagePullSecret does not exist: a private image ends in ImagePullBackOff, on nodes ' +
    'that do not have it yet.',
  remediation:
    'Add the Secret, or declare it with --declared-secret namespace/name or the annotation cdk8s-nim/declared-secrets.',
  upstream: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/',
  kinds: [...POD_KINDS, 'ServiceAccount'],
  evaluate({ manifest, root, workload }, context) {
    const owner = workload ? context.podSpec(workload) : root;
    const secrets = owner
      .get('imagePullSecrets')
      .items()
      .map((item) => item.get('name'));
    if (secrets.length === 0) {
      return NOT_APPLICABLE;
    }
    return secrets
      .filter((field) => !secretExists(context, manifest.namespace, field.string() ?? ''))
      .map((field) => ({
        pointer: field.pointer,
        message: `Secret ${field.string() ?? ''} is not among the manifests of namespace ${manifest.namespace}`,
      }));
  },
};
