import { NOT_APPLICABLE, REPLICATED_KINDS, Rule } from '../engine/rule';

export const replicasBesideAutoscaler: Rule = {
  id: 'replicas-beside-autoscaler',
  title: 'replicas written beside a HorizontalPodAutoscaler',
  severity: 'warning',
  explanation:
    'Every apply resets the number the autoscaler had chosen, so an unrelated update under load removes pods.',
  remediation: 'Remove spec.replicas from the object that the HorizontalPodAutoscaler scales.',
  upstream:
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  kinds: REPLICATED_KINDS,
  evaluate({ workload }, context) {
    const autoscaler = workload && context.model.autoscalerOf(workload);
    if (!workload || !autoscaler) {
      return NOT_APPLICABLE;
    }
    return workload.hasReplicas
      ? [{
          pointer: '/spec/replicas',
          message: `replicas ${workload.replicas} resets what ${autoscaler.manifest.kind} ${autoscaler.manifest.name} has chosen, at every apply`,
        }]
      : [];
  },
};
