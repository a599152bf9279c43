import { Draft, ofKind } from './draft';

/**
 * Autoscalers without metrics: their controller leaves the number of pods alone, and the run sets it, within their
 * bounds.
 */
export function addAutoscalers(draft: Draft): void {
  const { random, features, context, name: namespace, autoscaled } = draft;
  for (const { kind, metadata: { name }, spec } of ofKind(draft, 'Deployment', 'StatefulSet')) {
    if (spec.replicas > 1 && random.chance(22)) {
      features.add('autoscaler');
      const minReplicas = 1 + random.below(spec.replicas);
      autoscaled.set(name, minReplicas);
      const target = { type: 'Utilization', averageUtilization: 80 };
      const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
      const scaleTargetRef = { apiVersion: 'apps/v1', kind, name };
      context.push({
        apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, namespace },
        spec: { scaleTargetRef, minReplicas, maxReplicas: spec.replicas, metrics },
      });
    }
  }
}
