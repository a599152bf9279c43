import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { AwsSecretStore, SecretStoreReference } from './secret-store';
import { ExternalSecretSource } from './external-secret-source';
import { NgcExternalSecrets } from './ngc-external-secrets';
import { RemoteKey } from './remote-key';
import { SealedSecretSource } from './sealed-secret-source';
import { GpuNimService } from '../nim/gpu-nim-service';
import { Nim } from '../nim/nim';
import { publishedModelProblems } from '../../../test/imports/published-models';
import { upstreamProblems } from '../../../test/imports/upstream-schemas';
import { testWith } from '../../../test/support/test-with';

const store = SecretStoreReference.clusterSecretStore('aws');
const remoteKey = RemoteKey.of('research-ops/ngc', 'api-key');

function chartOf(namespace: string, app: App = Testing.app()): Chart {
  return new Chart(app, namespace, { namespace, disableResourceNameHashes: true });
}

/** A value in the form of kubeseal: length of the session key, session key, encrypted value with its tag. */
function sealed(sessionKeyBytes: number = 512, valueBytes: number = 40): string {
  const bytes = Buffer.alloc(2 + sessionKeyBytes + valueBytes, 7);
  bytes.writeUInt16BE(sessionKeyBytes, 0);
  return bytes.toString('base64');
}

function everySource(): Chart {
  const chart = chartOf('models');
  const own = new AwsSecretStore(chart, 'secrets-manager', {
    region: 'us-east-2',
    serviceAccountName: 'secret-reader',
  });
  new NgcExternalSecrets(chart, 'ngc', { store: own.reference, remoteKey });
  new ExternalSecretSource(chart, 'qdrant-keys', { store, values: { 'api-key': RemoteKey.of('qdrant') } });
  new ExternalSecretSource(chart, 'tls', {
    store,
    type: 'kubernetes.io/tls',
    values: { 'tls.crt': RemoteKey.of('tls', 'crt'), 'tls.key': RemoteKey.of('tls', 'key') },
  });
  new SealedSecretSource(chart, 'sources', { encryptedData: { token: sealed() } });
  return chart;
}

test('the objects of every source', () => {
  expect(Testing.synth(everySource())).toMatchSnapshot();
});

testWith('the published models')('the objects are valid for the published models and the upstream definitions', () => {
  const manifests = Testing.synth(everySource());
  expect(publishedModelProblems(manifests)).toEqual([]);
  expect(upstreamProblems(manifests) ?? []).toEqual([]);
}, 60_000);

test('a NIM uses both NGC secrets by reference, and by default they have the names it expects', () => {
  const chart = chartOf('models');
  const ngc = new NgcExternalSecrets(chart, 'ngc', { store, remoteKey });
  const nim = Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0');
  new GpuNimService(chart, 'explicit', { nim, imagePullSecrets: [ngc.pullSecret], apiKey: ngc.apiKey });
  new GpuNimService(chart, 'implicit', { nim });
  const secretsOf = (name: string) => {
    const { spec } = Testing.synth(chart).find(
      (object) => object.kind === 'Deployment' && object.metadata.name === name,
    ).spec.template;
    return [
      spec.imagePullSecrets,
      spec.containers[0].env.find((variable: { name: string }) => variable.name === 'NGC_API_KEY').valueFrom,
    ];
  };
  expect(secretsOf('explicit')).toEqual([
    [{ name: 'ngc-secret' }],
    { secretKeyRef: { name: 'nvidia-ngc-secret', key: 'NGC_API_KEY' } },
  ]);
  expect(secretsOf('implicit')).toEqual(secretsOf('explicit'));
});

test('the names of the NGC secrets can be chosen', () => {
  const ngc = new NgcExternalSecrets(chartOf('models'), 'ngc', {
    store,
    remoteKey,
    pullSecretName: 'pull',
    apiKeySecretName: 'key',
  });
  expect([ngc.pullSecret.name, ngc.apiKey.secret.name, ngc.apiKey.key]).toEqual(['pull', 'key', 'NGC_API_KEY']);
});

test('fails when a NIM of another namespace uses the secrets', () => {
  const app = Testing.app();
  const ngc = new NgcExternalSecrets(chartOf('secrets', app), 'ngc', { store, remoteKey });
  const nim = Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0');
  expect(() => new GpuNimService(chartOf('models', app), 'nim', { nim, imagePullSecrets: [ngc.pullSecret] })).toThrow(
    "models/nim: secret 'ngc-secret' lies in namespace 'secrets', and pods of namespace 'models' cannot use it; make the Secret in the namespace of the workload",
  );
});

