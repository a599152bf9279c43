import { App, Chart, Testing } from 'cdk8s';
import { EC2NodeClass } from '../../../imports/karpenter.k8s.aws';
import { KubeIngressClass, KubePriorityClass, KubeSecret } from '../../../imports/k8s';
import { ArgoCdAppProject, ArgoCdAppProjectProps, ArgoCdApplication, ArgoCdSyncWaves } from '../..';
import { aNim, aService } from '../../../test/support/examples';

const destination = { namespace: 'models' };

/** The spec of the project of an Application for each app. */
function projectOf(apps: (App | undefined)[], props: ArgoCdAppProjectProps = {}): any {
  const chart = new Chart(Testing.app(), 'argocd', { disableResourceNameHashes: true });
  new ArgoCdAppProject(chart, 'research', props);
  apps.forEach((app, index) => new ArgoCdApplication(chart, `app-${index}`, {
    repoUrl: 'https://git.example.com/apps.git', path: `dist/${index}`, project: 'research', destination,
    contents: app && [app],
  }));
  return Testing.synth(chart).find(({ kind }) => kind === 'AppProject').spec;
}

function rendered(make: (chart: Chart) => void): App {
  const app = Testing.app();
  make(new Chart(app, 'models', { namespace: 'models', disableResourceNameHashes: true }));
  return app;
}

const kinds = (list: { group: string; kind: string }[]): string[] => list.map(({ group, kind }) => `${group}/${kind}`);

test('a project permits the kinds of the contents of its Applications, each once, and no others', () => {
  const spec = projectOf([rendered((chart) => aNim(chart, 'llm')), rendered((chart) => aService(chart, 'web'))]);
  expect(kinds(spec.clusterResourceWhitelist ?? [])).toEqual([]);
  expect(kinds(spec.namespaceResourceWhitelist)).toEqual([
    '/PersistentVolumeClaim', '/Service', '/ServiceAccount', 'apps/Deployment', 'networking.k8s.io/NetworkPolicy',
    'policy/PodDisruptionBudget',
  ]);
});

test('kinds without a namespace are permitted as such, whatever namespace the chart has', () => {
  const spec = projectOf([rendered((chart) => {
    new EC2NodeClass(chart, 'gpu', { spec: {} as any });
    new KubePriorityClass(chart, 'serving', { value: 1000 });
    new KubeIngressClass(chart, 'nginx');
  })]);
  expect(kinds(spec.clusterResourceWhitelist)).toEqual([
    'karpenter.k8s.aws/EC2NodeClass', 'networking.k8s.io/IngressClass', 'scheduling.k8s.io/PriorityClass',
  ]);
});

test('what is added to an app after its Application counts too', () => {
  const app = rendered((chart) => aService(chart, 'web'));
  const chart = new Chart(Testing.app(), 'argocd', { disableResourceNameHashes: true });
  new ArgoCdAppProject(chart, 'research');
  new ArgoCdApplication(chart, 'app', {
    repoUrl: 'https://git.example.com/apps.git', path: 'dist/a', project: 'research', destination, contents: [app],
  });
  new KubePriorityClass(app.charts[0], 'serving', { value: 1000 });
  ArgoCdSyncWaves.apply(app);
  const { spec } = Testing.synth(chart).find(({ kind }) => kind === 'AppProject');
  expect(kinds(spec.clusterResourceWhitelist)).toEqual(['scheduling.k8s.io/PriorityClass']);
});

test('Secrets are never permitted, not even when an app renders one', () => {
  const spec = projectOf([rendered((chart) => void new KubeSecret(chart, 'mine'))], { kinds: [{ kind: 'Secret' }] });
  expect([spec.namespaceResourceWhitelist, kinds(spec.namespaceResourceBlacklist)]).toEqual([[], ['/Secret']]);
});

test('where one Application does not name its contents, all kinds with a namespace are permitted, and namespaces', () => {
  const spec = projectOf([rendered((chart) => aService(chart, 'web')), undefined], {
    kinds: [{ group: 'karpenter.sh', kind: 'NodePool' }],
  });
  expect(spec.namespaceResourceWhitelist).toBeUndefined();
  expect(kinds(spec.clusterResourceWhitelist)).toEqual(['/Namespace', 'karpenter.sh/NodePool']);
});

test('a kind that has left the contents can stay until its last object is pruned', () => {
  const spec = projectOf([rendered((chart) => aService(chart, 'web'))], {
    kinds: [{ group: 'networking.k8s.io', kind: 'Ingress' }],
  });
  expect(kinds(spec.namespaceResourceWhitelist)).toContain('networking.k8s.io/Ingress');
});
