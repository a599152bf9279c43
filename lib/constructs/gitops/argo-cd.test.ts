import { App, Chart, Duration, Testing } from 'cdk8s';
import fc from 'fast-check';
import { ArgoCdAppProject } from './argo-cd-app-project';
import { ArgoCdApplication, ArgoCdApplicationProps } from './argo-cd-application';
import { ArgoCdApplicationSet, ArgoCdApplicationSetProps } from './argo-cd-application-set';
import { ArgoCdSyncWindow } from './argo-cd-sync-window';
import { publishedModelProblems } from '../../../test/imports/published-models';
import { upstreamProblems } from '../../../test/imports/upstream-schemas';
import { testWith } from '../../../test/support/test-with';

const repoUrl = 'https://git.example.com/team/apps.git';
const night = { schedule: '0 22 * * 1-5', duration: Duration.hours(6) };

function chartOf(app: App = Testing.app()): Chart {
  return new Chart(app, 'argocd', { disableResourceNameHashes: true });
}

function application(props: Partial<ArgoCdApplicationProps> = {}, chart: Chart = chartOf()): Chart {
  new ArgoCdApplication(chart, 'production', {
    repoUrl,
    path: 'dist/production',
    destination: { namespace: 'research-ops' },
    ...props,
  });
  return chart;
}

function applicationSet(props: Partial<ArgoCdApplicationSetProps> = {}, chart: Chart = chartOf()): Chart {
  const environments = [
    { name: 'staging', destination: { namespace: 'research-ops', server: 'https://staging.example.com' } },
    { name: 'production', destination: { namespace: 'research-ops' }, path: 'dist/production-eu' },
  ];
  new ArgoCdApplicationSet(chart, 'research-ops', { repoUrl, environments, ...props });
  return chart;
}

function everything(): Chart {
  const chart = chartOf();
  new ArgoCdAppProject(chart, 'research', {
    description: 'research',
    sourceRepos: ['https://git.example.com/team/charts.git'],
    destinations: [{ namespace: 'monitoring' }],
    syncWindows: [
      ArgoCdSyncWindow.allow({ ...night, applications: ['production'], manualSync: true, timeZone: 'Europe/Berlin' }),
      ArgoCdSyncWindow.deny(night),
    ],
  });
  application({ project: 'research', targetRevision: 'v1.0.0', cascadeDelete: true }, chart);
  return applicationSet({ project: 'research', progressive: true, cascadeDelete: true }, chart);
}

test('an Application by its defaults', () => {
  expect(Testing.synth(application())).toMatchSnapshot();
});

test('an ApplicationSet by its defaults', () => {
  expect(Testing.synth(applicationSet())).toMatchSnapshot();
});

test('all three objects with every property', () => {
  expect(Testing.synth(everything())).toMatchSnapshot();
});

testWith('the published models')('the objects are valid for the published models and the upstream definitions', () => {
  const manifests = [
    ...Testing.synth(application()),
    ...Testing.synth(applicationSet()),
    ...Testing.synth(everything()),
  ];
  expect(publishedModelProblems(manifests)).toEqual([]);
  expect(upstreamProblems(manifests) ?? []).toEqual([]);
}, 60_000);

test('an Application is synced by hand when it is not automated', () => {
  const { syncPolicy } = Testing.synth(application({ automated: false }))[0].spec;
  expect(syncPolicy.automated).toBeUndefined();
  expect(syncPolicy.retry.refresh).toBe(true);
});

test('objects are in the namespace of the chart, which is that of Argo CD unless it says otherwise', () => {
  const chart = new Chart(Testing.app(), 'argocd', { namespace: 'gitops' });
  expect(Testing.synth(application({}, chart))[0].metadata.namespace).toBe('gitops');
  expect(Testing.synth(application())[0].metadata.namespace).toBe('argocd');
});

test('a project permits what its Applications need, wherever they are created, and no others', () => {
  const chart = chartOf();
  application({ project: 'research' }, chart);
  new ArgoCdAppProject(chart, 'research');
  new ArgoCdApplication(chart, 'other', {
    repoUrl: 'https://git.example.com/other.git',
    path: 'dist/other',
    destination: { namespace: 'other' },
  });
  applicationSet({ project: 'research' }, chart);
  const { spec } = Testing.synth(chart).find(({ kind }) => kind === 'AppProject');
  expect(spec.sourceRepos).toEqual([repoUrl]);
  expect(spec.destinations).toEqual([
    { namespace: 'research-ops', server: 'https://kubernetes.default.svc' },
    { namespace: 'research-ops', server: 'https://staging.example.com' },
  ]);
  expect(spec.namespaceResourceBlacklist).toEqual([{ group: '', kind: 'Secret' }]);
});

