import { Chart, Duration } from 'cdk8s';
import {
  CertificateIssuer, Gateway, GatewayReference, GrpcRoute, HttpRoute, HttpRouteProps, NetworkPeer, Nim, SecretSource,
  StatelessService,
} from '../..';
import { customProblems } from '../../../test/support/custom-schemas';
import { aNim, aService, aStore, EMBEDDING_IMAGE } from '../../../test/support/examples';
import { newChart, only, render, Rendered } from '../../../test/support/synth';

const ENVOY: GatewayReference = { name: 'edge', namespace: 'gateways', className: 'eg' };
const withRoute = (gateway: GatewayReference, props: Partial<HttpRouteProps> = {}): Rendered[] => render((chart) => {
  const workload = aService(chart, 'web', { port: 80 });
  new HttpRoute(chart, 'route', { workload, gateway, ...props });
});
const letIn = (manifests: Rendered[], name?: string): unknown =>
  only(manifests, 'NetworkPolicy', name).spec.ingress?.flatMap(({ from, ports }: Rendered) =>
    from.map((peer: unknown) => [peer, ports[0].port]));
const namespace = (name: string): object => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

test('an HTTP route with its required properties only', () => {
  const route = only(withRoute(ENVOY), 'HTTPRoute');
  expect(route).toMatchSnapshot();
  expect(customProblems(route)).toEqual([]);
});

test('an HTTP route with every property', () => {
  const route = only(withRoute({ ...ENVOY, listener: 'https' }, {
    port: 'http',
    hostnames: ['web.example.com', '*.example.org'],
    paths: ['/v1', '/v2'],
    requestTimeout: Duration.minutes(5),
    from: [NetworkPeer.namespace('edge')],
    name: 'front',
    annotations: { 'example.com/owner': 'search' },
  }), 'HTTPRoute');
  expect(route).toMatchSnapshot();
  expect(customProblems(route)).toEqual([]);
});

test('a gRPC route finds the port that speaks gRPC', () => {
  const manifests = render((chart) => {
    new GrpcRoute(chart, 'store-route', { workload: aStore(chart), gateway: ENVOY });
    new GrpcRoute(chart, 'nim-route', {
      workload: aNim(chart, 'llm', { nim: Nim.fromImage(EMBEDDING_IMAGE), grpcPort: 50051 }),
      gateway: ENVOY,
      hostnames: ['llm.example.com'],
      services: ['inference.GRPCInferenceService'],
    });
  });
  const routes = [only(manifests, 'GRPCRoute', 'store'), only(manifests, 'GRPCRoute', 'llm')];
  expect(routes).toMatchSnapshot();
  expect(routes.flatMap(customProblems)).toEqual([]);
  expect(letIn(manifests, 'store')).toEqual([[namespace('envoy-gateway-system'), 6334]]);
  expect(letIn(manifests, 'llm')).toEqual([[namespace('envoy-gateway-system'), 8001]]);
});

test.each([
  ['eg', [namespace('envoy-gateway-system')]],
  ['traefik', [namespace('traefik')]],
  ['kong', [namespace('kong')]],
  ['contour', [namespace('projectcontour')]],
  ['istio', [{
    ...namespace('gateways'), podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'edge' } },
  }]],
  ['gke-l7-global-external-managed', [
    { ipBlock: { cidr: '35.191.0.0/16' } }, { ipBlock: { cidr: '130.211.0.0/22' } },
  ]],
])('the proxies of the gateway class %s are let in on the container port', (className, from) => {
  expect(letIn(withRoute({ ...ENVOY, className }))).toEqual(from.map((peer) => [peer, 8080]));
});

test('the proxy of Cilium is let in by a policy of Cilium', () => {
  const manifests = withRoute({ ...ENVOY, className: 'cilium' });
  expect(letIn(manifests)).toBeUndefined();
  expect(only(manifests, 'CiliumNetworkPolicy').spec.ingress[0].fromEntities).toEqual(['ingress']);
});

test.each([
  ['plain', {}, [['http', 80, 'HTTP']]],
  ['with a certificate', { tlsSecret: SecretSource.existing('web-tls') }, [['https', 443, 'HTTPS']]],
  ['with one of cert-manager', { issuer: CertificateIssuer.clusterIssuer('letsencrypt') }, [['https', 443, 'HTTPS']]],
])('a Gateway %s takes one host, and the routes of its namespace', (_, tls, listeners) => {
  const manifests = render((chart) => {
    const gateway = new Gateway(chart, 'edge', { className: 'istio', hostname: 'web.example.com', ...tls });
    new HttpRoute(chart, 'route', { workload: aService(chart), gateway: gateway.reference });
  });
  const gateway = only(manifests, 'Gateway');
  expect(gateway).toMatchSnapshot();
  expect(customProblems(gateway)).toEqual([]);
  expect(gateway.spec.listeners.map(({ name, port, protocol }: Rendered) => [name, port, protocol])).toEqual(listeners);
  expect(only(manifests, 'HTTPRoute').spec.parentRefs[0].sectionName).toBe(listeners[0][0]);
  const proxies = { podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'edge' } } };
  expect(letIn(manifests)).toEqual([[proxies, 8080]]);
});

const failing = (build: (chart: Chart, workload: StatelessService) => unknown) => () => {
  const chart = newChart();
  build(chart, aService(chart));
};

