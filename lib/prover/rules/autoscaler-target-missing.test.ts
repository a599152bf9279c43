import { deployment, Json, judge, object, only } from '../../../test/support/rules';

describe('autoscaler-target-missing', () => {
  const id = 'autoscaler-target-missing';
  const scaler = (kind: string) =>
    object('HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { kind, name: 'web' }, maxReplicas: 3 } }, 'autoscaling/v2');
  test('fails when it does not exist', () => expect(only(judge(id, [scaler('StatefulSet'), deployment()])).message).toContain('StatefulSet/web'));
  test('complies when it exists', () => expect(judge(id, [scaler('Deployment'), deployment()])).toBe('compliant'));
  test('does not apply to kinds it does not know', () => expect(judge(id, [scaler('Rollout')])).toBe('not applicable'));
});

describe('autoscaler-target-missing', () => {
  const id = 'autoscaler-target-missing';
  const scaler = (scaleTargetRef: Json) => object('HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef, maxReplicas: 3 } }, 'autoscaling/v2');
  test('names the target it does not find', () =>
    expect(judge(id, [scaler({ kind: 'StatefulSet', name: 'web' }), deployment()])).toEqual([
      { pointer: '/spec/scaleTargetRef/name', message: 'StatefulSet/web is not among the manifests of namespace shop' },
    ]));
  test('fails for a target without a name', () =>
    expect(judge(id, [scaler({ kind: 'Deployment' }), deployment()])).toEqual([
      { pointer: '/spec/scaleTargetRef/name', message: 'Deployment/ is not among the manifests of namespace shop' },
    ]));
});
