import { deployment, judge, object } from '../../../test/support/rules';

const POD = '/spec/template/spec';

describe('service-account-missing', () => {
  const id = 'service-account-missing';
  test('fails when it does not exist', () =>
    expect(judge(id, [deployment({ serviceAccountName: 'web' })])).toHaveLength(1));
  test('complies when it exists', () =>
    expect(judge(id, [deployment({ serviceAccountName: 'web' }), object('ServiceAccount', 'web')])).toBe('compliant'));
  test('does not apply to default', () =>
    expect(judge(id, [deployment({ serviceAccountName: 'default' })])).toBe('not applicable'));
  test.each(['serviceAccountName', 'serviceAccount'])('names the account in %s', (field) => {
    expect(judge(id, [deployment({ [field]: 'robot' })])).toEqual([{ pointer: `${POD}/${field}`, message: 'ServiceAccount robot is not among the manifests of namespace shop' }]);
  });
  test('reads serviceAccountName where both are written', () =>
    expect(
      judge(id, [deployment({ serviceAccountName: 'web', serviceAccount: 'robot' }), object('ServiceAccount', 'web')]),
    ).toBe('compliant'));
  test.each([
    ['an empty name, which stands for default', { serviceAccountName: '' }],
    ['default by its old name', { serviceAccount: 'default' }],
    ['no name at all', {}],
  ])('does not apply to %s', (_, pod) => expect(judge(id, [deployment(pod)])).toBe('not applicable'));
});
