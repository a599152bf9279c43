import { container, deployment, Json, judge, object, only, statefulSet } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const web = ported({ name: 'http', containerPort: 8000 });
const service = (ports: Json[], spec: Json = {}) =>
  object('Service', 'web', { spec: { selector: { app: 'web' }, ports, ...spec } });

describe('service-selects-no-pod', () => {
  const id = 'service-selects-no-pod';
  test('fails for labels nobody has in the namespace', () => {
    expect(only(judge(id, [service([])])).message).toBe('no pod in namespace shop has app=web');
    expect(judge(id, [service([]), deployment({}, {}, { namespace: 'other' })])).toHaveLength(1);
  });
  test('only warns where an object of an unknown kind may make the pods', () => {
    expect(only(judge(id, [service([]), object('Widget', 'operator', {}, 'example.com/v1')])).severity).toBe('warning');
  });
  test('complies when it selects pods', () => expect(judge(id, [service([]), web])).toBe('compliant'));
  test('does not apply without selector, or to an external name', () => {
    expect(judge(id, [service([], { selector: undefined })])).toBe('not applicable');
    expect(judge(id, [service([], { type: 'ExternalName' })])).toBe('not applicable');
  });
});

describe('service-selects-no-pod', () => {
  const service = (port: Json) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports: [port] } });
  const id = 'service-selects-no-pod';
  const violation = { pointer: '/spec/selector', message: 'no pod in namespace shop has app=web' };
  test('is an error where every kind is known', () => expect(judge(id, [service({ port: 80 })])).toEqual([violation]));
  test('is a warning where an object of an unknown kind may make the pods', () =>
    expect(judge(id, [service({ port: 80 }), object('Widget', 'w', {}, 'example.com/v1')])).toEqual([
      { ...violation, severity: 'warning' },
    ]));
});

describe('service-selects-no-pod', () => {
  const id = 'service-selects-no-pod';
  const selecting = (selector: Json) =>
    object('Service', 'web', { spec: { selector, clusterIP: 'None', ports: [{ port: 80 }] } });
  const template = { template: { metadata: { labels: { app: 'train' } }, spec: { containers: [container()] } } };
  const job = object('Job', 'train', { spec: template }, 'batch/v1');
  const cron = object(
    'CronJob',
    'nightly',
    { spec: { schedule: '0 1 * * *', jobTemplate: { spec: template } } },
    'batch/v1',
  );
  test.each<[Json, Json]>([
    [{ 'job-name': 'train' }, job],
    [{ 'batch.kubernetes.io/job-name': 'train', 'app': 'train' }, job],
    [{ 'batch.kubernetes.io/job-completion-index': '0' }, job],
    [{ 'job-name': 'nightly-28000000' }, cron],
    [{ 'statefulset.kubernetes.io/pod-name': 'db-0' }, statefulSet()],
    [{ 'apps.kubernetes.io/pod-index': '0', 'app': 'db' }, statefulSet()], [{ 'pod-template-hash': '5d59d67564' }, web],
  ])('complies with the label that a controller puts on: %j', (selector, pods) =>
    expect(judge(id, [selecting(selector), pods])).toBe('compliant'),
  );
  test.each<[Json, Json]>([
    [{ 'job-name': 'other' }, job], [{ 'statefulset.kubernetes.io/pod-name': 'other-0' }, statefulSet()],
    [{ 'statefulset.kubernetes.io/pod-name': 'db-7' }, statefulSet()],
    [{ 'apps.kubernetes.io/pod-index': '7' }, statefulSet()],
    [{ 'statefulset.kubernetes.io/pod-name': 'db-0', 'app': 'web' }, statefulSet()], [{ 'job-name': 'web' }, web],
  ])('fails for %j, which no controller puts on', (selector, pods) =>
    expect(judge(id, [selecting(selector), pods])).toHaveLength(1),
  );
  test('a test of Helm does not stand', () => {
    const pod = {
      ...object('Pod', 'probe', { spec: { containers: [container()] } }),
      metadata: { name: 'probe', namespace: 'shop', labels: { app: 'x' }, annotations: { 'helm.sh/hook': 'test' } },
    };
    expect(only(judge(id, [selecting({ app: 'x' }), pod])).message).toContain('Pod/probe, a hook that no update runs');
  });

  const binding = (verbs: string[], resources: string[]) => [
    object('Role', 'self', { rules: [{ apiGroups: [''], resources, verbs }] }, 'rbac.authorization.k8s.io/v1'),
    object(
      'RoleBinding',
      'self',
      { roleRef: { kind: 'Role', name: 'self' }, subjects: [{ kind: 'ServiceAccount', name: 'vault' }] },
      'rbac.authorization.k8s.io/v1',
    ),
  ];
  const vault = deployment({ serviceAccountName: 'vault' }, {}, { name: 'vault' });
  const active = selecting({ 'app': 'vault', 'vault-active': 'true' });
  test('only warns where pods may change their own labels', () => {
    const { severity, message } = only(judge(id, [active, vault, ...binding(['get', 'patch'], ['pods'])]));
    expect([severity, message]).toEqual([
      'warning', expect.stringContaining('; Deployment/vault may provide them at run time'),
    ]);
  });
  test('only warns where an operator may create pods', () =>
    expect(only(judge(id, [selecting({ app: 'x' }), vault, ...binding(['*'], ['statefulsets'])])).severity).toBe(
      'warning',
    ));
  test.each<[string, Json[]]>([
    ['may only read pods', [active, vault, ...binding(['get'], ['pods'])]],
    ['contradicts the selector', [selecting({ app: 'other' }), vault, ...binding(['patch'], ['pods'])]],
    ['runs as another account', [active, deployment({}, {}, { name: 'vault' }), ...binding(['patch'], ['pods'])]],
  ])('fails where the workload %s', (_, objects) => expect(only(judge(id, objects)).severity).toBeUndefined());
});

describe('service-selects-no-pod', () => {
  const rollout = (strategy: Json) => object('Rollout', 'web', {
    spec: {
      replicas: 2, strategy, selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container()] } },
    },
  }, 'argoproj.io/v1alpha1');
  const found = (selector: Json, strategy: Json) => judge('service-selects-no-pod', [
    object('Service', 'web', { spec: { selector, ports: [{ port: 80 }] } }), rollout(strategy),
  ]);
  const labels = { role: 'preview' };
  test.each<[string, Json]>([
    ['canaries', { canary: { canaryMetadata: { labels } } }],
    ['stable pods', { canary: { stableMetadata: { labels } } }],
    ['active pods', { blueGreen: { activeMetadata: { labels } } }],
    ['previews', { blueGreen: { previewMetadata: { labels } } }],
    ['experiments', { canary: { steps: [{ experiment: { templates: [{ name: 'new', metadata: { labels } }] } }] } }],
  ])('complies with labels that a Rollout gives its %s', (_, strategy) => {
    expect(found({ app: 'web', role: 'preview' }, strategy)).toBe('compliant');
    expect(found({ app: 'web', role: 'other' }, strategy)).toHaveLength(1);
  });
  test('fails for a label that no part of a Rollout gets', () =>
    expect(found({ app: 'web', role: 'preview' }, { canary: {} })).toHaveLength(1));
});
