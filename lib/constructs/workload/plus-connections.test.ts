import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Egress, NetworkPeer, SecretSource } from '../..';
import { aService, aStore } from '../../../test/support/examples';
import { environment, newChart, only, render, Rendered } from '../../../test/support/synth';

const IMAGE = 'registry.example.com/redis:7.0.0';
const redis = (chart: Chart, props: Partial<kplus.DeploymentProps> = {}): kplus.Deployment =>
  new kplus.Deployment(chart, 'redis', { containers: [{ image: IMAGE, portNumber: 6379 }], ...props });
const ownPolicy = (manifests: Rendered[], name: string = 'web'): Rendered =>
  only(manifests, 'NetworkPolicy', name).spec;
const podsOf = (manifests: Rendered[]): Rendered =>
  manifests.find(({ metadata }) => metadata.name === 'lab-redis')!.spec.template;
const isolating = (manifests: Rendered[]): Rendered[] =>
  manifests.filter(({ kind, metadata }) =>
    kind === 'NetworkPolicy' && !['web', 'store'].includes(metadata.name));

describe('ours call constructs of cdk8s-plus', () => {
  test('a Service, by its name and through its pods', () => {
    const manifests = render((chart) => {
      const service = redis(chart).exposeViaService({ name: 'redis', ports: [{ port: 80, targetPort: 6379 }] });
      aService(chart).connectToService(service, { env: 'REDIS_URL', scheme: 'redis', path: '/0' });
    });
    expect(environment(manifests, 'web').REDIS_URL).toBe('redis://redis.lab.svc.cluster.local:80/0');
    const { to, ports } = ownPolicy(manifests).egress.at(-1);
    expect(ports).toEqual([{ port: 6379, protocol: 'TCP' }]);
    const { labels } = podsOf(manifests).metadata;
    expect(to).toEqual([{ podSelector: { matchLabels: labels } }]);
  });

  test('a Deployment of another namespace, by way of the Service that selects it', () => {
    const manifests = render((chart) => {
      const other = new Chart(chart, 'other', { namespace: 'caches', disableResourceNameHashes: true });
      const deployment = redis(other);
      deployment.exposeViaService({ name: 'redis' });
      aService(chart).connectToDeployment(deployment, { env: 'REDIS_URL', scheme: 'redis' });
    });
    expect(environment(manifests, 'web').REDIS_URL).toBe('redis://redis.caches.svc.cluster.local:6379');
    expect(ownPolicy(manifests).egress.at(-1).to[0].namespaceSelector).toEqual({
      matchLabels: { 'kubernetes.io/metadata.name': 'caches' },
    });
    expect(isolating(manifests)).toEqual([]);
  });

  test('a Service over UDP', () => {
    const manifests = render((chart) => {
      const deployment = redis(chart, { isolate: true });
      deployment.exposeViaService({ ports: [{ port: 8125, targetPort: 6379, protocol: kplus.Protocol.UDP }] });
      aService(chart).connectToDeployment(deployment, { env: 'STATSD_URL', scheme: 'udp' });
    });
    const ports = [{ port: 6379, protocol: 'UDP' }];
    expect(ownPolicy(manifests).egress.at(-1).ports).toEqual(ports);
    expect(isolating(manifests).flatMap(({ spec }) => spec.ingress ?? [])[0].ports).toEqual(ports);
  });

  test('an isolated Deployment lets ours in', () => {
    const manifests = render((chart) => {
      const deployment = redis(chart, { isolate: true });
      deployment.exposeViaService({ name: 'redis' });
      aService(chart).connectToDeployment(deployment, { env: 'REDIS_URL', scheme: 'redis' });
    });
    const [rule] = isolating(manifests).flatMap(({ spec }) => spec.ingress ?? []);
    expect([rule.from[0].podSelector, rule.ports]).toEqual([
      { matchLabels: { app: 'web' } }, [{ port: 6379, protocol: 'TCP' }],
    ]);
  });

  test('a peer of cdk8s-plus is one of ours, in both directions', () => {
    const manifests = render((chart) => {
      const egress = [
        Egress.to(NetworkPeer.of(redis(chart)), 6379),
        Egress.to(NetworkPeer.of(kplus.NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8', ['10.1.0.0/16'])), 443),
        Egress.to(NetworkPeer.of(kplus.Namespaces.select(chart, 'teams', { labels: { team: 'search' } })), 80),
        Egress.to(NetworkPeer.of(kplus.Namespaces.select(chart, 'named', { names: ['a', 'b'] })), 80),
      ];
      aService(chart, 'web', { egress }).allowIngressFrom(NetworkPeer.of(aStore(chart)));
    });
    expect(ownPolicy(manifests).egress.slice(1).map(({ to }: Rendered) => to)).toMatchSnapshot();
    expect(ownPolicy(manifests).ingress[0].from).toEqual([{
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'lab' } },
      podSelector: { matchLabels: { app: 'store' } },
    }]);
  });
});

