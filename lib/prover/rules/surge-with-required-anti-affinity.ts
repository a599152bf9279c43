import { deploymentBounds } from '../../kubernetes/arithmetic';
import { isDecidedOnCluster } from '../engine/plan-index';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { holdsAcrossRevisions } from '../../manifests';

export const surgeWithRequiredAntiAffinity: Rule = {
  id: 'surge-with-required-anti-affinity',
  title: 'Surge with required anti-affinity',
  severity: 'warning',
  explanation:
    'Required anti-affinity holds between old and new pods too, so a surge pod needs a node (or zone) without any pod of the ' +
    'Deployment. With as many replicas as nodes, and maxUnavailable 0, the update waits for ever.',
  remediation:
    'Add matchLabelKeys: [pod-template-hash] to the term, or write maxSurge 0 and maxUnavailable 1, or prefer instead of require.',
  upstream: 'https://github.com/kubernetes/kubernetes/issues/116891',
  kinds: ['Deployment'],
  evaluate({ workload }, context) {
    if (
      !workload
      || workload.replicas === 0
      || workload.pod.antiAffinity.length === 0
      || isDecidedOnCluster(workload, context)
    ) {
      return NOT_APPLICABLE;
    }
    const { most } = context.replicas(workload);
    const { maxSurge, maxUnavailable } = deploymentBounds(workload.strategy, most);
    if (maxSurge === 0 || maxUnavailable > 0) {
      return [];
    }
    const pointer = `${workload.pod.pointer}/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution`;
    return workload.pod.antiAffinity.flatMap((term, index) =>
      holdsAcrossRevisions(workload, term)
        ? [{
            pointer: `${pointer}/${index}`,
            message: `the update needs ${most + 1} different ${term.topologyKey} for ${most} replicas: old pods count and none may be missing`,
          }]
        : [],
    );
  },
};
