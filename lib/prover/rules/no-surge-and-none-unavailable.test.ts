import { deployment, judge, only } from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});

describe('no-surge-and-none-unavailable', () => {
  const id = 'no-surge-and-none-unavailable';
  test.each([
    [0, 0],
    ['0%', 0],
  ])('fails for maxSurge %s and maxUnavailable %s', (surge, unavailable) => {
    expect(only(judge(id, [deployment({}, rolling(surge, unavailable))])).pointer).toBe('/spec/strategy/rollingUpdate');
  });
  test('complies otherwise, with defaults too', () => {
    expect(judge(id, [deployment({}, rolling(0, '25%'))])).toBe('compliant');
    expect(judge(id, [deployment()])).toBe('compliant');
  });
  test('does not apply to Recreate', () =>
    expect(judge(id, [deployment({}, { strategy: { type: 'Recreate' } })])).toBe('not applicable'));
  test('fails for a DaemonSet whose only field is maxUnavailable 0', () => {
    const daemon = {
      ...deployment({}, { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }),
      kind: 'DaemonSet',
    };
    expect(judge(id, [daemon])).toHaveLength(1);
  });
});

describe('no-surge-and-none-unavailable', () => {
  const rolling = (maxSurge: number | undefined, maxUnavailable: number) => ({
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
  });
  const id = 'no-surge-and-none-unavailable';
  test('says what is wrong', () =>
    expect(judge(id, [deployment({}, rolling(0, 0))])).toEqual([{
      pointer: '/spec/strategy/rollingUpdate',
      message: 'maxSurge and maxUnavailable are both 0; the API server refuses it',
    }]));
  test('complies when a Deployment writes maxUnavailable 0 only: it surges by 25%', () =>
    expect(judge(id, [deployment({}, rolling(undefined, 0))])).toBe('compliant'));
});
