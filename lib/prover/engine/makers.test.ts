import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

const needs = deployment({ containers: [container({ envFrom: [{ secretRef: { name: 'admin-password' } }] })] });
const rbac = (verbs: string[], resource = 'secrets'): Json[] => [
  object(
    'Role',
    'init',
    { rules: [{ apiGroups: [''], resources: [resource], verbs }] },
    'rbac.authorization.k8s.io/v1',
  ),
  object(
    'RoleBinding',
    'init',
    { roleRef: { kind: 'Role', name: 'init' }, subjects: [{ kind: 'ServiceAccount', name: 'init' }] },
    'rbac.authorization.k8s.io/v1',
  ),
];
const job = (args: string[], serviceAccountName = 'init', annotations: Json = {}): Json => ({
  ...object(
    'Job',
    'init',
    { spec: { template: { spec: { serviceAccountName, containers: [container({ args })] } } } },
    'batch/v1',
  ),
  metadata: { name: 'init', namespace: 'shop', annotations },
});
const check = (...objects: Json[]) => judge('secret-missing', [needs, ...objects]);

test('complies when a Job that may create Secrets names it', () =>
  expect(check(job(['kubectl create secret generic admin-password --from-literal=a=b']), ...rbac(['create']))).toBe(
    'compliant',
  ));

test('complies when the Job reads the name from a script', () => {
  const script = object('ConfigMap', 'script', {
    data: { 'run.sh': 'kubectl create secret generic\nadmin-password\n' },
  });
  const reads = job([]);
  reads.spec.template.spec.volumes = [{ name: 's', configMap: { name: 'script' } }];
  expect(check(reads, script, ...rbac(['*'], '*'))).toBe('compliant');
});

test('only warns when a workload may create Secrets and does not name it', () =>
  expect(only(check(job(['init']), ...rbac(['create'])))).toMatchObject({
    severity: 'warning', message: expect.stringContaining('; Job/init may make it'),
  }));

test('only warns when a custom resource of an unknown kind may bring it', () =>
  expect(only(check(object('Database', 'db', {}, 'example.com/v1'))).message).toContain('; Database/db may make it'));

test.each<[string, Json[]]>([
  ['may only read Secrets', [job(['admin-password']), ...rbac(['get'])]],
  ['may create something else', [job(['admin-password']), ...rbac(['create'], 'configmaps')]],
  ['runs as another account', [job(['admin-password'], 'default'), ...rbac(['create'])]],
  [
    'is a test, which no update runs',
    [job(['admin-password'], 'init', { 'helm.sh/hook': 'test' }), ...rbac(['create'])],
  ],
])('fails when the Job %s', (_, objects) => expect(only(check(...objects)).severity).toBeUndefined());

test('a workload cannot make what its own pods wait for', () => {
  const self = deployment({
    serviceAccountName: 'init',
    containers: [container({ args: ['admin-password'], envFrom: [{ secretRef: { name: 'admin-password' } }] })],
  });
  expect(only(judge('secret-missing', [self, ...rbac(['create'])])).severity).toBeUndefined();
});

describe('pods that may make it before their containers start', () => {
  const env = { envFrom: [{ secretRef: { name: 'admin-password' } }] };
  const own = (pod: Json) => deployment({ serviceAccountName: 'init', containers: [container()], ...pod });
  const judged = (pod: Json) => only(judge('secret-missing', [own(pod), ...rbac(['create'])]));

  test('only warn when an init container may make it', () => {
    expect(judged({ initContainers: [container({ name: 'i' })], containers: [container(env)] })).toMatchObject({
      severity: 'warning', message: expect.stringMatching(/; Deployment\/\S+ may make it$/),
    });
  });

  test.each<[string, Json]>([
    ['no init container', { containers: [container(env)] }],
    ['an init container that wants it', {
      initContainers: [container({ name: 'i', ...env })], containers: [container(env)],
    }],
    ['a volume that wants it', {
      initContainers: [container({ name: 'i' })], containers: [container(env)],
      volumes: [{ name: 'v', secret: { secretName: 'admin-password' } }],
    }],
  ])('fail with %s', (_, pod) => expect(judged(pod).severity).toBeUndefined());
});
