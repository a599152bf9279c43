import { planOf } from '../engine/plan-index';
import { provenAdvice } from '../engine/proven-advice';
import { NOT_APPLICABLE, REPLICATED_KINDS, Rule } from '../engine/rule';
import { fitsNoNode } from '../updates';

export const drainHasNowhereToGo: Rule = {
  id: 'drain-has-nowhere-to-go',
  title: 'Evicted pods have nowhere to go',
  severity: 'warning',
  explanation:
    'When one node is drained, its pods do not fit on the others: the drain succeeds and the pods stay Pending until the node is back or replaced.',
  remediation: 'Keep the room of one node free, let the pool grow, or replace the node before draining it.',
  upstream: 'https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/',
  kinds: REPLICATED_KINDS,
  needsCluster: true,
  evaluate({ workload }, context) {
    const plan = workload && planOf(workload, context);
    // A budget that refuses every eviction is reported as such, and so are pods that never had a place.
    if (
      !workload
      || !plan
      || plan.fits.verdict === 'impossible'
      || plan.drain.verdict === 'unknown'
      || plan.drain.evictionBlockedBy.length > 0
      || plan.drain.witness.includes(fitsNoNode(workload))
    ) {
      return NOT_APPLICABLE;
    }
    const { verdict, witness } = plan.drain;
    return verdict === 'proven'
      ? []
      : [{
          pointer: workload.hasReplicas ? '/spec/replicas' : workload.pod.pointer,
          message:
            verdict === 'impossible'
              ? 'after a drain of one node its pods do not fit any more'
              : 'after a drain of one node its pods may stay Pending',
          witness,
          remediation: provenAdvice(workload, context, 'drain'),
        }];
  },
};
