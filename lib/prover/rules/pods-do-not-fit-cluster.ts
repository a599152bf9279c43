import { refusals } from '../updates';
import { capacityOf, planIndex, planOf } from '../engine/plan-index';
import { quotaOf } from '../engine/quota-index';
import { RuleContext } from '../engine/rule-context';
import { Workload } from '../../manifests';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const podsDoNotFitCluster: Rule = {
  id: 'pods-do-not-fit-cluster',
  title: 'Pods do not fit the cluster beside the others',
  severity: 'error',
  explanation:
    'All workloads at their largest, autoscaler maximum and DaemonSets included, need more than the pools offer, so that some pods stay ' +
    'Pending without any update. It is a warning where they fit only as long as other pods are not placed where these need the room.',
  remediation: 'Add nodes, lower requests, replicas or maxReplicas; keep pods without GPU off GPU nodes with a taint.',
  upstream: 'https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/',
  kinds: POD_KINDS,
  needsCluster: true,
  evaluate({ workload }, context) {
    const plan = workload && planOf(workload, context);
    const capacity = capacityOf(context);
    const task = workload && capacity?.taskOf(workload);
    const isAlone = capacity && task && refusals(capacity, task).length > 0;
    if (!workload || !plan || plan.fits.verdict === 'unknown' || isAlone || refusedByServer(workload, context)) {
      return NOT_APPLICABLE;
    }
    const { verdict, witness } = plan.fits;
    const pointer = workload.hasReplicas ? '/spec/replicas' : workload.pod.pointer;
    const { firstCrowdedOut } = planIndex(context);
    if (verdict === 'impossible') {
      // The first line says the same as the message.
      const pods = plan.replicas === 1 ? 'pod does' : `${plan.replicas} pods do`;
      return [{ pointer, message: `its ${pods} not fit beside the other workloads`, witness: witness.slice(1) }];
    }
    if (plan === firstCrowdedOut) {
      return [
        { pointer, message: 'the pods of all workloads together do not fit the cluster', witness: witness.slice(1) },
      ];
    }
    return verdict === 'proven' || firstCrowdedOut
      ? []
      : [{
          pointer,
          message: 'whether its pods find room depends on where other pods stand',
          witness,
          severity: 'warning',
        }];
  },
};

/** Said by the rules about admission. */
function refusedByServer(workload: Workload, context: RuleContext): boolean {
  return context.admission.refuses(workload) || (quotaOf(workload, context)?.fits.verdict ?? 'proven') !== 'proven';
}
