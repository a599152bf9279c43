import { IngressOptions, SecretSource } from '../..';
import { aService } from '../../../test/support/examples';
import { newChart, only, opened, render, Rendered } from '../../../test/support/synth';

const withIngress = (ingress: IngressOptions): Rendered[] =>
  render((chart) => aService(chart, 'web', { ingress, port: 80 }));
const namespace = (name: string): object => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

test('a host leads to the port of the Service by its name', () => {
  expect(only(withIngress({ host: 'web.example.com' }), 'Ingress').spec).toEqual({
    rules: [{
      host: 'web.example.com',
      http: {
        paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
      },
    }],
  });
});

test('path, class, certificate and annotations are as asked for', () => {
  const { metadata, spec } = only(
    withIngress({
      host: '*.example.com',
      path: '/api',
      className: 'nginx',
      tlsSecret: SecretSource.existing('web-tls'),
      annotations: { 'nginx.ingress.kubernetes.io/proxy-buffering': 'off' },
    }),
    'Ingress',
  );
  expect(spec.rules[0].http.paths[0].path).toBe('/api');
  expect([spec.ingressClassName, spec.tls]).toEqual(['nginx', [{ hosts: ['*.example.com'], secretName: 'web-tls' }]]);
  const annotations = { 'cdk8s-nim/declared-secrets': 'web-tls', 'nginx.ingress.kubernetes.io/proxy-buffering': 'off' };
  expect(metadata).toMatchObject({ name: 'web', labels: { app: 'web' }, annotations });
});

test('the ingress controller is let in, on the container port', () => {
  expect(
    opened(
      only(withIngress({ host: 'web.example.com' }), 'NetworkPolicy').spec.ingress,
      'from',
      namespace('ingress-nginx'),
    ),
  ).toEqual([8080]);
  const other = withIngress({ host: 'web.example.com', controllerNamespace: 'traefik' });
  expect(opened(only(other, 'NetworkPolicy').spec.ingress, 'from', namespace('traefik'))).toEqual([8080]);
});

test.each([
  [
    'the host is no host name',
    { host: 'http://web' },
    "ingress host 'http://web' is not a Kubernetes object name; write at most 253 lower-case letters, digits, '-' and '.'",
  ],
  [
    'the path is not absolute', { host: 'web.example.com', path: 'api' },
    "ingress path 'api' is not absolute; write '/api'",
  ],
  [
    'the certificate lies in another namespace',
    { host: 'web.example.com', tlsSecret: SecretSource.inNamespace('web-tls', 'other') },
    "secret 'web-tls' lies in namespace 'other', and pods of namespace 'lab' cannot use it; make the Secret in the namespace of the workload",
  ],
])('fails when %s', (_, ingress, message) => {
  expect(() => aService(newChart(), 'web', { ingress })).toThrow(new Error(`lab/web: ${message}`));
});
