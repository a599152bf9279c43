import { Egress, ExternalEndpoint, ExternalEndpointProps, SecretSource } from '../..';
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
  ['is no URL', { url: 'models' }, "url 'models' is not an http or https URL; write for example https://integrate.api.nvidia.com"],
  ['has another scheme', { url: 'ftp://models' }, "url 'ftp://models' is not an http or https URL; write for example https://integrate.api.nvidia.com"],
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
