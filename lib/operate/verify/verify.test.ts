import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { liveDeployment, replicaSet } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_DONE, EXIT_FAILED } from '../exit-code';
import { modelsIn } from './ask-service';
import { questionsOf } from './questions';
import { verify } from './verify';

const named = (kind: string, apiVersion: string, fields: Json): Json =>
  ({ apiVersion, kind, metadata: { name: 'web', namespace: 'research-ops' }, ...fields });
const container = { name: 'main', image: 'web:2' };
const wanted = (spec: Json = {}): Json => named('Deployment', 'apps/v1', {
  spec: {
    replicas: 1, revisionHistoryLimit: 2, strategy: { type: 'RollingUpdate' },
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } }, ...spec,
  },
});
const live = (spec: Json = {}, status: Json = {}): Json =>
  liveDeployment({ spec: { revisionHistoryLimit: 2, ...spec }, status });

/** What is told of manifests beside a cluster: the exit code, and the rows that differ. */
async function verified(manifests: Json[], cluster: ScriptedCluster) {
  const code = await verify(modelOf(manifests).manifests, cluster);
  const rows = cluster.events.filter(({ event }) => event === 'row');
  return {
    code, result: cluster.said('result')[0],
    differing: rows.filter(({ ok }) => !ok).map(({ text, expected, actual }) => ({
      what: text.trim().split(/ {2,}/).slice(1, 3).join(' '), expected, actual,
    })),
  };
}

const rows = async (manifest: Json, ...objects: Json[]) =>
  (await verified([manifest], new ScriptedCluster(objects))).differing;

test('a workload that runs as its manifest says has no row that differs', async () => {
  const cluster = new ScriptedCluster([live(), replicaSet(1), replicaSet(2)]);
  expect(await verified([wanted()], cluster))
    .toEqual({ code: EXIT_DONE, result: 'all 5 as expected', differing: [] });
  expect(cluster.said('row').map((text) => text.replace(/ +/g, ' '))).toEqual([
    'ok Deployment/web strategy RollingUpdate RollingUpdate',
    'ok Deployment/web history 2 2',
    'ok Deployment/web pods available 1 1',
    'ok Deployment/web image of main web:2 web:2',
    'ok Deployment/web old ReplicaSets at most 2 1',
  ]);
});

test.each<[string, Json, Json, string, string]>([
  ['strategy', wanted({ strategy: { type: 'Recreate' } }), live(), 'Recreate', 'RollingUpdate'],
  ['history', wanted({ revisionHistoryLimit: 3 }), live(), '3', '2'],
  ['pods available', wanted({ replicas: 2 }), live({ replicas: 2 }), '2', '1'],
  ['pods available', wanted({ replicas: undefined }), live({ replicas: 3 }), '3', '1'],
  ['pods available', wanted(), live({}, { availableReplicas: undefined }), '1', '0'],
  ['image of main', wanted(), live({ template: { spec: { containers: [{ name: 'main', image: 'web:1' }] } } }),
    'web:2', 'web:1'],
  ['image of main', wanted(), live({ template: { spec: { containers: [{ name: 'other', image: 'web:2' }] } } }),
    'web:2', 'none'],
])('%s that differs is a row, and the end says how many', async (what, manifest, object, expected, actual) => {
  expect(await verified([manifest], new ScriptedCluster([object]))).toMatchObject({
    code: EXIT_FAILED, result: '1 of 5 differ from the manifests',
    differing: [{ what: `Deployment/web ${what}`, expected, actual }],
  });
});

test('what the manifest leaves to the API server is not compared', async () => {
  const open = wanted({ revisionHistoryLimit: undefined, strategy: undefined });
  expect(await rows(open, live({ strategy: { type: 'Recreate' } }))).toEqual([]);
});

test('more old ReplicaSets than the history has are left behind', async () => {
  const old = [1, 3, 4].map(replicaSet);
  expect(await rows(wanted(), live(), replicaSet(2), ...old))
    .toEqual([{ what: 'Deployment/web old ReplicaSets', expected: 'at most 2', actual: '3' }]);
  expect(await rows(wanted({ revisionHistoryLimit: undefined }), live({ revisionHistoryLimit: undefined }), ...old))
    .toEqual([]);
});

test('pods of a DaemonSet are as many as its nodes, and it has no old ReplicaSets', async () => {
  const { replicas: _, strategy: _0, revisionHistoryLimit: _1, ...spec } = wanted().spec;
  const agent = named('DaemonSet', 'apps/v1', { spec: { ...spec, updateStrategy: { type: 'OnDelete' } } });
  const there = (status: Json) => ({ ...agent, spec: { ...spec, updateStrategy: { type: 'RollingUpdate' } }, status });
  expect(await rows(agent, there({ desiredNumberScheduled: 3, numberAvailable: 3 })))
    .toEqual([{ what: 'DaemonSet/web strategy', expected: 'OnDelete', actual: 'RollingUpdate' }]);
  expect(await rows(agent, there({ desiredNumberScheduled: 3 }))).toContainEqual(
    { what: 'DaemonSet/web pods available', expected: '3', actual: '0' },
  );
  expect(await rows({ ...agent, spec }, there({}))).toEqual([]);
});

