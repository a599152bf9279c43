import { deployment, judge, only, statefulSet } from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});

describe('rolling-update-fields-without-rolling-update', () => {
  const id = 'rolling-update-fields-without-rolling-update';
  const recreate = (rollingUpdate?: object | null) => [
    deployment({}, { strategy: { type: 'Recreate', rollingUpdate } }),
  ];
  test('fails beside Recreate and OnDelete', () => {
    expect(only(judge(id, recreate({ maxSurge: 1 }))).message).toContain('type Recreate');
    expect(
      only(judge(id, [statefulSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } })])).pointer,
    ).toBe('/spec/updateStrategy/rollingUpdate');
  });
  test('complies when it is absent or null', () => {
    expect(judge(id, recreate())).toBe('compliant');
    expect(judge(id, recreate(null))).toBe('compliant');
  });
  test('does not apply to RollingUpdate', () =>
    expect(judge(id, [deployment({}, rolling(1, 0))])).toBe('not applicable'));
});
