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
  [
    'two recipients are one text', { notifications: [{ trigger: 'on-x', service: 'slack', recipients: ['a', 'b;c'] }] },
    "notification 'on-x' by slack: 'b;c' is no recipient; write one in each text, such as 'my-channel'",
  ],
  [
    'a recipient is empty', { notifications: [{ trigger: 'on-x', service: 'slack', recipients: [' '] }] },
    "notification 'on-x' by slack: ' ' is no recipient; write one in each text, such as 'my-channel'",
  ],
  ...[['on x', 'slack'], ['on-x', ''], ['', 'slack']].map(
    ([trigger, service]): [string, Partial<ArgoCdApplicationProps>, string] => [
      `the trigger '${trigger}' and the service '${service}' are no annotation`,
      { notifications: [{ trigger, service, recipients: ['a'] }] },
      `notification '${trigger}' by '${service}' becomes the annotation notifications.argoproj.io/subscribe.${trigger}.${service}, ` +
      'which no object can have; write for example on-sync-failed and slack',
    ]),
  [
    'a label is none', { labels: { team: 'a b' } },
    "labels has 'team: a b', which must be letters, digits, -, _ and ., starting and ending with a letter or digit; " +
    'write a label that the API server takes',
  ],
  [
    'the key of an annotation is none', { annotations: { 'a b': 'c' } },
    "annotations has the key 'a b', which must be letters, digits, -, _ and ., starting and ending with a letter or digit; " +
    'write one that the API server takes',
  ],
  [
    'the kind of an ignored difference is none',
    { ignoreDifferences: [{ kind: { kind: 'deployments' }, jsonPointers: ['/spec/replicas'] }] },
    "ignoreDifferences: kind 'deployments' is not a kind; write for example Deployment",
  ],
  [
    'the group of an ignored difference has a version',
    { ignoreDifferences: [{ kind: { kind: 'Deployment', group: 'apps/v1' }, jsonPointers: ['/spec/replicas'] }] },
    "ignoreDifferences: group 'apps/v1' of Deployment is not an API group; write for example apps",
  ],
  ...[{ jqPathExpressions: [''] }, { managedFieldsManagers: ['a', ' '] }].map(
    (fields): [string, Partial<ArgoCdApplicationProps>, string] => [
      `an ignored difference has ${JSON.stringify(fields)}`, { ignoreDifferences: [{ kind: { kind: 'Service' }, ...fields }] },
      'ignoreDifferences of Service has an empty text, which names no field; leave it out',
    ]),
  ['its project is no name', { project: 'My Team' }, "project 'My Team' is not a Kubernetes object name; " +
    "write at most 253 lower-case letters, digits, '-' and '.'"],
  ...['', 'A', 'a b', 'team-*', 'a.b', 'x'.repeat(64), '-a'].map(
    (namespace): [string, Partial<ArgoCdApplicationProps>, string] => [
      `its namespace is '${namespace}'`, { destination: { namespace } },
      `destination.namespace '${namespace}' is no name of a namespace; write at most 63 lower-case letters, digits and '-'`,
    ]),
  ...['', 'kubernetes.default.svc', 'https://', 'https://*', 'https://a b'].map(
    (server): [string, Partial<ArgoCdApplicationProps>, string] => [
      `its server is '${server}'`, { destination: { namespace: 'web', server } },
      `destination.server '${server}' is no address; write for example https://kubernetes.default.svc`,
    ]),
  ...['', ' ', 'team-*', ' a'].map((name): [string, Partial<ArgoCdApplicationProps>, string] => [
    `its cluster is called '${name}'`, { destination: { namespace: 'web', name } },
    `destination.name '${name}' is no name of a cluster; write one that argocd cluster list prints`,
  ]),
])('fails when %s', (_, props, message) => {
  expect(() => application(props)).toThrow(new Error(`argocd/web: ${message}`));
});

test.each(['*', 'Deployment'])('the kind %s of the group * may be ignored', (kind) => {
  const difference = { kind: { kind, group: '*' }, jsonPointers: ['/spec/replicas'] };
  expect(application({ ignoreDifferences: [difference] }).spec.ignoreDifferences).toMatchObject([{ group: '*', kind }]);
});

test('the label of the environments of a set is the construct\'s, and their Applications have names that can be', () => {
  const set = (props: object) => () => new ArgoCdApplicationSet(chartOf(), 'web', {
    repoUrl, environments: [{ name: 'production', destination: { namespace: 'web' } }], ...props,
  });
  expect(set({ labels: { environment: 'x' } }))
    .toThrow("argocd/web: labels has 'environment', which is written by the construct; leave it out");
  expect(set({ name: 'x'.repeat(250) }))
    .toThrow(/^argocd\/web: application name 'x+-production' is not a Kubernetes object name/);
});

describe('of what a project permits beside its Applications', () => {
  const project = (props: object) => {
    const chart = chartOf();
    new ArgoCdAppProject(chart, 'p', props);
    return Testing.synth(chart)[0].spec;
  };

  test('* stands for any characters', () => {
    const destinations = [
      { namespace: 'team-*', server: '*' }, { namespace: '!kube-system', server: 'https://*.example.com' },
      { namespace: '*', name: 'production-*' },
    ];
    const { sourceRepos, ...spec } = project({
      destinations, sourceRepos: ['https://git.example.com/*', '!https://git.example.com/x.git'],
      kinds: [{ kind: '*', group: 'batch' }],
    });
    expect(sourceRepos).toEqual(['!https://git.example.com/x.git', 'https://git.example.com/*']);
    expect(spec.destinations).toEqual(expect.arrayContaining(destinations));
    expect(spec.clusterResourceWhitelist).toBeDefined();
  });

  test.each<[object, string]>([
    [{ destinations: [{ namespace: '' }] },
      "destination.namespace '' is no pattern of namespaces; write for example team-*"],
    [{ destinations: [{ namespace: 'a b' }] }, "destination.namespace 'a b' is no pattern of namespaces"],
    [{ destinations: [{ namespace: 'a', server: 'example.com' }] }, "destination.server 'example.com' is no address"],
    [{ destinations: [{ namespace: 'a', name: '' }] }, "destination.name '' is no name of a cluster"],
    [{ sourceRepos: ['https://a', ''] },
      "sourceRepos: '' is no pattern of addresses; write for example https://git.example.com/*"],
    [{ sourceRepos: ['a b'] }, "sourceRepos: 'a b' is no pattern of addresses"],
    [{ kinds: [{ kind: 'pods' }] }, "kinds: kind 'pods' is not a kind; write for example Deployment"],
    [{ kinds: [{ kind: 'Pod', group: 'v1 ' }] }, "kinds: group 'v1 ' of Pod is not an API group"],
  ])('%j is refused', (props, message) => expect(() => project(props)).toThrow(`argocd/p: ${message}`));
});

test.each([{ jqPathExpressions: ['.spec.replicas'] }, { managedFieldsManagers: ['kube-controller-manager'] }])(
  'a difference may be ignored by %j alone', (fields) => {
    const { ignoreDifferences } = application({ ignoreDifferences: [{ kind: { kind: 'Service' }, ...fields }] }).spec;
    expect(ignoreDifferences).toEqual([{ group: '', kind: 'Service', ...fields }]);
  },
);