test('a claim has to be bound', async () => {
  const claim = named('PersistentVolumeClaim', 'v1', { spec: { accessModes: ['ReadWriteOnce'] } });
  expect(await rows(claim, { ...claim, status: { phase: 'Bound' } })).toEqual([]);
  expect(await rows(claim, { ...claim, status: { phase: 'Pending' } }))
    .toEqual([{ what: 'PersistentVolumeClaim/web phase', expected: 'Bound', actual: 'Pending' }]);
});

test('a budget has its limits, and lets as many pods go as the prover counts', async () => {
  const budget = (spec: Json) => named('PodDisruptionBudget', 'policy/v1', {
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  });
  const both = (spec: Json, there: Json, status: Json) => verified(
    [wanted({ replicas: 3 }), budget(spec)],
    new ScriptedCluster([live({ replicas: 3 }, { availableReplicas: 3 }), { ...budget(there), status }]),
  );
  expect(await both({ minAvailable: 2 }, { minAvailable: 2 }, { disruptionsAllowed: 1 }))
    .toMatchObject({ code: EXIT_DONE, differing: [] });
  expect((await both({ minAvailable: 2 }, { minAvailable: 1 }, {})).differing).toEqual([
    { what: 'PodDisruptionBudget/web minAvailable', expected: '2', actual: '1' },
    { what: 'PodDisruptionBudget/web allowed disruptions', expected: '1', actual: '0' },
  ]);
  expect((await both({ maxUnavailable: 1 }, { minAvailable: 2 }, { disruptionsAllowed: 1 })).differing)
    .toEqual([{ what: 'PodDisruptionBudget/web maxUnavailable', expected: '1', actual: 'none' }]);
});

describe('a Service', () => {
  const service = (spec: Json = {}) =>
    named('Service', 'v1', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } });
  const slice = (ready: (boolean | undefined)[], name = 'web', namespace = 'research-ops') => ({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { name: 'web-x', namespace, labels: { 'kubernetes.io/service-name': name } },
    endpoints: ready.map((each) => ({ conditions: { ready: each } })),
  });
  const none = { what: 'Service/web ready endpoints', expected: 'at least 1', actual: '0' };

  test('needs an endpoint that is ready, or does not say that it is not', async () => {
    expect(await rows(service(), service(), slice([false, true]))).toEqual([]);
    expect(await rows(service(), service(), slice([undefined]))).toEqual([]);
    expect(await rows(service(), service(), slice([false]))).toEqual([none]);
    expect(await rows(service(), service(), slice([true], 'other'))).toEqual([none]);
  });

  test('without a selector has the endpoints that somebody else makes', async () => {
    expect(await rows(service({ selector: undefined }), service({ selector: undefined }))).toEqual([]);
  });

  test('has the ports of its manifest', async () => {
    const two = service({ ports: [{ port: 80 }, { port: 81 }] });
    expect(await rows(two, service(), slice([true])))
      .toEqual([{ what: 'Service/web ports', expected: '80,81', actual: '80' }]);
  });
});

test('an object that is not there is one row, and none of them is the wrong folder', async () => {
  const claim = named('PersistentVolumeClaim', 'v1', { spec: {} });
  expect((await verified([wanted(), claim], new ScriptedCluster([live(), replicaSet(2)]))).differing)
    .toEqual([{ what: 'PersistentVolumeClaim/web in the cluster', expected: 'yes', actual: 'no' }]);
  expect(await verified([wanted(), claim], new ScriptedCluster([]))).toEqual({
    code: EXIT_FAILED, differing: [],
    result: 'none of these objects is in the cluster: is it the right folder, context and namespace?',
  });
});

