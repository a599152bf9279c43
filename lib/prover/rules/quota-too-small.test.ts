import { deployment, gpuNodes, judge, object, only } from '../../../test/support/rules';

describe('quota-too-small', () => {
  const id = 'quota-too-small';
  const quota = object('ResourceQuota', 'q', { spec: { hard: { pods: 2 } } });
  test('fails for more replicas than the quota allows', () =>
    expect(only(judge(id, [deployment({}, { replicas: 3 }), quota]))).toMatchObject({
      pointer: '/spec/replicas', message: 'a ResourceQuota lets not all of its pods exist', severity: undefined,
    }));
  test('warns about each where two together are too many', () => {
    const two = ['a', 'b'].map((name) => deployment({}, { replicas: 2 }, { name }));
    expect(judge(id, [...two, quota])).toMatchObject([{ severity: 'warning' }, { severity: 'warning' }]);
  });
  test('then pods-do-not-fit-cluster says nothing again', () =>
    expect(judge('pods-do-not-fit-cluster', [deployment({}, { replicas: 3 }), quota], { cluster: gpuNodes(9) })).toBe(
      'not applicable',
    ));
  test('complies with what fits', () => expect(judge(id, [deployment({}, { replicas: 2 }), quota])).toBe('compliant'));
  test('does not apply without a quota', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});
