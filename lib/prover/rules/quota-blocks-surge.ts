import { provenAdvice } from '../engine/proven-advice';
import { quotaOf } from '../engine/quota-index';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const quotaBlocksSurge: Rule = {
  id: 'quota-blocks-surge',
  title: 'ResourceQuota leaves no room for an update',
  severity: 'error',
  explanation:
    'An update that may miss no pod makes one more first. Where a ResourceQuota of the namespace has no room for it, or for the ' +
    'ReplicaSet of the new revision, the API server refuses it (exceeded quota) though a node is free, and the update hangs with every ' +
    'old pod healthy. It is a warning where that depends on how large other workloads of the namespace are.',
  remediation: 'Raise the quota by one pod, or write a strategy that makes no pod more than there are.',
  upstream: 'https://github.com/kubernetes/kubernetes/issues/89209',
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  evaluate({ workload }, context) {
    const quota = workload && quotaOf(workload, context);
    if (!workload || !quota || quota.fits.verdict !== 'proven' && quota.fits.verdict === quota.update.verdict) {
      return NOT_APPLICABLE;
    }
    const { verdict, witness } = quota.update;
    return verdict === 'proven' ? [] : [{
      pointer: workload.strategy.pointer,
      message: verdict === 'impossible'
        ? 'a ResourceQuota lets no update finish'
        : 'whether a ResourceQuota lets an update finish depends on the other workloads of the namespace',
      witness,
      remediation: provenAdvice(workload, context, 'update'),
      severity: verdict === 'impossible' ? undefined : 'warning',
    }];
  },
};
