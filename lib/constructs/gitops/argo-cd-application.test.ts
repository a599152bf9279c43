import { Chart, Testing } from 'cdk8s';
import { ArgoCdApplication, ArgoCdApplicationProps, ArgoCdApplicationSet, ArgoCdAppProject } from '../..';

const repoUrl = 'https://git.example.com/team/apps.git';

function chartOf(): Chart {
  return new Chart(Testing.app(), 'argocd', { disableResourceNameHashes: true });
}

function application(props: Partial<ArgoCdApplicationProps>): any {
  const chart = chartOf();
  new ArgoCdApplication(chart, 'web', { repoUrl, path: 'dist/web', destination: { namespace: 'web' }, ...props });
  return Testing.synth(chart)[0];
}

test('labels, annotations and notifications stand in the metadata', () => {
  const { metadata } = application({
    labels: { team: 'search' },
    annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
    notifications: [{ trigger: 'on-sync-failed', service: 'slack', recipients: ['search', 'on-call'] }],
  });
  expect([metadata.labels, metadata.annotations]).toEqual([{ team: 'search' }, {
    'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
    'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'search;on-call',
  }]);
});

test('what is ignored is neither compared nor applied', () => {
  const { spec } = application({
    ignoreDifferences: [{ kind: { group: 'apps', kind: 'Deployment' }, jsonPointers: ['/spec/replicas'] }],
  });
  expect(spec.ignoreDifferences).toEqual([{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }]);
  expect(spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
});

test('a sync option is added, or takes the place of the one of its name', () => {
  const { spec } = application({ syncOptions: ['FailOnSharedResource=true', 'ServerSideApply=false'] });
  expect(spec.syncPolicy.syncOptions).toEqual([
    'ServerSideApply=false', 'SkipDryRunOnMissingResource=true', 'PruneLast=true', 'FailOnSharedResource=true',
  ]);
});

test('a cluster is named by its address or by the name that Argo CD knows', () => {
  expect(application({ destination: { namespace: 'web', name: 'production-eu' } }).spec.destination).toEqual({
    namespace: 'web', name: 'production-eu',
  });
});

test('the environments of a set have revisions and clusters of their own, and their project permits both', () => {
  const chart = chartOf();
  new ArgoCdAppProject(chart, 'research');
  new ArgoCdApplicationSet(chart, 'web', {
    repoUrl,
    project: 'research',
    environments: [
      { name: 'staging', destination: { namespace: 'web' } },
      { name: 'production', destination: { namespace: 'web', name: 'production-eu' }, targetRevision: 'v1.2.3' },
    ],
  });
  const [project, { spec }] = Testing.synth(chart);
  expect(spec.generators[0].list.elements).toEqual([
    {
      name: 'staging', path: 'dist/staging', revision: 'main', server: 'https://kubernetes.default.svc', cluster: '',
      namespace: 'web',
    },
    {
      name: 'production', path: 'dist/production', revision: 'v1.2.3', server: '', cluster: 'production-eu',
      namespace: 'web',
    },
  ]);
  expect(spec.template.spec.source.targetRevision).toBe('{{ .revision }}');
  expect(spec.template.spec.destination).toEqual({
    server: '{{ .server }}', name: '{{ .cluster }}', namespace: '{{ .namespace }}',
  });
  expect(project.spec.destinations).toEqual([
    { server: 'https://kubernetes.default.svc', namespace: 'web' }, { name: 'production-eu', namespace: 'web' },
  ]);
});

test.each<[string, Partial<ArgoCdApplicationProps>, string]>([
  [
    'its cluster is named twice', { destination: { namespace: 'web', server: 'https://a', name: 'b' } },
    "destination names its cluster twice, by server 'https://a' and by name 'b'; write one of them",
  ],
  [
    'a sync option has no value', { syncOptions: ['ServerSideApply'] },
    "sync option 'ServerSideApply' is not <name>=<value>; write for example FailOnSharedResource=true",
  ],
  [
    'an ignored difference names no field', { ignoreDifferences: [{ kind: { kind: 'Service' } }] },
    "ignoreDifferences of Service names no field; write jsonPointers: ['/spec/replicas']",
  ],
  [
    'an ignored field is no JSON pointer',
    { ignoreDifferences: [{ kind: { kind: 'Service' }, jsonPointers: ['spec.x'] }] },
    "ignoreDifferences of Service: 'spec.x' is not a JSON pointer; write for example '/spec/replicas'",
  ],
  [
    'an ignored field is a JSON pointer behind something else',
    { ignoreDifferences: [{ kind: { kind: 'Service' }, jsonPointers: ['/spec/ports', 'spec/replicas'] }] },
    "ignoreDifferences of Service: 'spec/replicas' is not a JSON pointer; write for example '/spec/replicas'",
  ],
  [
    'lists of ignored fields are empty',
    { ignoreDifferences: [{ kind: { kind: 'Service' }, jsonPointers: [], jqPathExpressions: [] }] },
    "ignoreDifferences of Service names no field; write jsonPointers: ['/spec/replicas']",
  ],
  [
    'a notification has no recipients',
    { notifications: [{ trigger: 'on-sync-failed', service: 'slack', recipients: [] }] },
    "notification 'on-sync-failed' by slack has no recipients; write at least one",
  ],
])('fails when %s', (_, props, message) => {
  expect(() => application(props)).toThrow(new Error(`argocd/web: ${message}`));
});

test.each([{ jqPathExpressions: ['.spec.replicas'] }, { managedFieldsManagers: ['kube-controller-manager'] }])(
  'a difference may be ignored by %j alone', (fields) => {
    const { ignoreDifferences } = application({ ignoreDifferences: [{ kind: { kind: 'Service' }, ...fields }] }).spec;
    expect(ignoreDifferences).toEqual([{ group: '', kind: 'Service', ...fields }]);
  },
);
