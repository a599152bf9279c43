import { liveDeployment, viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { compare } from './compare';
import { questionsOf } from './questions';
import { rowTexts, same } from './row';
import { verify } from './verify';

const object = (kind: string, name: string, spec: Json, apiVersion = 'v1'): Json =>
  ({ apiVersion, kind, metadata: { name, namespace: 'research-ops' }, spec });
const deployment = (name: string, spec: Json = {}): Json => object('Deployment', name, {
  replicas: 3, selector: { matchLabels: { app: name } },
  template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'web:2' }] } }, ...spec,
}, 'apps/v1');
const budget = (name: string, spec: Json): Json =>
  object('PodDisruptionBudget', name, { selector: { matchLabels: { app: name } }, ...spec }, 'policy/v1');
const service = (name: string, spec: Json = {}): Json =>
  object('Service', name, { selector: { app: name }, ports: [{ port: 80 }], ...spec });

test('what is not there is told, and what is as expected is ok', () => {
  expect(same('a', 'b', undefined, 0))
    .toEqual({ object: 'a', what: 'b', expected: 'none', actual: '0', ok: false });
  expect(same('a', 'b', 1, '1').ok).toBe(true);
  expect(rowTexts([same('a', 'b', 1, 1), same('c', 'd', 1, 2)]).map((text) => text.trim().split(/ {2,}/))).toEqual([
    ['OBJECT', 'WHAT', 'EXPECTED', 'ACTUAL'], ['ok', 'a', 'b', '1', '1'], ['DIFFERS', 'c', 'd', '1', '2'],
  ]);
});

test('each budget is compared with what the prover counts of its own workload', () => {
  const manifests = [deployment('web'), deployment('api'), budget('web', { minAvailable: 2 }),
    budget('api', { maxUnavailable: 2 })];
  const live = manifests.map((each) => each.kind === 'Deployment' ? each
    : { ...each, status: { disruptionsAllowed: each.metadata.name === 'web' ? 1 : 2 } });
  const rows = compare(modelOf(manifests), viewOf(...live)).filter(({ object: id }) => id.startsWith('PodDis'));
  expect(rows.map(({ what, expected, ok }) => [what, expected, ok])).toEqual([
    ['minAvailable', '2', true], ['allowed disruptions', '1', true],
    ['maxUnavailable', '2', true], ['allowed disruptions', '2', true],
  ]);
});

test('a budget of nobody has no number of pods that may go', () => {
  const lone = budget('web', { minAvailable: 1 });
  expect(compare(modelOf([lone]), viewOf(lone)).map(({ what }) => what)).toEqual(['minAvailable']);
});

test('a Service is asked only where its pods say by what', () => {
  const probed = (readinessProbe: Json) => deployment('web', { template: {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'a:1', ports: [{ containerPort: 80 }], readinessProbe }] },
  } });
  const asked = (...manifests: Json[]) => questionsOf(modelOf(manifests)).map(({ path }) => path);
  expect(asked(probed({ httpGet: { path: '/up', port: 80 } }), service('web'))).toEqual(['/up']);
  expect(asked(probed({ httpGet: { port: 80 } }), service('web'))).toEqual([]);
  expect(asked(probed({ httpGet: { path: '/up', port: 80 } }), service('web', { selector: undefined }))).toEqual([]);
  expect(asked(probed({ httpGet: { path: '/up', port: 80 } }), service('api'))).toEqual([]);
});

test('objects are told kind by kind, each with its head, by name', async () => {
  const names = ['b', 'a'].map((name) => object('PersistentVolumeClaim', name, {}));
  const manifests = [names[0], deployment('web', { replicas: 1 }), names[1]];
  const live = [liveDeployment({ spec: manifests[1].spec }), ...names.map((each) =>
    ({ ...each, status: { phase: 'Bound' } }))];
  const cluster = new ScriptedCluster(live);
  await verify(modelOf(manifests).manifests, cluster);
  expect(cluster.events.map(({ event, text }) => [event, text.trim().split(/ {2,}/).slice(0, 2).join(' ')])).toEqual([
    ['said', ''], ['said', 'OBJECT WHAT'], ['row', 'ok Deployment/web'], ['row', 'ok Deployment/web'],
    ['row', 'ok Deployment/web'],
    ['said', ''], ['said', 'OBJECT WHAT'], ['row', 'ok PersistentVolumeClaim/a'],
    ['row', 'ok PersistentVolumeClaim/b'], ['result', 'all 5 as expected'],
  ]);
});

test('an object that is gone is told so, also where it is the only one of several', async () => {
  const cluster = new ScriptedCluster([liveDeployment({ spec: deployment('web').spec })]);
  const claim = object('PersistentVolumeClaim', 'a', {});
  await verify(modelOf([claim, deployment('web', { replicas: 1 })]).manifests, cluster);
  expect(cluster.said('result')).toEqual(['1 of 4 differ from the manifests']);
});
