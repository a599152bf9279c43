import { deployment, judge, object, only } from '../../../test/support/rules';

describe('duplicate-object', () => {
  const id = 'duplicate-object';
  test('fails once, at the later one, with the place of the first', () =>
    expect(only(judge(id, [deployment(), deployment()])).message).toContain('already defined at app.yaml:1'));
  test('complies in different namespaces and API groups', () => {
    expect(judge(id, [deployment(), deployment({}, {}, { namespace: 'other' })])).toBe('compliant');
    expect(
      judge(id, [object('Ingress', 'a', {}, 'networking.k8s.io/v1'), object('Ingress', 'a', {}, 'traefik.io/v1')]),
    ).toBe('compliant');
  });
  test.each(['ClusterRole', 'DeviceClass'])('fails for a %s whatever its namespace, which is cleared', (kind) => {
    const [first, second] = ['a', 'b'].map((namespace) => ({
      apiVersion: kind === 'ClusterRole' ? 'rbac.authorization.k8s.io/v1' : 'resource.k8s.io/v1', kind,
      metadata: { name: 'x', namespace },
    }));
    expect(only(judge(id, [first, second])).message).toBe(
      `${kind}/x is already defined at app.yaml:1; the last one applied wins`,
    );
  });
  test('does not apply without a name', () =>
    expect(judge(id, [{ apiVersion: 'v1', kind: 'ConfigMap' }])).toBe('not applicable'));
  test('names the object, its namespace and the place of the first', () =>
    expect(judge('duplicate-object', [deployment(), deployment()])).toEqual([{
      pointer: '/metadata/name',
      message: 'Deployment/web in namespace shop is already defined at app.yaml:1; the last one applied wins',
    }]));
});
