import { Json } from '../../../test/support/rules';
import { refusals, saysOfEach } from '../../../test/support/refusals';

const GROUP = 'rbac.authorization.k8s.io';
const access = (kind: string, more: Json) =>
  refusals({ apiVersion: `${GROUP}/v1`, kind, metadata: { name: 'x' }, ...more });

describe('a rule of a role', () => {
  const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
  saysOfEach(([kind, given]: [string, Json]) => access(kind, { rules: [given] }), [
    [['Role', rule]], [['Role', { ...rule, resourceNames: ['a'] }]], [['ClusterRole', rule]],
    [['Role', { ...rule, verbs: [] }], '/rules/0/verbs is missing'],
    [['Role', { ...rule, apiGroups: [] }], '/rules/0/apiGroups is missing'],
    [['ClusterRole', { ...rule, resources: [] }], '/rules/0/resources is missing'],
    [['Role', { verbs: ['get'] }], '/rules/0/apiGroups is missing', '/rules/0/resources is missing'],
    [['ClusterRole', { nonResourceURLs: ['/a'], verbs: ['get'] }]],
    [['Role', { nonResourceURLs: ['/a'], verbs: ['get'] }],
      '/rules/0/nonResourceURLs must not be given in a Role; write a ClusterRole'],
    [['ClusterRole', { ...rule, nonResourceURLs: ['/a'] }],
      '/rules/0/nonResourceURLs must not be given beside resources'],
    [['ClusterRole', { nonResourceURLs: ['/a'], verbs: ['get'], resourceNames: ['a'] }],
      '/rules/0/nonResourceURLs must not be given beside resources'],
    [['Role', { ...rule, nonResourceURLs: ['/a'] }],
      '/rules/0/nonResourceURLs must not be given in a Role; write a ClusterRole'],
  ]);
});

describe('a ClusterRole made of others', () => {
  saysOfEach((aggregationRule: Json | undefined) => access('ClusterRole', { aggregationRule }), [
    [undefined], [{ clusterRoleSelectors: [{}] }],
    [{}, '/aggregationRule/clusterRoleSelectors is missing'],
    [{ clusterRoleSelectors: [] }, '/aggregationRule/clusterRoleSelectors is missing'],
  ]);
});

describe('what a binding refers to', () => {
  const bound = ([kind, roleRef]: [string, Json]) => access(kind, { roleRef: { name: 'a', ...roleRef } });
  saysOfEach(bound, [
    [['RoleBinding', { kind: 'Role' }]], [['RoleBinding', { kind: 'ClusterRole', apiGroup: GROUP }]],
    [['ClusterRoleBinding', { kind: 'ClusterRole', apiGroup: '' }]], [['RoleBinding', { kind: 'Role', name: 'a:b' }]],
    [['RoleBinding', { kind: 'User' }], '/roleRef/kind must be Role or ClusterRole, is "User"'],
    [['ClusterRoleBinding', { kind: 'Role' }], '/roleRef/kind must be ClusterRole, is "Role"'],
    [['RoleBinding', { kind: '' }], '/roleRef/kind is missing'],
    [['RoleBinding', { kind: 'Role', apiGroup: 'apps' }], `/roleRef/apiGroup must be ${GROUP}, is "apps"`],
    [['RoleBinding', { kind: 'Role', name: '' }], '/roleRef/name is missing'],
    [['RoleBinding', { kind: 'Role', name: 'a/b' }], `/roleRef/name must not contain '/' or '%', is "a/b"`],
  ]);
});

describe('whom a binding is for', () => {
  const bound = ([kind, subject]: [string, Json]) =>
    access(kind, { roleRef: { kind: 'ClusterRole', name: 'a' }, subjects: [{ name: 'a', ...subject }] })
      .map((text) => text.replace('/subjects/0/', ''));
  const account = { kind: 'ServiceAccount' };
  saysOfEach(bound, [
    [['RoleBinding', account]], [['ClusterRoleBinding', { ...account, namespace: 'b' }]],
    [['ClusterRoleBinding', account], 'namespace is missing'],
    [['RoleBinding', { ...account, apiGroup: GROUP }],
      `apiGroup must not be given for a ServiceAccount, is "${GROUP}"`],
    [['RoleBinding', { ...account, name: 'A' }],
      'name must be lower-case letters, digits, - and ., starting and ending with a letter or digit, is "A"'],
    ...['User', 'Group'].flatMap((kind) => [
      [['RoleBinding', { kind, name: 'A b' }] as [string, Json]] as const,
      [['RoleBinding', { kind, apiGroup: GROUP }] as [string, Json]] as const,
      [['ClusterRoleBinding', { kind, apiGroup: 'apps' }] as [string, Json],
        `apiGroup must be ${GROUP}, is "apps"`] as const,
      [['RoleBinding', { kind, name: '' }] as [string, Json], 'name is missing'] as const,
    ]),
    [['RoleBinding', { kind: 'Pod' }], 'kind must be ServiceAccount, User or Group, is "Pod"'],
    [['RoleBinding', { kind: '' }], 'kind is missing'],
  ]);
});
