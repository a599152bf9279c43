import { planOf } from '../engine/plan-index';
import { provenAdvice } from '../engine/proven-advice';
import { quotaOf } from '../engine/quota-index';
import { isToldRefused } from '../engine/refused-for';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';
import { WorkloadPlan } from '../updates';

export const updateCannotFinish: Rule = {
  id: 'update-cannot-finish',
  title: 'Update cannot finish on the cluster',
  severity: 'error',
  explanation:
    'The update strategy asks for a pod more before it gives up a pod, and the nodes have no room for it: the new pod stays Pending and ' +
    'the old one may not stop. The default strategy does so up to 3 replicas, because 25 % unavailable rounds down to none. It is a ' +
    'warning where some placement of the pods lets it finish.',
  remediation:
    'Write another strategy, give it room, or change the volume that ties its pods: cdk8s-nim plan lists what is proven to help.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/deployment/rolling.go',
  kinds: POD_KINDS,
  needsCluster: true,
  evaluate({ workload }, context) {
    const plan = workload && planOf(workload, context);
    const waitsForPerson =
      workload?.paused
      || workload?.strategy.type === 'OnDelete'
      || (plan?.witness ?? []).some((line) => line === workload?.waitsFor);
    if (plan?.strategy === 'none' || (workload && isToldRefused(workload.manifest, context))) {
      return NOT_APPLICABLE;
    }
    // A workload that does not even stand is reported for that.
    if (!workload || !plan || waitsForPerson || plan.verdict === 'unknown' || plan.fits.verdict === 'impossible') {
      return NOT_APPLICABLE;
    }
    if (quotaOf(workload, context)?.update.verdict === plan.verdict && plan.verdict !== 'proven') {
      return NOT_APPLICABLE;
    }
    const { verdict, witness } = plan;
    if (verdict === 'proven') {
      return [];
    }
    const what = whatOf(plan);
    return [{
      pointer: workload.strategy.pointer,
      message:
        verdict === 'impossible'
          ? `${what} can never finish on this cluster`
          : `${what} may block on this cluster, depending on where pods stand`,
      witness,
      remediation: provenAdvice(workload, context, 'update'),
      severity: verdict === 'impossible' ? undefined : 'warning',
    }];
  },
};

function whatOf({ strategy, maxSurge, maxUnavailable, change }: WorkloadPlan): string {
  switch (change?.kind) {
    case 'new':
      return 'its start beside what runs';
    case 'scaled':
      return `its change from ${change.replicas.from} to ${change.replicas.to} pods`;
    default: {
      const limits = `maxSurge ${maxSurge} and maxUnavailable ${maxUnavailable}`;
      return `an update with ${strategy === 'Recreate' ? 'Recreate' : limits}`;
    }
  }
}
