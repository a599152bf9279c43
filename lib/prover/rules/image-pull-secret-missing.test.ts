import { deployment, Json, judge, object, only } from '../../../test/support/rules';

describe('image-pull-secret-missing', () => {
  const id = 'image-pull-secret-missing';
  const secrets = { imagePullSecrets: [{ name: 'registry' }] };
  test('fails for pods and ServiceAccounts', () => {
    expect(only(judge(id, [deployment(secrets)])).pointer).toBe('/spec/template/spec/imagePullSecrets/0/name');
    expect(judge(id, [object('ServiceAccount', 'web', secrets)])).toHaveLength(1);
  });
  test('complies when it exists or is declared', () => {
    expect(judge(id, [deployment(secrets), object('Secret', 'registry')])).toBe('compliant');
    expect(judge(id, [deployment(secrets)], { declaredSecrets: ['registry'] })).toBe('compliant');
  });
  test('does not apply without', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('image-pull-secret-missing', () => {
  const secrets = { imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }] };
  const message = 'Secret mirror is not among the manifests of namespace shop';
  test.each<[string, Json, string]>([
    ['a pod', deployment(secrets), '/spec/template/spec/imagePullSecrets/1/name'],
    ['a ServiceAccount', object('ServiceAccount', 'web', secrets), '/imagePullSecrets/1/name'],
  ])('names the one that %s lacks', (_, owner, pointer) => {
    expect(judge('image-pull-secret-missing', [owner, object('Secret', 'registry')])).toEqual([{ pointer, message }]);
  });
});
