import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { EnvValue, SecretSource, Workload } from '../..';
import { aNim, aService, aStore, EMBEDDING_IMAGE } from '../../../test/support/examples';
import { Nim } from '../..';
import { environment, newChart, only, opened, render, Rendered } from '../../../test/support/synth';
import { runs } from '../../../test/support/sample';

const pods = (app: string, namespace?: string): object => ({
  ...(namespace && { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
  podSelector: { matchLabels: { app } },
});
const policy = (manifests: Rendered[], name: string): Rendered => only(manifests, 'NetworkPolicy', name).spec;
const embedding = (chart: Chart, port?: number) =>
  aNim(chart, 'embedding', { nim: Nim.fromImage(EMBEDDING_IMAGE), port, grpcPort: 9001 });

test('one call gives the caller a URL with the service port, and opens both policies on the container port', () => {
  const manifests = render((chart) => aService(chart).connectTo(embedding(chart, 8003), { env: 'EMBEDDING_URL' }));
  expect(environment(manifests, 'web').EMBEDDING_URL).toBe('http://embedding.lab.svc.cluster.local:8003');
  expect(opened(policy(manifests, 'web').egress, 'to', pods('embedding'))).toEqual([8000]);
  expect(opened(policy(manifests, 'embedding').ingress, 'from', pods('web'))).toEqual([8000]);
});

test('a connection can be asked for afterwards', () => {
  const chart = newChart();
  const [web, store] = [aService(chart), aStore(chart)];
  const connection = web.connectTo(store, { env: 'STORE_URL' });
  expect(web.connections).toEqual([connection]);
  expect(store.connections).toEqual([]);
  expect([connection.caller, connection.callee, connection.env, connection.port.name]).toEqual([
    web, store, 'STORE_URL', 'http',
  ]);
  expect(connection.url).toBe('http://store.lab.svc.cluster.local:6333');
});

test('a path is put at the end of the URL, and a port has its scheme', () => {
  const chart = newChart();
  const [web, store] = [aService(chart), aStore(chart)];
  expect(web.connectTo(store, { env: 'A', path: '/v1' }).url).toBe('http://store.lab.svc.cluster.local:6333/v1');
  expect(web.connectTo(store, { env: 'B', port: 'grpc' }).url).toBe('grpc://store.lab.svc.cluster.local:6334');
});

test('two ports of one callee are one rule of the caller and two of the callee', () => {
  const manifests = render((chart) => {
    const [web, nim] = [aService(chart), embedding(chart)];
    web.connectTo(nim, { env: 'GRPC_URL', port: 'grpc' });
    web.connectTo(nim, { env: 'HTTP_URL' });
    web.connectTo(nim, { env: 'MODELS_URL', path: '/v1/models' });
  });
  expect(
    policy(manifests, 'web').egress.filter(
      (rule: Rendered) => JSON.stringify(rule.to) === JSON.stringify([pods('embedding')]),
    ),
  ).toHaveLength(1);
  expect(opened(policy(manifests, 'web').egress, 'to', pods('embedding'))).toEqual([8000, 8001]);
  expect(opened(policy(manifests, 'embedding').ingress, 'from', pods('web'))).toEqual([8000, 8001]);
  expect(environment(manifests, 'web').GRPC_URL).toBe('grpc://embedding.lab.svc.cluster.local:9001');
});

test('several callers of one port are peers of one rule', () => {
  const manifests = render((chart) => {
    const store = aStore(chart);
    ['b', 'a'].forEach((id) => aService(chart, id).connectTo(store, { env: 'STORE_URL' }));
  });
  expect(policy(manifests, 'store').ingress).toEqual([
    { from: [pods('a'), pods('b')], ports: [{ port: 6333, protocol: 'TCP' }] },
  ]);
});

test('a callee in another namespace is named and let through by the namespace, on both sides', () => {
  const app = new App();
  const [web, data] = ['web', 'data'].map((namespace) => new Chart(app, namespace, { namespace }));
  aService(web, 'ui').connectTo(aStore(data, 'store'), { env: 'STORE_URL' });
  const manifests = [...Testing.synth(web), ...Testing.synth(data)];
  expect(environment(manifests, 'ui').STORE_URL).toBe('http://store.data.svc.cluster.local:6333');
  expect(opened(policy(manifests, 'ui').egress, 'to', pods('store', 'data'))).toEqual([6333]);
  expect(opened(policy(manifests, 'store').ingress, 'from', pods('ui', 'web'))).toEqual([6333]);
});

test('without namespaces the Service name alone is the host', () => {
  const chart = newChart({ namespace: undefined });
  expect(aService(chart).connectTo(aStore(chart), { env: 'STORE_URL' }).url).toBe('http://store:6333');
});

test('the API key of the callee comes by reference, from the variable that is named', () => {
  const manifests = render((chart) => {
    const store = aStore(chart, 'store', { apiKey: SecretSource.existing('keys').key('qdrant') });
    aService(chart).connectTo(store, { env: 'STORE_URL', credentialEnv: 'STORE_API_KEY' });
  });
  expect(environment(manifests, 'web').STORE_API_KEY).toEqual({ secretKeyRef: { name: 'keys', key: 'qdrant' } });
});

test('workloads that call each other, or themselves, can be synthesized', () => {
  const manifests = render((chart) => {
    const all = ['a', 'b', 'c'].map((id) => aService(chart, id));
    all.forEach((caller) =>
      all.forEach((callee) => caller.connectTo(callee, { env: `${callee.name.toUpperCase()}_URL` })),
    );
  });
  expect(policy(manifests, 'a').ingress).toEqual([
    { from: [pods('a'), pods('b'), pods('c')], ports: [{ port: 8080, protocol: 'TCP' }] },
  ]);
});

describe('for any calls in any order of creation', () => {
  const IDS = ['a', 'b', 'c', 'd'];
  const calls = fc.uniqueArray(fc.record({ caller: fc.constantFrom(...IDS), callee: fc.constantFrom(...IDS) }), {
    maxLength: 8,
    selector: (call) => call.caller + call.callee,
  });
  const synth = (order: string[], edges: { caller: string; callee: string }[]): Rendered[] =>
    render((chart) => {
      const workloads: { [id: string]: Workload } = Object.fromEntries(order.map((id) => [id, aService(chart, id)]));
      edges.forEach(({ caller, callee }) =>
        workloads[caller].connectTo(workloads[callee], { env: `${callee.toUpperCase()}_URL` }),
      );
    });
  const byName = (manifests: Rendered[]): Rendered[] =>
    [...manifests].sort((x, y) => (x.kind + x.metadata.name < y.kind + y.metadata.name ? -1 : 1));

  test('the manifests are the same', () => {
    fc.assert(
      fc.property(calls, fc.shuffledSubarray(IDS, { minLength: IDS.length }), (edges, order) => {
        expect(byName(synth(order, [...edges].reverse()))).toEqual(byName(synth(IDS, edges)));
      }),
      { numRuns: runs(15) },
    );
  });

  test('objects stand in the order of their creation, whoever calls whom', () => {
    const titles = (manifests: Rendered[]): string[] => manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    fc.assert(
      fc.property(calls, fc.shuffledSubarray(IDS, { minLength: IDS.length }), (edges, order) => {
        expect(titles(synth(order, edges))).toEqual(titles(synth(order, [])));
      }),
      { numRuns: runs(15) },
    );
  });
});

test('a callee in a chart of its own does not reorder charts', () => {
  const app = new App();
  const [first, second] = ['first', 'second'].map((id) => new Chart(app, id, { namespace: 'lab' }));
  aService(first).connectTo(aStore(second), { env: 'STORE_URL' });
  expect(app.charts.map((chart) => chart.node.id)).toEqual(['first', 'second']);
  expect(() => app.synthYaml()).not.toThrow();
});

describe('fails when', () => {
  test.each([
    [
      'there is no such port', { env: 'URL', port: 'admin' },
      "lab/store has no port 'admin' on its Service; it offers 'http', 'grpc'",
    ],
    [
      'the port is not on the Service', { env: 'URL', port: 'metrics' },
      "lab/store has no port 'metrics' on its Service; it offers 'http', 'grpc'",
    ],
    [
      'the variable is set already', { env: 'TAKEN' },
      'environment variable TAKEN is set already, by the construct or by a connection; leave one of them out',
    ],
    [
      'the variable has no valid name',
      { env: 'A-URL' },
      "environment variable name 'A-URL' is not valid; write letters, digits and '_', not starting with a digit",
    ],
    [
      'the path is not absolute', { env: 'URL', path: 'v1' },
      "path 'v1' of the connection to lab/store is not absolute; write '/v1'",
    ],
    [
      'the callee asks for no API key', { env: 'URL', credentialEnv: 'KEY' },
      'lab/store asks for no API key, so there is none for KEY; give it an apiKey, or leave credentialEnv out',
    ],
  ])('%s', (_, options, message) => {
    const chart = newChart();
    const web = aService(chart, 'web', { env: { TAKEN: EnvValue.literal('') } });
    expect(() => web.connectTo(aStore(chart), options)).toThrow(new Error(`lab/web: ${message}`));
  });

  test('the callee is of a kind that never asks for an API key', () => {
    const chart = newChart();
    expect(() => aService(chart).connectTo(aService(chart, 'api'), { env: 'URL', credentialEnv: 'KEY' })).toThrow(
      new Error(
        'lab/web: lab/api asks for no API key, so there is none for KEY; give it an apiKey, or leave credentialEnv out',
      ),
    );
  });

  test('the API key lies in another namespace', () => {
    const app = new App();
    const [web, data] = ['web', 'data'].map((namespace) => new Chart(app, namespace, { namespace }));
    const store = aStore(data, 'store', { apiKey: SecretSource.existing('keys').key('qdrant') });
    expect(() => aService(web, 'ui').connectTo(store, { env: 'URL', credentialEnv: 'KEY' })).toThrow(
      new Error(
        "web/ui: secret 'keys' lies in namespace 'data', and pods of namespace 'web' cannot use it; make the Secret in the namespace of the workload",
      ),
    );
  });

  test.each([
    ['caller', undefined, 'data', 'a/ui'],
    ['callee', 'web', undefined, 'b/store'],
  ])('only the %s has no namespace', (_, callerNamespace, calleeNamespace, unknown) => {
    const app = new App();
    const store = aStore(new Chart(app, 'b', { namespace: calleeNamespace }), 'store');
    expect(() =>
      aService(new Chart(app, 'a', { namespace: callerNamespace }), 'ui').connectTo(store, { env: 'URL' }),
    ).toThrow(
      new Error(
        `a/ui: the connection to b/store crosses namespaces, and the chart of ${unknown} has none; ` +
          "write new Chart(app, 'id', { namespace: 'my-namespace' })",
      ),
    );
  });
});
