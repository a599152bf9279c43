import { App, Chart, Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { FluxKustomization, SecretSource, SyncGate, SyncGateProps } from '../..';
import { aService } from '../../../test/support/examples';
import { only, Rendered } from '../../../test/support/synth';

const IMAGE = 'registry.example.com/cdk8s-nim:0.1.0';

function gated(props: Partial<SyncGateProps> = {}, namespace: string | undefined = 'web'): Rendered[] {
  const app = Testing.app();
  const chart = new Chart(app, 'web', { namespace, disableResourceNameHashes: true });
  new SyncGate(chart, 'gate', { contents: [app], image: IMAGE, ...props });
  aService(chart, 'api');
  return Testing.synth(chart);
}

test('the objects of a gate', () => {
  const names = ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'Job'];
  const own = gated().filter(({ metadata }) => metadata.name.startsWith('gate'));
  expect(own.map(({ kind }) => kind)).toEqual(names);
  expect(own.filter(({ kind }) => kind !== 'ConfigMap')).toMatchSnapshot();
});

test('a gate judges everything that is applied, what is added after it too, and not itself', () => {
  const [text] = Object.values<string>(only(gated(), 'ConfigMap').data);
  const kinds = parseAllDocuments(text).map((document) => document.toJS().kind);
  expect(kinds).toEqual(['ServiceAccount', 'NetworkPolicy', 'Service', 'PodDisruptionBudget', 'Deployment']);
});

test('a gate may get and list, nothing else, and no Secret', () => {
  const { rules } = only(gated(), 'ClusterRole');
  expect(new Set(rules.flatMap(({ verbs }: Rendered) => verbs))).toEqual(new Set(['get', 'list']));
  expect(rules.flatMap(({ resources }: Rendered) => resources)).not.toContain('secrets');
});

test('with Argo CD it runs before a sync, its rights and its manifests before it', () => {
  const hooks = gated().filter(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/hook'] === 'PreSync');
  expect(hooks.map(({ kind, metadata }) => [kind, metadata.annotations['argocd.argoproj.io/sync-wave']])).toEqual([
    ['ServiceAccount', '-1'], ['ClusterRole', '-1'], ['ClusterRoleBinding', '-1'], ['ConfigMap', '-1'],
    ['Job', undefined],
  ]);
});

test('with Flux other folders wait for that of the gate', () => {
  const chart = new Chart(new App(), 'flux', { disableResourceNameHashes: true });
  const source = { repoUrl: 'https://git.example.com/team/web.git', workloads: [] };
  const gate = new FluxKustomization(chart, 'production-gate', { ...source, path: 'dist/production-gate' });
  new FluxKustomization(chart, 'production', { ...source, path: 'dist/production', after: [gate] });
  const waiting = only(Testing.synth(chart), 'Kustomization', 'production');
  expect(waiting.spec.dependsOn).toEqual([{ name: 'production-gate' }]);
});

test.each<[string, Partial<SyncGateProps>, string]>([
  ['its image is not pinned', { image: 'cdk8s-nim' }, "web/gate: image 'cdk8s-nim' is not pinned"],
  ['there is nothing to judge', { contents: [] }, 'web/gate: there are no contents to judge; write contents: [app]'],
])('fails when %s', (_, props, message) => {
  expect(() => gated(props)).toThrow(message);
});

test('fails when the chart has no namespace', () => {
  const chart = new Chart(Testing.app(), 'web');
  expect(() => new SyncGate(chart, 'gate', { contents: [chart], image: IMAGE })).toThrow(
    "web/gate: the chart has no namespace; write new Chart(app, 'id', { namespace: 'my-namespace' })",
  );
});

test('fails when a ConfigMap cannot hold the manifests', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'web', { namespace: 'web', disableResourceNameHashes: true });
  ['a', 'b', 'c', 'd', 'e'].forEach((id) => aService(chart, id, { annotations: { note: 'x'.repeat(200_000) } }));
  new SyncGate(chart, 'gate', { contents: [app], image: IMAGE });
  expect(() => Testing.synth(chart)).toThrow(
    /web\/gate: the manifests have \d+ characters and a ConfigMap takes 1000000/,
  );
});

test('pull secrets are those that are given, and none without', () => {
  const pulled = (props: Partial<SyncGateProps>) => only(gated(props), 'Job').spec.template.spec.imagePullSecrets;
  expect(pulled({ imagePullSecrets: [SecretSource.existing('ngc')] })).toEqual([{ name: 'ngc' }]);
  expect(pulled({})).toBeUndefined();
});
