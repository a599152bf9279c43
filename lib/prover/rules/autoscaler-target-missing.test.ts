import { deployment, Json, judge, object, only } from '../../../test/support/rules';

describe('autoscaler-target-missing', () => {
  const id = 'autoscaler-target-missing';
  const scaler = (kind: string) =>
    object(
      'HorizontalPodAutoscaler',
      'web',
      { spec: { scaleTargetRef: { kind, name: 'web' }, maxReplicas: 3 } },
      'autoscaling/v2',
    );
  test('fails when it does not exist', () =>
    expect(only(judge(id, [scaler('StatefulSet'), deployment()])).message).toContain('StatefulSet/web'));
  test('complies when it exists', () => expect(judge(id, [scaler('Deployment'), deployment()])).toBe('compliant'));
  test('does not apply to kinds it does not know', () => expect(judge(id, [scaler('Widget')])).toBe('not applicable'));
  test('fails for a VerticalPodAutoscaler, whose target has another name', () => {
    const vpa = object(
      'VerticalPodAutoscaler', 'web', { spec: { targetRef: { kind: 'DaemonSet', name: 'web' } } },
      'autoscaling.k8s.io/v1',
    );
    expect(only(judge(id, [vpa]))).toEqual({
      pointer: '/spec/targetRef/name', message: 'DaemonSet/web is not among the manifests of namespace shop',
    });
  });
  test('fails for a ScaledObject, which means a Deployment, and a Rollout that do not exist', () => {
    const scaled = object('ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' } } }, 'keda.sh/v1alpha1');
    expect(only(judge(id, [scaled])).message).toContain('Deployment/web');
    expect(judge(id, [scaled, deployment()])).toBe('compliant');
    expect(only(judge(id, [scaler('Rollout')])).message).toContain('Rollout/web');
  });
});

describe('autoscaler-target-missing', () => {
  const id = 'autoscaler-target-missing';
  const scaler = (scaleTargetRef: Json) =>
    object('HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef, maxReplicas: 3 } }, 'autoscaling/v2');
  test('names the target it does not find', () =>
    expect(judge(id, [scaler({ kind: 'StatefulSet', name: 'web' }), deployment()])).toEqual([
      { pointer: '/spec/scaleTargetRef/name', message: 'StatefulSet/web is not among the manifests of namespace shop' },
    ]));
  test('fails for a target without a name', () =>
    expect(judge(id, [scaler({ kind: 'Deployment' }), deployment()])).toEqual([
      { pointer: '/spec/scaleTargetRef/name', message: 'Deployment/ is not among the manifests of namespace shop' },
    ]));
});
