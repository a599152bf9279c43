import { Json, judge, object, only } from '../../../test/support/rules';

const API = 'rbac.authorization.k8s.io/v1';
const binding = (kind: string, name: string, own = 'RoleBinding') =>
  object(own, 'b', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name }, subjects: [] }, API);

describe('role-missing', () => {
  const check = (...objects: Json[]) => judge('role-missing', objects);
  test('fails for a Role that is not there', () =>
    expect(only(check(binding('Role', 'gone')))).toEqual({
      pointer: '/roleRef/name', message: 'Role gone is not among the manifests of namespace shop',
    }));
  test('only warns for a ClusterRole, which may come with something else', () =>
    expect(only(check(binding('ClusterRole', 'gone', 'ClusterRoleBinding')))).toEqual({
      pointer: '/roleRef/name', message: 'ClusterRole gone is not among the manifests', severity: 'warning',
    }));
  test.each(['cluster-admin', 'admin', 'edit', 'view', 'system:auth-delegator'])(
    'complies with %s, which every cluster has', (name) =>
      expect(check(binding('ClusterRole', name))).toBe('compliant'));
  test('complies with a role of the manifests', () => {
    expect(check(binding('Role', 'reader'), object('Role', 'reader', {}, API))).toBe('compliant');
    expect(check(binding('ClusterRole', 'reader'), object('ClusterRole', 'reader', {}, API))).toBe('compliant');
  });
  test('fails for a Role of another namespace', () =>
    expect(check(binding('Role', 'reader'), {
      apiVersion: API, kind: 'Role', metadata: { name: 'reader', namespace: 'other' },
    })).toHaveLength(1));
});