describe('the pods behind a Service are asked', () => {
  const probed = (probe: Json, ports: Json[] = [{ name: 'http', containerPort: 8000 }]): Json => wanted({
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ ...container, ports, readinessProbe: { httpGet: probe } }] },
    },
  });
  const service = (port: Json) => named('Service', 'v1', { spec: { selector: { app: 'web' }, ports: [port] } });
  const asked = (workload: Json, port: Json) =>
    questionsOf(modelOf([workload, service(port)])).map(({ port: number, path, isModels }) => [number, path, isModels]);

  test.each<[string, Json, Json]>([
    ['by name', { path: '/up', port: 'http' }, { port: 80, targetPort: 'http' }],
    ['by number', { path: '/up', port: 8000 }, { port: 80, targetPort: 8000 }],
    ['by both', { path: '/up', port: 8000 }, { port: 80, targetPort: 'http' }],
    ['by a name that stands for the number', { path: '/up', port: 'http' }, { port: 80, targetPort: 8000 }],
  ])('at the port of the Service that leads to that of the probe, %s', (_, probe, port) => {
    expect(asked(probed(probe), port)).toEqual([[80, '/up', false]]);
  });

  test('a Service without a target leads to its own number', () => {
    expect(asked(probed({ path: '/up', port: 8000 }), { port: 8000 })).toEqual([[8000, '/up', false]]);
  });

  test('but not over TLS, at no other port, and not by a probe of another kind', () => {
    expect(asked(probed({ path: '/up', port: 'http', scheme: 'HTTPS' }), { port: 80, targetPort: 'http' })).toEqual([]);
    expect(asked(probed({ path: '/up', port: 9000 }), { port: 80, targetPort: 'http' })).toEqual([]);
    expect(asked(wanted(), { port: 80 })).toEqual([]);
    expect(questionsOf(modelOf([service({ port: 80 })]))).toEqual([]);
  });

  test('and a NIM for its models too', () => {
    expect(asked(probed({ path: '/v1/health/ready', port: 'http' }), { port: 80, targetPort: 'http' }))
      .toEqual([[80, '/v1/health/ready', false], [80, '/v1/models', true]]);
  });

  describe('by a port that kubectl forwards', () => {
    let server: Server;
    let answer: [status: number, text: string];
    beforeAll((done) => {
      server = createServer(({ url }, response) => {
        const [status, text] = url === '/v1/models' ? answer : [200, 'up'];
        response.writeHead(status).end(text);
      }).listen(0, '127.0.0.1', done);
    });
    afterAll(() => server.close());

    const nim = probed({ path: '/v1/health/ready', port: 'http' });
    const port = { port: 80, targetPort: 'http' };
    const slice = {
      apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', endpoints: [{}],
      metadata: { name: 'a', namespace: 'research-ops', labels: { 'kubernetes.io/service-name': 'web' } },
    };
    const cluster = (...lines: string[]) => new ScriptedCluster(
      [{ ...live(), spec: nim.spec }, replicaSet(2), service(port), slice],
    ).onStart('port-forward', lines, lines.length > 0 && lines[0].startsWith('Forwarding') ? null : 1);
    const opened = () => `Forwarding from 127.0.0.1:${(server.address() as AddressInfo).port} -> 8000`;

    test('and the models are told', async () => {
      answer = [200, '{"data": [{"id": "meta/llama"}, {"id": "other"}]}'];
      const world = cluster(opened(), 'Handling connection for 80');
      expect(await verified([nim, service(port)], world)).toMatchObject({ code: EXIT_DONE, differing: [] });
      expect(world.events.filter(({ text }) => text.includes('GET')).map(({ expected, actual }) => [expected, actual]))
        .toEqual([['200', '200'], ['200 with models', '200 with meta/llama, other']]);
      expect(world.changes[0]).toBe(
        '--namespace research-ops port-forward --address 127.0.0.1 service/web :80',
      );
    });

    test.each<[string, [number, string], string]>([
      ['serves no model', [200, '{"data": []}'], '200 with no model'],
      ['answers with something else', [200, 'up'], '200 with no model'],
      ['refuses', [503, '{"data": [{"id": "a"}]}'], '503'],
    ])('and differs where it %s', async (_, text, actual) => {
      answer = text;
      expect((await verified([nim, service(port)], cluster(opened()))).differing)
        .toEqual([{ what: 'Service/web GET :80/v1/models', expected: '200 with models', actual }]);
    });

    test('and kubectl says why there is no way', async () => {
      const none = await verified([nim, service(port)], cluster('error: no pods', 'bye'));
      const why = 'no way to it: error: no pods; bye';
      expect(none.differing.map(({ actual }) => actual)).toEqual([why, why]);
      expect((await verified([nim, service(port)], cluster())).differing[0].actual)
        .toBe('no way to it: kubectl ended');
      expect((await verified([nim, service(port)], cluster('Forwarding from 127.0.0.1:1 -> 8000'))).differing[0].actual)
        .toMatch(/ECONNREFUSED/);
    });
  });

  test.each([
    ['{"data": [{"id": "a"}, {"id": 7}, null, {}]}', ['a']], ['{"data": {}}', []], ['{}', []], ['no json', []],
  ])('models of %s are %j', (text, models) => {
    expect(modelsIn(text)).toEqual(models);
  });
});
