import { deploymentBounds } from '../../kubernetes/arithmetic';
import { isDecidedOnCluster } from '../engine/plan-index';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { holdsAcrossRevisions } from '../../manifests';

export const spreadStuckWhileRolling: Rule = {
  id: 'spread-stuck-while-rolling',
  title: 'DoNotSchedule spread counts old pods during an update',
  severity: 'warning',
  explanation:
    'A DoNotSchedule spread constraint counts the old pods while new ones are placed. The only domain it then allows may be full, so ' +
    'the new pod stays Pending, and after the update the pods are skewed.',
  remediation: 'Add matchLabelKeys: [pod-template-hash] to the constraint, or write maxSurge 0, or ScheduleAnyway.',
  upstream:
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition',
  kinds: ['Deployment'],
  evaluate({ workload }, context) {
    if (
      !workload
      || workload.replicas === 0
      || workload.pod.spread.length === 0
      || isDecidedOnCluster(workload, context)
    ) {
      return NOT_APPLICABLE;
    }
    if (deploymentBounds(workload.strategy, context.replicas(workload).most).maxSurge === 0) {
      return [];
    }
    const counted = workload.pod.spread.filter((constraint) => holdsAcrossRevisions(workload, constraint));
    return counted.map(({ topologyKey }) => ({
      pointer: `${workload.pod.pointer}/topologySpreadConstraints`,
      message: `the constraint over ${topologyKey} counts old pods while the update surges; it lacks matchLabelKeys: [pod-template-hash]`,
    }));
  },
};