test.each([
  [
    'deploy/production',
    "argocd/production: path 'deploy/production' lies outside dist/, where synth renders; write a folder in it, such as dist/production",
  ],
  [
    'dist/../lib',
    "argocd/production: path 'dist/../lib' lies outside dist/, where synth renders; write a folder in it, such as dist/production",
  ],
  [
    '/dist/production',
    "argocd/production: path '/dist/production' lies outside dist/, where synth renders; write a folder in it, such as dist/production",
  ],
  [
    'dist',
    "argocd/production: path 'dist' lies outside dist/, where synth renders; write a folder in it, such as dist/production",
  ],
  [
    'dist/cluster/production',
    "argocd/production: path 'dist/cluster/production' holds cluster configurations, which no API server accepts; write a folder of manifests, such as dist/production",
  ],
])('fails when an Application points to %s', (path, message) => {
  expect(() => application({ path })).toThrow(new Error(message));
});

test.each(['dist/production', './dist/production/', 'dist//production', 'dist/cluster-a'])(
  'an Application may point to %s',
  (path) => {
    expect(() => application({ path })).not.toThrow();
  },
);

test('the output folder can be another', () => {
  expect(
    Testing.synth(application({ path: 'services/search/out/production', outputDirectory: './services/search/out/' }))[0]
      .spec.source.path,
  ).toBe('services/search/out/production');
  expect(() => application({ path: 'dist/production', outputDirectory: 'out' })).toThrow(
    "path 'dist/production' lies outside out/",
  );
});

test('no path that is accepted leads out of the output folder', () => {
  const part = fc.constantFrom('..', '.', 'dist', 'production', 'cluster', '');
  fc.assert(fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
    const path = parts.join('/');
    try {
      const [{ spec }] = Testing.synth(application({ path }));
      expect(spec.source.path).toMatch(/^dist\/(?!cluster(\/|$))\w+/);
      expect(spec.source.path).not.toContain('..');
    } catch (error) {
      expect((error as Error).message).toMatch(/lies outside dist\/|holds cluster configurations/);
    }
  }));
});

test('fails when an environment of an ApplicationSet points outside the output folder', () => {
  const environments = [{ name: 'cluster', destination: { namespace: 'a' } }];
  expect(() => applicationSet({ environments })).toThrow(
    "argocd/research-ops: path 'dist/cluster' holds cluster configurations, which no API server accepts; write a folder of manifests, such as dist/production",
  );
});

test('fails when an ApplicationSet has no environments', () => {
  expect(() => applicationSet({ environments: [] })).toThrow(
    "argocd/research-ops: there are no environments; write environments: [{ name: 'production', destination: { namespace: 'my-namespace' } }]",
  );
});

test('fails when two environments have one name', () => {
  const environment = { name: 'dev', destination: { namespace: 'a' } };
  expect(() => applicationSet({ environments: [environment, environment] })).toThrow(
    "argocd/research-ops: environment 'dev' exists twice; give one of them another name",
  );
});

test('fails when an environment has a name that no label can hold', () => {
  expect(() => applicationSet({ environments: [{ name: 'Dev 1', destination: { namespace: 'a' } }] })).toThrow(
    "argocd/research-ops: environment 'Dev 1' is not a DNS label",
  );
});

test('fails when a name is not a Kubernetes name', () => {
  expect(() => application({ name: 'A B' })).toThrow(
    "argocd/production: application name 'A B' is not a Kubernetes object name",
  );
  expect(() => applicationSet({ name: 'A B' })).toThrow(
    "argocd/research-ops: application set name 'A B' is not a Kubernetes object name",
  );
  expect(() => new ArgoCdAppProject(chartOf(), 'P')).toThrow(
    "argocd/P: project name 'P' is not a Kubernetes object name",
  );
});

test.each(['0 22 * *', 'at night', '', '0 22 * * 1-5 2026', '@daily', '@every 1h'])(
  'fails when the schedule of a sync window is %p',
  (schedule) => {
    expect(() => ArgoCdSyncWindow.allow({ ...night, schedule })).toThrow(
      `schedule '${schedule}' of the sync window does not have five cron fields; write for example '0 22 * * 1-5'`,
    );
  },
);

test.each<[object, string]>([
  [{ schedule: '0 24 * * *' },
    "schedule '0 24 * * *' of the sync window has the hour '24' in it, which is not within 0 to 23; write for example '0 22 * * 1-5'"],
  [{ schedule: '0 22 L * *' }, "schedule '0 22 L * *' of the sync window has the day of month 'L' in it"],
  [{ timeZone: 'Europe/Nowhere' },
    "timeZone 'Europe/Nowhere' is not in the IANA database; write a name such as 'Etc/UTC' or 'Europe/Berlin'"],
  [{ timeZone: '' }, "timeZone '' is not in the IANA database"],
  [{ applications: [] },
    "applications of the sync window has no name in it, or an empty one; write names such as 'web-*', or leave it out"],
  [{ applications: ['web', ' '] }, 'applications of the sync window has no name in it'],
])('fails when a sync window has %j', (options, message) => {
  expect(() => ArgoCdSyncWindow.deny({ ...night, ...options })).toThrow(message);
});

test('fails when a sync window is open for less than a minute', () => {
  const syncWindows = [ArgoCdSyncWindow.deny({ ...night, duration: Duration.seconds(5) })];
  expect(() => new ArgoCdAppProject(chartOf(), 'research', { syncWindows })).toThrow(
    'argocd/research: duration of the sync window 5 s is not a whole number of seconds from 60',
  );
});
