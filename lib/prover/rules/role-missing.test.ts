import { Json, judge, object, only } from '../../../test/support/rules';

const API = 'rbac.authorization.k8s.io/v1';
const binding = (kind: string, name: string, own = 'RoleBinding') =>
  object(own, 'b', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name }, subjects: [] }, API);

describe('role-missing', () => {
  const check = (...objects: Json[]) => judge('role-missing', objects);
  const own = object('ServiceAccount', 'runner');
  test('fails for a Role that is not there', () =>
    expect(only(check(binding('Role', 'gone'), own))).toEqual({
      pointer: '/roleRef/name', message: 'Role gone is not among the manifests of namespace shop',
    }));
  test('only warns for a ClusterRole, which may come with something else', () =>
    expect(only(check(binding('ClusterRole', 'gone', 'ClusterRoleBinding')))).toEqual({
      pointer: '/roleRef/name', message: 'ClusterRole gone is not among the manifests', severity: 'warning',
    }));
  test.each(['cluster-admin', 'admin', 'edit', 'view', 'system:auth-delegator'])(
    'complies with %s, which every cluster has', (name) =>
      expect(check(binding('ClusterRole', name))).toBe('compliant'));
  test('only warns in a namespace of which the manifests hold nothing but bindings', () =>
    expect(only(check(binding('Role', 'gone')))).toMatchObject({ severity: 'warning' }));
  test('complies with the Role of kube-system that lets extension servers read how clients are told', () => {
    const name = 'extension-apiserver-authentication-reader';
    const reader = (namespace: string) =>
      ({ ...binding('Role', name), metadata: { name: 'b', namespace } });
    expect(check(reader('kube-system'))).toBe('compliant');
    expect(check(reader('shop'))).toHaveLength(1);
  });
  test('complies with a role of the manifests', () => {
    expect(check(binding('Role', 'reader'), object('Role', 'reader', {}, API))).toBe('compliant');
    expect(check(binding('ClusterRole', 'reader'), object('ClusterRole', 'reader', {}, API))).toBe('compliant');
  });
  test('fails for a Role of another namespace', () =>
    expect(check(binding('Role', 'reader'), {
      apiVersion: API, kind: 'Role', metadata: { name: 'reader', namespace: 'other' },
    })).toHaveLength(1));
});
