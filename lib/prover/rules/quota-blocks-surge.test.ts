import { deployment, gpuNodes, judge, object, only } from '../../../test/support/rules';

describe('quota-blocks-surge', () => {
  const id = 'quota-blocks-surge';
  const quota = (pods: number) => object('ResourceQuota', 'q', { spec: { hard: { pods } } });
  const web = (strategy: object) => deployment({}, { strategy });
  test('fails where the quota has no room for one pod more, with and without nodes', () => {
    for (const cluster of [undefined, gpuNodes(3)]) {
      expect(only(judge(id, [web({}), quota(1)], { cluster }))).toMatchObject({
        pointer: '/spec/strategy', message: 'a ResourceQuota lets no update finish', severity: undefined,
      });
    }
  });
  test('then update-cannot-finish says nothing again', () =>
    expect(judge('update-cannot-finish', [web({}), quota(1)], { cluster: gpuNodes(3) })).toBe('not applicable'));
  test('warns where it depends on the size of another workload', () => {
    const scaled = deployment({}, {}, { name: 'api' });
    const scaler = object(
      'HorizontalPodAutoscaler',
      'api',
      {
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, maxReplicas: 3 },
      },
      'autoscaling/v2',
    );
    expect(
      only(
        judge(id, [web({}), { ...scaled, spec: { ...scaled.spec, strategy: { type: 'Recreate' } } }, scaler, quota(4)]),
      ).severity,
    ).toBe('warning');
  });
  test('complies where a pod may be missing or the quota has room', () => {
    expect(judge(id, [web({ type: 'Recreate' }), quota(1)])).toBe('compliant');
    expect(judge(id, [web({}), quota(2)])).toBe('compliant');
  });
  test('does not apply without a quota, or where not even the pods that run fit', () => {
    expect(judge(id, [web({})])).toBe('not applicable');
    expect(judge(id, [deployment({}, { replicas: 3 }), quota(1)])).toBe('not applicable');
  });
});
