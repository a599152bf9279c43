import { budget, deployment, judge, only } from '../../../test/support/rules';

describe('disruption-budget-selects-no-pod', () => {
  const id = 'disruption-budget-selects-no-pod';
  test('fails for labels nobody has, and for pods of another namespace', () => {
    expect(only(judge(id, [budget({ minAvailable: 1 })])).message).toContain('app=web');
    expect(judge(id, [budget({ minAvailable: 1 }), deployment({}, {}, { namespace: 'other' })])).toHaveLength(1);
  });
  test('complies when it selects pods', () =>
    expect(judge(id, [budget({ minAvailable: 1 }), deployment()])).toBe('compliant'));
  test('does not apply to other objects', () => expect(judge(id, [deployment()])).toBe('not applicable'));
  test('names the labels nobody has', () =>
    expect(judge('disruption-budget-selects-no-pod', [budget({ minAvailable: 1 })])).toEqual([
      { pointer: '/spec/selector', message: 'no pod in namespace shop has app=web' },
    ]));
});
