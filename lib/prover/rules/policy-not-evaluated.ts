import { objectionRule } from '../engine/objection-rule';

export const policyNotEvaluated = objectionRule('policy', {
  id: 'policy-not-evaluated',
  title: 'Webhook or policy that is not evaluated',
  explanation:
    'A webhook, an admission policy, or a policy of Kyverno or Gatekeeper among the manifests is asked about the ' +
    'object or its pods, and may refuse or change them. Nobody here evaluates it, so that the update is unknown.',
  remediation: 'Give --ask-server, which asks the API server by dry run; or evaluate the policy with its own command line.',
  upstream:
    'https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiserver/pkg/admission/plugin/webhook/predicates/rules/rules.go',
}, (reason) => `whether the API server takes its pods is not known: ${reason}`);
