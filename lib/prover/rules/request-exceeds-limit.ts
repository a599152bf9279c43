import { objectionRule } from '../engine/objection-rule';

export const requestExceedsLimit = objectionRule('validation', {
  id: 'request-exceeds-limit',
  title: 'Request above its limit',
  explanation:
    'The API server refuses pods whose container asks for more than its limit. The limit may be the default of a ' +
    'LimitRange, which a template does not show: the Deployment is then accepted and no pod ever appears.',
  remediation: 'Raise the limit to at least the request, or write both.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go',
});
