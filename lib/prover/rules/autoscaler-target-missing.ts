import { NOT_APPLICABLE, REPLICATED_KINDS, Rule } from '../engine/rule';

export const autoscalerTargetMissing: Rule = {
  id: 'autoscaler-target-missing',
  title: 'Autoscaler target does not exist',
  severity: 'error',
  explanation:
    'The autoscaler scales nothing and reports FailedGetScale, while the workload keeps the replicas it has.',
  remediation: 'Write the kind and name of a workload in the same namespace into spec.scaleTargetRef (spec.targetRef of a VerticalPodAutoscaler).',
  upstream: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject', 'VerticalPodAutoscaler'],
  evaluate({ root, manifest }, context) {
    const target = root.get('spec', manifest.kind === 'VerticalPodAutoscaler' ? 'targetRef' : 'scaleTargetRef');
    const kind = target.get('kind').string() ?? (manifest.kind === 'ScaledObject' ? 'Deployment' : '');
    const name = target.get('name').string() ?? '';
    if (![...REPLICATED_KINDS, 'DaemonSet', 'Job', 'CronJob', 'Rollout', 'LeaderWorkerSet'].includes(kind)) {
      return NOT_APPLICABLE;
    }
    return context.model.find(kind, manifest.namespace, name)
      ? []
      : [{
          pointer: target.get('name').pointer,
          message: `${kind}/${name} is not among the manifests of namespace ${manifest.namespace}`,
        }];
  },
};
