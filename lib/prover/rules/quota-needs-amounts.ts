import { objectionRule } from '../engine/objection-rule';

export const quotaNeedsAmounts = objectionRule('ResourceQuota', {
  id: 'quota-needs-amounts',
  title: 'ResourceQuota asks every container for an amount that one does not state',
  explanation:
    'A quota on cpu or memory refuses pods of which a container, an init container too, states none (must specify). ' +
    'Defaults of a LimitRange count.',
  remediation:
    'Write the request or limit in every container, or give the namespace a LimitRange with defaults.',
  upstream: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota',
});
