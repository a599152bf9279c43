import { Chart } from 'cdk8s';
import { Egress, ExternalEndpoint, ExternalEndpointProps, NetworkPeer, SecretSource } from '../..';
import { aService } from '../../../test/support/examples';
import { environment, newChart, only, opened, render } from '../../../test/support/synth';

const API_KEY = SecretSource.existing('hosted-models').key('api-key');
const PUBLIC = {
  ipBlock: {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
};

test('a caller gets the URL, the key by reference, and the way out', () => {
  const manifests = render((chart) => {
    const endpoint = new ExternalEndpoint({ url: 'https://models.example.com/', apiKey: API_KEY });
    aService(chart).connectToExternal(endpoint, { env: 'LLM_URL', credentialEnv: 'LLM_API_KEY' });
  });
  expect(environment(manifests)).toEqual({
    LLM_URL: 'https://models.example.com',
    LLM_API_KEY: { secretKeyRef: { name: 'hosted-models', key: 'api-key' } },
  });
  expect(opened(only(manifests, 'NetworkPolicy').spec.egress, 'to', PUBLIC)).toEqual([443]);
});

test.each([
  ['https://models.example.com:8443', 8443],
  ['http://models.example.com', 80],
  ['rediss://cache.example.com', 6379],
  ['mongodb+srv://cluster.example.com/papers', 27017],
  ['postgresql://reader@db.example.com/papers', 5432],
  ['grpc://models.example.com:50051', 50051],
])('the port of %s is opened', (url, port) => {
  const manifests = render((chart) => aService(chart).connectToExternal(new ExternalEndpoint({ url }), { env: 'URL' }));
  expect(opened(only(manifests, 'NetworkPolicy').spec.egress, 'to', PUBLIC)).toEqual([port]);
});

test('two endpoints behind the same way out open it once', () => {
  const manifests = render((chart) => {
    const service = aService(chart);
    service.connectToExternal(new ExternalEndpoint({ url: 'https://a.example.com' }), { env: 'A_URL' });
    service.connectToExternal(new ExternalEndpoint({ url: 'https://b.example.com' }), { env: 'B_URL' });
  });
  expect(
    only(manifests, 'NetworkPolicy').spec.egress.filter(
      (rule: { to: unknown[] }) => JSON.stringify(rule.to) === JSON.stringify([PUBLIC]),
    ),
  ).toHaveLength(1);
});

test('an endpoint in a private network is reached by its own way out', () => {
  const endpoint = new ExternalEndpoint({
    url: 'https://models.internal.example.com', egress: Egress.cidr('10.20.0.0/16', 443),
  });
  const manifests = render((chart) => aService(chart).connectToExternal(endpoint, { env: 'URL' }));
  expect(opened(only(manifests, 'NetworkPolicy').spec.egress, 'to', { ipBlock: { cidr: '10.20.0.0/16' } })).toEqual([
    443,
  ]);
});

test.each<[string, ExternalEndpointProps, string]>([
  ['is no URL', { url: 'models' }, "url 'models' is not a URL with a host; write for example https://integrate.api.nvidia.com"],
  ['has no host', { url: 'file:///etc/models' }, "url 'file:///etc/models' is not a URL with a host; write for example https://integrate.api.nvidia.com"],
  [
    'has no port and a scheme without a usual one',
    { url: 'grpc://models.example.com' },
    "url 'grpc://models.example.com' names no port, and grpc has no usual one; write for example grpc://models.example.com:8443",
  ],
  [
    'has no port that could be called', { url: 'http://models.example.com:0' },
    "url 'http://models.example.com:0' has the port 0, which is none; write one host, and its port from 1 to 65535",
  ],
  [
    'has several hosts', { url: 'mongodb://a.example.com,b.example.com/papers' },
    "url 'mongodb://a.example.com,b.example.com/papers' has several hosts; write one host, and its port from 1 to 65535",
  ],
  [
    'contains a password of a database',
    { url: 'postgresql://app:secret@db.example.com/papers' },
    "url with the host 'db.example.com' contains a password, which everybody could read; write apiKey: SecretSource.existing('my-secret').key('key')",
  ],
  [
    'contains a password',
    { url: 'https://me:secret@models.example.com' },
    "url with the host 'models.example.com' contains a password, which everybody could read; write apiKey: SecretSource.existing('my-secret').key('key')",
  ],
  [
    'contains a user',
    { url: 'https://token@models.example.com' },
    "url with the host 'models.example.com' contains a key, which everybody could read; write apiKey: SecretSource.existing('my-secret').key('key')",
  ],
  [
    'contains a key',
    { url: 'https://models.example.com/v1?api_key=0123456789' },
    "url with the host 'models.example.com' contains a key, which everybody could read; write apiKey: SecretSource.existing('my-secret').key('key')",
  ],
])('fails when the URL %s', (_, props, message) => {
  expect(() => new ExternalEndpoint(props)).toThrow(new Error(message));
});

test('fails when a key is asked for that the endpoint does not have', () => {
  const endpoint = new ExternalEndpoint({ url: 'https://models.example.com' });
  expect(() => aService(newChart()).connectToExternal(endpoint, { env: 'URL', credentialEnv: 'KEY' })).toThrow(
    new Error(
      'lab/web: https://models.example.com asks for no API key, so there is none for KEY; give the endpoint an apiKey, or leave credentialEnv out',
    ),
  );
});

describe('an address', () => {
  test.each([
    ['http://203.0.113.7', '203.0.113.7/32', 80],
    ['https://[2606:4700::1111]', '2606:4700::1111/128', 443],
    ['redis://203.0.113.7', '203.0.113.7/32', 6379],
  ])('%s is opened as itself, not with the whole internet', (url, cidr, port) => {
    const endpoint = new ExternalEndpoint({ url });
    const manifests = render((chart) => aService(chart).connectToExternal(endpoint, { env: 'URL' }));
    expect(opened(only(manifests, 'NetworkPolicy').spec.egress, 'to', { ipBlock: { cidr } })).toEqual([port]);
  });
});

describe('a Service of the cluster that is none of this app', () => {
  const call = (endpoint: ExternalEndpoint) =>
    render((chart) => aService(chart).connectToExternal(endpoint, { env: 'URL', credentialEnv: 'PGPASSWORD' }));
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'data' } };

  test('is reached by its name, through the pods behind it', () => {
    const manifests = call(ExternalEndpoint.inCluster({
      service: 'postgres',
      namespace: 'data',
      port: 5432,
      containerPort: 15432,
      podLabels: { app: 'postgres' },
      scheme: 'postgresql',
      path: '/papers',
      apiKey: SecretSource.existing('postgres').key('password'),
    }));
    expect(environment(manifests)).toEqual({
      URL: 'postgresql://postgres.data.svc.cluster.local:5432/papers',
      PGPASSWORD: { secretKeyRef: { name: 'postgres', key: 'password' } },
    });
    const pods = { namespaceSelector, podSelector: { matchLabels: { app: 'postgres' } } };
    expect(opened(only(manifests, 'NetworkPolicy').spec.egress, 'to', pods)).toEqual([15432]);
  });

  test('has the whole namespace opened where its pods are not named', () => {
    const manifests = render((chart) => aService(chart).connectToExternal(
      ExternalEndpoint.inCluster({ service: 'tika', namespace: 'data', port: 9998 }), { env: 'URL' },
    ));
    expect(environment(manifests)).toEqual({ URL: 'http://tika.data.svc.cluster.local:9998' });
    expect(opened(only(manifests, 'NetworkPolicy').spec.egress, 'to', { namespaceSelector })).toEqual([9998]);
  });

  test('may be written as a URL with its own way out', () => {
    const url = 'https://vault.data.svc:8200';
    expect(new ExternalEndpoint({ url, egress: Egress.to(NetworkPeer.namespace('data'), 8200) }).url).toBe(url);
  });

  test('fails when its path is not absolute', () => {
    expect(() => ExternalEndpoint.inCluster({ service: 'pg', namespace: 'data', port: 5432, path: 'papers' })).toThrow(
      new Error("path 'papers' of pg.data is not absolute; write '/papers'"),
    );
  });

  test('fails when its name is none', () => {
    expect(() => ExternalEndpoint.inCluster({ service: 'pg.data', namespace: 'data', port: 5432 })).toThrow(
      "service 'pg.data' is not a DNS label",
    );
  });
});

