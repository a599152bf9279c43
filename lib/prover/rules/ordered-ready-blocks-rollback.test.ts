import { judge, only, statefulSet } from '../../../test/support/rules';

describe('ordered-ready-blocks-rollback', () => {
  const id = 'ordered-ready-blocks-rollback';
  test('fails by default', () => expect(only(judge(id, [statefulSet()])).pointer).toBe('/spec/podManagementPolicy'));
  test('complies with Parallel', () =>
    expect(judge(id, [statefulSet({ podManagementPolicy: 'Parallel' })])).toBe('compliant'));
  test('does not apply to OnDelete', () =>
    expect(judge(id, [statefulSet({ updateStrategy: { type: 'OnDelete' } })])).toBe('not applicable'));
  test('says what it blocks', () =>
    expect(judge(id, [statefulSet()])).toEqual([{
      pointer: '/spec/podManagementPolicy',
      message: 'podManagementPolicy is OrderedReady: a revision that never becomes ready also blocks the way back',
    }]));
  test('does not apply without replicas', () =>
    expect(judge(id, [statefulSet({ replicas: 0 })])).toBe('not applicable'));
});
