import { ObjectCounts, quotaAmount } from '../admission';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const quotaRefusesObject: Rule = {
  id: 'quota-refuses-object',
  title: 'ResourceQuota allows fewer objects than there are',
  severity: 'error',
  explanation:
    'A quota may count objects: services, services.loadbalancers, services.nodeports, configmaps, secrets, count/deployments.apps. The API server refuses ' +
    'what is beyond it (exceeded quota), whichever of the objects comes last; the ConfigMap kube-root-ca.crt of each namespace counts too.',
  remediation: 'Raise the quota, or remove objects.',
  upstream: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#object-count-quota',
  kinds: [],
  evaluate({ manifest }, context) {
    if (context.admission.surroundings.quotasOf(manifest.namespace).length === 0) {
      return NOT_APPLICABLE;
    }
    return context.once(objectCounts).beyondQuota(manifest).map(({ quota, resource, hard, outside, number }) => ({
      pointer: '/metadata/name',
      message: `ResourceQuota ${quota.name} allows ${quotaAmount(resource, hard)} of ${resource}, and with this there ${
        number + outside === 1 ? 'is' : 'are'} ${quotaAmount(resource, number + outside)}${
        outside > 0 ? `, with ${quotaAmount(resource, outside)} outside these manifests` : ''}`,
    }));
  },
};

function objectCounts({ admission: { surroundings } }: RuleContext): ObjectCounts {
  return new ObjectCounts(surroundings);
}
