import { budget, deployment, Json, judge, object, only } from '../../../test/support/rules';

describe('disruption-budget-never-allows-eviction', () => {
  const id = 'disruption-budget-never-allows-eviction';
  test.each([
    ['minAvailable 1 of 1', { minAvailable: 1 }, 1, '/spec/minAvailable'],
    ['minAvailable 51% of 1, which rounds up', { minAvailable: '51%' }, 1, '/spec/minAvailable'],
    ['minAvailable 100% of 3', { minAvailable: '100%' }, 3, '/spec/minAvailable'],
    ['maxUnavailable 0', { maxUnavailable: 0 }, 3, '/spec/maxUnavailable'],
  ])('fails when %s', (_, spec, replicas, pointer) => {
    expect(only(judge(id, [budget(spec), deployment({}, { replicas })])).pointer).toBe(pointer);
  });
  test.each([
    ['maxUnavailable 1', { maxUnavailable: 1 }, 1],
    ['minAvailable 1 of 2', { minAvailable: 1 }, 2],
    ['maxUnavailable 1% of 1, which rounds up', { maxUnavailable: '1%' }, 1],
  ])('complies with %s', (_, spec, replicas) =>
    expect(judge(id, [budget(spec), deployment({}, { replicas })])).toBe('compliant'),
  );
  test('counts with the fewest replicas of an autoscaler', () => {
    const scaler = object(
      'HorizontalPodAutoscaler',
      'web',
      {
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          minReplicas: 1,
          maxReplicas: 5,
        },
      },
      'autoscaling/v2',
    );
    expect(judge(id, [budget({ minAvailable: 1 }), scaler, deployment({}, { replicas: undefined })])).toHaveLength(1);
  });
  test('does not apply without pods', () => expect(judge(id, [budget({ minAvailable: 1 })])).toBe('not applicable'));
  const { selector, template } = deployment().spec;
  const canary = deployment({}, { selector, template }, { name: 'canary' });
  test.each<[string, Json, Json[], string, string]>([
    [
      'one pod', { minAvailable: 1 }, [deployment()], 'minAvailable',
      'minAvailable 1 allows not even the only pod of Deployment/web',
    ],
    [
      'neither field', {}, [deployment({}, { replicas: 3 })], 'minAvailable',
      'neither minAvailable nor maxUnavailable is written, which allows none of the 3 pods of Deployment/web',
    ],
    [
      'three pods',
      { minAvailable: '100%' },
      [deployment({}, { replicas: 3 })],
      'minAvailable',
      'minAvailable 100% allows none of the 3 pods of Deployment/web',
    ],
    [
      'maxUnavailable 0',
      { maxUnavailable: 0 },
      [deployment({}, { replicas: 2 })],
      'maxUnavailable',
      'maxUnavailable 0 allows none of the 2 pods of Deployment/web',
    ],
    [
      'pods of two workloads',
      { minAvailable: 2 },
      [deployment(), canary],
      'minAvailable',
      'minAvailable 2 allows none of the 2 pods of Deployment/web, Deployment/canary',
    ],
  ])('names value and workloads for %s', (_, spec, workloads, field, start) => {
    expect(judge(id, [budget(spec), ...workloads])).toEqual([
      { pointer: `/spec/${field}`, message: `${start} to be evicted` },
    ]);
  });
  test.each([
    ['maxUnavailable', { maxUnavailable: 1 }, 'it selects only Pod/p, which no controller makes: of these ' +
      'maxUnavailable 1 expects none, and allows no eviction'],
    ['minAvailable', { minAvailable: 1 }, 'minAvailable 1 allows not even the only pod of Pod/p to be evicted'],
  ])('fails when %s is of a pod that no controller makes', (limit, spec, message) => {
    const web = deployment();
    const pod = { ...web, apiVersion: 'v1', kind: 'Pod', spec: web.spec.template.spec,
      metadata: { ...web.metadata, name: 'p', labels: { app: 'web' } } };
    const finding = only(judge(id, [budget(spec), pod]));
    expect([finding.pointer, finding.message]).toEqual([`/spec/${limit}`, message]);
  });
  test('does not apply to a Job, whose pods end', () => {
    const job = object('Job', 'load', { spec: { template } }, 'batch/v1');
    expect(judge(id, [budget({ minAvailable: 1 }), job])).toBe('not applicable');
  });
});
