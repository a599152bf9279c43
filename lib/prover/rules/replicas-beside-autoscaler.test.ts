import { deployment, judge, object, only } from '../../../test/support/rules';

describe('replicas-beside-autoscaler', () => {
  const id = 'replicas-beside-autoscaler';
  const scaler = object(
    'HorizontalPodAutoscaler',
    'web',
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 } },
    'autoscaling/v2',
  );
  test('fails when both are written', () =>
    expect(only(judge(id, [scaler, deployment()])).pointer).toBe('/spec/replicas'));
  test('complies without replicas', () =>
    expect(judge(id, [scaler, deployment({}, { replicas: undefined })])).toBe('compliant'));
  test('does not apply without an autoscaler', () => expect(judge(id, [deployment()])).toBe('not applicable'));
  test('names the replicas and the autoscaler', () => {
    const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 };
    const scaler = object('HorizontalPodAutoscaler', 'scaler', { spec }, 'autoscaling/v2');
    expect(judge('replicas-beside-autoscaler', [scaler, deployment({}, { replicas: 2 })])).toEqual([{
      pointer: '/spec/replicas',
      message: 'replicas 2 resets what HorizontalPodAutoscaler scaler has chosen, at every apply',
    }]);
  });
});
