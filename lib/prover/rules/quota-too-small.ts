import { quotaOf } from '../engine/quota-index';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const quotaTooSmall: Rule = {
  id: 'quota-too-small',
  title: 'ResourceQuota is smaller than the pods of its namespace',
  severity: 'error',
  explanation:
    'The pods of a workload take more than a ResourceQuota of their namespace allows, all at their largest: the API server refuses ' +
    'those beyond it (exceeded quota), and they never run. It is a warning where they fit without the other workloads.',
  remediation: 'Raise the quota, or lower replicas, requests or limits.',
  upstream: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const quota = workload && quotaOf(workload, context);
    if (!workload || !quota) {
      return NOT_APPLICABLE;
    }
    const { verdict, witness } = quota.fits;
    return verdict === 'proven' ? [] : [{
      pointer: workload.hasReplicas ? '/spec/replicas' : workload.pod.pointer,
      message: verdict === 'impossible'
        ? 'a ResourceQuota lets not all of its pods exist'
        : 'a ResourceQuota lets not all pods of the namespace exist',
      witness,
      severity: verdict === 'impossible' ? undefined : 'warning',
    }];
  },
};