describe('constructs of cdk8s-plus call ours', () => {
  const call = (isolate: boolean): Rendered[] => render((chart) => {
    const store = aStore(chart, 'store', { apiKey: SecretSource.existing('qdrant').key('api-key') });
    const deployment = redis(chart, { isolate });
    store.connectFrom(deployment, { env: 'QDRANT_URL', port: 'grpc', path: '/x', credentialEnv: 'QDRANT_API_KEY' });
  });

  test('they get the URL and the key by reference, and are let in', () => {
    const manifests = call(false);
    expect(podsOf(manifests).spec.containers[0].env).toEqual([
      { name: 'QDRANT_URL', value: 'grpc://store.lab.svc.cluster.local:6334/x' },
      { name: 'QDRANT_API_KEY', valueFrom: { secretKeyRef: { name: 'qdrant', key: 'api-key' } } },
    ]);
    const [{ from, ports }] = ownPolicy(manifests, 'store').ingress;
    expect([Object.keys(from[0]), ports[0].port]).toEqual([['namespaceSelector', 'podSelector'], 6334]);
    expect(isolating(manifests)).toEqual([]);
  });

  test('an isolated one is let out', () => {
    const [rule] = isolating(call(true)).flatMap(({ spec }) => spec.egress ?? []);
    expect([rule.to[0].podSelector, rule.ports]).toEqual([
      { matchLabels: { app: 'store' } }, [{ port: 6334, protocol: 'TCP' }],
    ]);
  });
});

test.each<[string, (chart: Chart) => unknown, string]>([
  [
    'a Service selects no pods',
    (chart) => aService(chart).connectToService(
      new kplus.Service(chart, 'bare', { ports: [{ port: 80 }] }), { env: 'URL' },
    ),
    'lab/web: lab/bare selects no pods that a network policy could name; write new kplus.Service(…, { selector })',
  ],
  [
    'a Service has no such port',
    (chart) => aService(chart).connectToService(redis(chart).exposeViaService(), { env: 'URL', port: 80 }),
    'lab/web: lab/redis/Service has no port 80; it offers 6379',
  ],
  [
    'a path is not absolute',
    (chart) => aService(chart).connectToService(redis(chart).exposeViaService(), { env: 'URL', path: '0' }),
    "lab/web: path '0' of the connection to lab/redis/Service is not absolute; write '/0'",
  ],
  [
    'a Deployment has no Service',
    (chart) => aService(chart).connectToDeployment(redis(chart), { env: 'URL' }),
    'lab/web: lab/redis has no Service that could be called; write deployment.exposeViaService()',
  ],
  [
    'a variable of the caller is set already',
    (chart) => {
      const caller = redis(chart);
      caller.containers[0].env.addVariable('URL', kplus.EnvValue.fromValue('x'));
      aService(chart).connectFrom(caller, { env: 'URL' });
    },
    'lab/web: environment variable URL of lab/redis is set already; leave one of them out',
  ],
  [
    'the caller has no container',
    (chart) => aService(chart).connectFrom(new kplus.Deployment(chart, 'empty'), { env: 'URL' }),
    'lab/web: lab/empty has no container that could call; add one before it is connected',
  ],
  [
    'ours asks for no key',
    (chart) => aService(chart).connectFrom(redis(chart), { env: 'URL', credentialEnv: 'KEY' }),
    'lab/web: lab/web asks for no API key, so there is none for KEY; give it an apiKey, or leave credentialEnv out',
  ],
  [
    'a peer is neither pods nor addresses',
    (chart) => {
      const pods = kplus.Pods.all(chart, 'pods');
      pods.toNetworkPolicyPeerConfig = () => ({});
      return NetworkPeer.of(pods);
    },
    'NetworkPeer.of: lab/pods is neither pods nor a block of addresses; write NetworkPeer.namespace(name)',
  ],
])('fails when %s', (_, build, message) => {
  expect(() => build(newChart())).toThrow(message);
});
