import { budget, deployment, judge, only } from '../../../test/support/rules';

describe('several-disruption-budgets', () => {
  const id = 'several-disruption-budgets';
  test('fails for two on one pod', () =>
    expect(
      only(judge(id, [budget({ maxUnavailable: 1 }, 'one'), budget({ maxUnavailable: 1 }, 'two'), deployment()]))
        .message,
    ).toContain('one, two'));
  test('complies with one', () => expect(judge(id, [budget({ maxUnavailable: 1 }), deployment()])).toBe('compliant'));
  test('does not apply without', () => expect(judge(id, [deployment()])).toBe('not applicable'));
  test('names them all', () => {
    const budgets = ['one', 'two', 'three'].map((name) => budget({ maxUnavailable: 1 }, name));
    expect(judge('several-disruption-budgets', [...budgets, deployment()])).toEqual([{
      pointer: '/metadata/labels',
      message: '3 PodDisruptionBudgets select its pods: one, two, three; the eviction API refuses to choose',
    }]);
  });
});
