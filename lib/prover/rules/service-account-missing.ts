import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const serviceAccountMissing: Rule = {
  id: 'service-account-missing',
  title: 'ServiceAccount does not exist',
  severity: 'error',
  explanation:
    'The API server refuses pods whose ServiceAccount does not exist: the Deployment is accepted and no pod ever appears.',
  remediation: 'Add the ServiceAccount to the same namespace, or correct serviceAccountName.',
  upstream:
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const podSpec = workload && context.podSpec(workload);
    const field = podSpec?.get('serviceAccountName').isPresent
      ? podSpec.get('serviceAccountName')
      : podSpec?.get('serviceAccount');
    const name = field?.string();
    if (!workload || !field || name === undefined || name === '' || name === 'default') {
      return NOT_APPLICABLE;
    }
    return context.model.find('ServiceAccount', workload.namespace, name) ? [] : [{
      pointer: field.pointer,
      message: `ServiceAccount ${name} is not among the manifests of namespace ${workload.namespace}`,
    }];
  },
};