test('fails when the chart has no namespace', () => {
  expect(() => new SealedSecretSource(Testing.chart(), 'keys', { encryptedData: { key: sealed() } })).toThrow(
    "test/keys: the chart has no namespace, so that nobody knows who can use secret 'keys'; write new Chart(app, 'id', { namespace: 'my-namespace' })",
  );
});

test('fails when a source has no keys', () => {
  expect(() => new ExternalSecretSource(chartOf('a'), 'keys', { store, values: {} })).toThrow(
    "a/keys: secret 'keys' has no keys; write at least one",
  );
});

test('fails when a key is asked for that the Secret will not have', () => {
  const source = new ExternalSecretSource(chartOf('a'), 'keys', {
    store,
    values: { first: RemoteKey.of('x'), second: RemoteKey.of('y') },
  });
  expect(source.key('first').secret).toBe(source.secret);
  expect(() => source.key('third')).toThrow("a/keys: secret 'keys' has no key 'third'; write one of 'first', 'second'");
});

test('a Secret made by a template has the keys of the template', () => {
  const source = new ExternalSecretSource(chartOf('a'), 'keys', {
    store,
    values: { user: RemoteKey.of('x') },
    template: { url: 'https://{{ .user }}@example.com' },
  });
  expect(source.key('url').key).toBe('url');
  expect(() => source.key('user')).toThrow("has no key 'user'; write one of 'url'");
});

test('fails when a name is not a Kubernetes name', () => {
  expect(() => new ExternalSecretSource(chartOf('a'), 'Keys', { store, values: { key: RemoteKey.of('x') } })).toThrow(
    "a/Keys: secret name 'Keys' is not a Kubernetes object name",
  );
  expect(() => SecretStoreReference.secretStore('A B')).toThrow("secret store 'A B' is not a Kubernetes object name");
});

test('fails when a key is not valid', () => {
  expect(() => new ExternalSecretSource(chartOf('a'), 'keys', { store, values: { 'a/b': RemoteKey.of('x') } })).toThrow(
    "a/keys: secret key 'a/b' is not valid; write letters, digits, '-', '_' and '.'",
  );
});

test.each([
  ['', undefined, ''],
  ['x', '', " with property ''"],
])('fails when a remote key names no secret: %p %p', (key, property, text) => {
  expect(() => RemoteKey.of(key, property)).toThrow(
    `remote key '${key}'${text} names no secret; write RemoteKey.of('team/name', 'property')`,
  );
});

test('fails when the region is none', () => {
  expect(() => new AwsSecretStore(chartOf('a'), 'store', { region: 'Ohio' })).toThrow(
    "a/store: region 'Ohio' is not an AWS region; write for example us-east-2",
  );
});

test.each(['us-east-2', 'eu-west-1', 'us-gov-west-1', 'ap-southeast-4'])('%s is a region', (region) => {
  expect(new AwsSecretStore(chartOf('a'), 'store', { region }).reference).toMatchObject({
    kind: 'SecretStore',
    name: 'store',
  });
});

describe('sealed values', () => {
  const seal = (value: string) => new SealedSecretSource(chartOf('a'), 'keys', { encryptedData: { key: value } });

  test('fails when a value is not sealed, without repeating it', () => {
    const value = 'a-readable-password';
    expect(() => seal(value)).toThrow(
      "a/keys: the value of key 'key' is not sealed and would be published; write what kubeseal prints under encryptedData",
    );
    expect(() => seal(value)).not.toThrow(value);
  });

  test('any form of kubeseal passes', () => {
    fc.assert(fc.property(fc.constantFrom(256, 384, 512), fc.nat({ max: 500 }), (sessionKey, length) => {
      expect(() => seal(sealed(sessionKey, 16 + length))).not.toThrow();
    }));
  });

  test('no short value passes, in base64 or not', () => {
    fc.assert(fc.property(fc.string({ maxLength: 250 }), (value) => {
      expect(() => seal(value)).toThrow('is not sealed');
      expect(() => seal(Buffer.from(value).toString('base64'))).toThrow('is not sealed');
    }));
  });

  test.each([
    ['without the authentication tag', sealed(512, 15)],
    ['with a session key of 128 bytes', sealed(128)],
    ['that is not base64', `${sealed()}!`],
  ])('fails for a value %s', (_, value) => {
    expect(() => seal(value)).toThrow('is not sealed');
  });
});