const toService = (call: string) =>
  'leads to a Service of the cluster, which a way to the internet does not reach; write ' +
  `ExternalEndpoint.inCluster(${call}), or connectTo() where it is a workload of this app`;
const toNetwork = (call: string) =>
  `leads to a private network, which a way to the internet leaves out; write egress: Egress.cidr(${call})`;

test.each([
  ['http://pg.data.svc.cluster.local:5432', toService("{ service: 'pg', namespace: 'data', port: 5432 }")],
  ['https://pg.data.svc', toService("{ service: 'pg', namespace: 'data', port: 443 }")],
  ['https://pg.data.svc.', toService("{ service: 'pg', namespace: 'data', port: 443 }")],
  ['redis://redis', toService("{ service: 'redis', namespace: 'its-namespace', port: 6379 }")],
  ['postgresql://PG.data.svc.cluster.local/x', toService("{ service: 'pg', namespace: 'data', port: 5432 }")],
  ['http://10.0.0.7', toNetwork("'10.0.0.7/32', 80")],
  ['redis://0x0a000007', toNetwork("'10.0.0.7/32', 6379")],
  ['http://169.254.169.254', toNetwork("'169.254.169.254/32', 80")],
  ['https://[fd00::1]:8443', toNetwork("'fd00::1/128', 8443")],
  ['https://models.corp', toNetwork("'10.20.0.0/16', 443")],
])('fails when %s would have the internet opened and the call blocked', (url, why) => {
  expect(() => new ExternalEndpoint({ url })).toThrow(new Error(`url '${url}' ${why}`));
  expect(() => new ExternalEndpoint({ url, egress: Egress.internet(443) })).toThrow(new Error(`url '${url}' ${why}`));
});

test('fails when the short name of a Service is taken for a host of the internet', () => {
  const chart = newChart();
  new Chart(chart, 'data', { namespace: 'data' });
  const endpoint = new ExternalEndpoint({ url: 'http://pg.data' });
  expect(() => aService(chart).connectToExternal(endpoint, { env: 'URL' })).toThrow(
    new Error(`lab/web: url 'http://pg.data' ${toService("{ service: 'pg', namespace: 'data', port: 80 }")}`),
  );
});

test('fails when the host is the pod itself', () => {
  expect(() => new ExternalEndpoint({ url: 'http://localhost:8080' })).toThrow(new Error(
    "url 'http://localhost:8080' leads into the pod, which needs no way out; write env: { MY_URL: EnvValue.literal('http://localhost:8080') }",
  ));
});