test.each<[string, (chart: Chart, workload: StatelessService) => unknown, string]>([
  [
    'the class of the Gateway is not known, and nobody would be let in',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: { name: 'edge', className: 'acme' } }),
    "lab/route: gateway class 'acme' does not tell who sends, and the network policy would drop it; write from: [NetworkPeer.cidr('10.0.0.0/16')] with the subnets of its load balancer, or NetworkPeer.namespace(name) with the namespace of its proxies",
  ],
  [
    'the class is not said',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: { name: 'edge' } }),
    "lab/route: gateway class '' does not tell who sends",
  ],
  [
    'the workload speaks no gRPC',
    (chart, workload) => new GrpcRoute(chart, 'route', { workload, gateway: ENVOY }),
    "lab/route: lab/web has no port for grpc on its Service; it offers 'http'",
  ],
  [
    'there is no such port',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: ENVOY, port: 'admin' }),
    "lab/route: lab/web has no port 'admin' on its Service; it offers 'http'",
  ],
  [
    'the port is not on the Service',
    (chart) => new HttpRoute(chart, 'route', { workload: aNim(chart, 'llm'), gateway: ENVOY, port: 'grpc' }),
    "lab/route: lab/llm has no port 'grpc' on its Service; it offers 'http'",
  ],
  [
    'a path is not absolute',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: ENVOY, paths: ['v1'] }),
    "lab/route: route path 'v1' is not absolute; write '/v1'",
  ],
  [
    'a host is a URL',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: ENVOY, hostnames: ['https://web'] }),
    "lab/route: host name 'https://web' is not a Kubernetes object name",
  ],
  [
    'a star stands within a host',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: ENVOY, hostnames: ['a.*.example.com'] }),
    "lab/route: host name 'a.*.example.com' is not a Kubernetes object name",
  ],
  [
    'the name of a route is none',
    (chart, workload) => new HttpRoute(chart, 'route', { workload, gateway: ENVOY, name: 'Front_1' }),
    "lab/route: route 'Front_1' is not a Kubernetes object name",
  ],
  [
    'the name of a Gateway is none',
    (chart) => new Gateway(chart, 'edge', { className: 'eg', hostname: 'web.example.com', name: 'Edge_1' }),
    "lab/edge: gateway 'Edge_1' is not a Kubernetes object name",
  ],
  [
    'the host of a Gateway is none',
    (chart) => new Gateway(chart, 'edge', { className: 'eg', hostname: 'web.*.com' }),
    "lab/edge: host name 'web.*.com' is not a Kubernetes object name",
  ],
  [
    'a request has no time',
    (chart, workload) =>
      new HttpRoute(chart, 'route', { workload, gateway: ENVOY, requestTimeout: Duration.seconds(0) }),
    'lab/route: requestTimeout 0 s is not a whole number of seconds',
  ],
  [
    'a gRPC service has no full name',
    (chart) => new GrpcRoute(chart, 'route', { workload: aStore(chart), gateway: ENVOY, services: ['a/b'] }),
    "lab/route: gRPC service 'a/b' is no full name; write such as 'inference.GRPCInferenceService'",
  ],
  [
    'the workload lies in another namespace',
    (chart, workload) =>
      new HttpRoute(new Chart(chart, 'edge', { namespace: 'edge' }), 'route', { workload, gateway: ENVOY }),
    "lab/edge/route: lab/web lies in namespace 'lab' and its route in 'edge'; put both into one chart",
  ],
  [
    'the route has a namespace and the workload none',
    (chart) => new HttpRoute(new Chart(chart.node.root, 'edge', { namespace: 'edge' }), 'route', {
      workload: aService(new Chart(chart.node.root, 'bare')), gateway: ENVOY,
    }),
    "edge/route: bare/web lies in namespace '' and its route in 'edge'; put both into one chart",
  ],
  [
    'a Gateway has two certificates',
    (chart) => new Gateway(chart, 'edge', {
      className: 'eg',
      hostname: 'web.example.com',
      tlsSecret: SecretSource.existing('web-tls'),
      issuer: CertificateIssuer.issuer('ca'),
    }),
    "lab/edge: tlsSecret 'web-tls' and issuer 'ca' both give the certificate of web.example.com; leave one of them out",
  ],
])('fails when %s', (_, build, message) => {
  expect(failing(build)).toThrow(message);
});

test('only ports of the Service are offered to a route', () => {
  const chart = newChart();
  const workload = aService(chart, 'web', { metricsPort: 9090 });
  expect(workload.ports.map(({ name }) => name)).toEqual(['http', 'metrics']);
  expect(() => new HttpRoute(chart, 'route', { workload, gateway: ENVOY, port: 'metrics' }))
    .toThrow(/^lab\/route: lab\/web has no port 'metrics' on its Service; it offers 'http'$/);
});

test('a Gateway has annotations where some are given', () => {
  const metadataOf = (annotations?: { [key: string]: string }) => only(render((chart) =>
    new Gateway(chart, 'edge', { className: 'istio', hostname: 'web.example.com', annotations })), 'Gateway').metadata;
  expect(metadataOf()).not.toHaveProperty('annotations');
  expect(metadataOf({ 'example.com/owner': 'search' }).annotations).toEqual({ 'example.com/owner': 'search' });
});
