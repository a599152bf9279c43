import { CertificateIssuer, IngressOptions, NetworkPeer, SecretSource } from '../..';
import { customProblems } from '../../../test/support/custom-schemas';
import { aService } from '../../../test/support/examples';
import { newChart, only, render, Rendered } from '../../../test/support/synth';

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
  const letIn = (ingress: IngressOptions): unknown => only(withIngress(ingress), 'NetworkPolicy').spec.ingress;
  const ports = [{ protocol: 'TCP', port: 8080 }];
  const host = 'web.example.com';
  expect(letIn({ host })).toEqual([{ from: [namespace('ingress-nginx')], ports }]);
  expect(letIn({ host, controllerNamespace: 'edge' })).toEqual([{ from: [namespace('edge')], ports }]);
  const from = [NetworkPeer.cidr('10.0.0.0/20'), NetworkPeer.cidr('10.0.16.0/20')];
  expect(letIn({ host, className: 'alb', from })).toEqual([
    { from: [{ ipBlock: { cidr: '10.0.0.0/20' } }, { ipBlock: { cidr: '10.0.16.0/20' } }], ports },
  ]);
});

test.each([
  [undefined, [namespace('ingress-nginx')]],
  ['nginx', [namespace('ingress-nginx')]],
  ['traefik', [namespace('traefik')]],
  ['haproxy', [namespace('haproxy-controller')]],
  ['kong', [namespace('kong')]],
  ['contour', [namespace('projectcontour')]],
  ['istio', [namespace('istio-system')]],
  ['webapprouting.kubernetes.azure.com', [namespace('app-routing-system')]],
  ['gce', [{ ipBlock: { cidr: '35.191.0.0/16' } }, { ipBlock: { cidr: '130.211.0.0/22' } }]],
])('the senders of the class %s are let in, and nobody else', (className, from) => {
  const [rule, ...others] = only(withIngress({ host: 'web.example.com', className }), 'NetworkPolicy').spec.ingress;
  expect([rule.from, others]).toEqual([from, []]);
});

test('the class of an annotation is the class', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'traefik' };
  const { ingress } = only(withIngress({ host: 'web.example.com', annotations }), 'NetworkPolicy').spec;
  expect(ingress[0].from).toEqual([namespace('traefik')]);
});

test('the proxy of cilium is no pod, and let in by a policy of Cilium', () => {
  const manifests = withIngress({ host: 'web.example.com', className: 'cilium' });
  expect(only(manifests, 'NetworkPolicy').spec.ingress).toBeUndefined();
  expect(only(manifests, 'CiliumNetworkPolicy').spec.ingress[0].fromEntities).toEqual(['ingress']);
});

test.each([
  [CertificateIssuer.clusterIssuer('letsencrypt'), 'ClusterIssuer'],
  [CertificateIssuer.issuer('letsencrypt'), 'Issuer'],
])('cert-manager makes the certificate', (issuer, kind) => {
  const manifests = withIngress({ host: 'web.example.com', issuer });
  const certificate = only(manifests, 'Certificate');
  expect([certificate.metadata.name, certificate.spec]).toEqual(['web', {
    secretName: 'web-tls',
    dnsNames: ['web.example.com'],
    issuerRef: { group: 'cert-manager.io', kind, name: 'letsencrypt' },
  }]);
  expect(customProblems(certificate)).toEqual([]);
  const { metadata, spec } = only(manifests, 'Ingress');
  expect(metadata.annotations).toBeUndefined();
  expect(spec.tls).toEqual([{ hosts: ['web.example.com'], secretName: 'web-tls' }]);
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
    'the host is an address', { host: '10.0.0.1' },
    "ingress host '10.0.0.1' is an address; write the name that leads to it, such as chat.example.com",
  ],
  [
    'the path holds what the API server refuses', { host: 'web.example.com', path: '/a//b' },
    "ingress path '/a//b' holds '//', which the API server refuses; write it plainly, such as /v1/chat",
  ],
  [
    'the certificate lies in another namespace',
    { host: 'web.example.com', tlsSecret: SecretSource.inNamespace('web-tls', 'other') },
    "secret 'web-tls' lies in namespace 'other', and pods of namespace 'lab' cannot use it; make the Secret in the namespace of the workload",
  ],
  [
    'the certificate comes from two places',
    {
      host: 'web.example.com',
      tlsSecret: SecretSource.existing('web-tls'),
      issuer: CertificateIssuer.clusterIssuer('letsencrypt'),
    },
    "tlsSecret 'web-tls' and issuer 'letsencrypt' both give the certificate of web.example.com; leave one of them out",
  ],
  [
    'nobody knows the subnets of the load balancer',
    { host: 'web.example.com', className: 'alb' },
    "ingress class 'alb' does not tell who sends, and the network policy would drop it; write ingress.from: [NetworkPeer.cidr('10.0.0.0/16')] with the subnets of its load balancer, or NetworkPeer.namespace(name) with the namespace of its proxies",
  ],
  [
    'nobody is let in',
    { host: 'web.example.com', className: 'alb', from: [] },
    'ingress from [] lets nobody in; write such as from: [NetworkPeer.namespace(name)]',
  ],
  [
    'the senders are told twice',
    { host: 'web.example.com', controllerNamespace: 'edge', from: [NetworkPeer.namespace('edge')] },
    "ingress controllerNamespace 'edge' stands beside from, which says the same; leave one of them out",
  ],
])('fails when %s', (_, ingress, message) => {
  expect(() => aService(newChart(), 'web', { ingress })).toThrow(new Error(`lab/web: ${message}`));
});
