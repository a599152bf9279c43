import { Egress, NetworkPeer } from '../..';
import { aNim, aService, aStore, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { newChart, only, opened, render, Rendered } from '../../../test/support/synth';

const spec = (manifests: Rendered[], name?: string): Rendered => only(manifests, 'NetworkPolicy', name).spec;
const PUBLIC = {
  ipBlock: {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
};

describe.each(EVERY_CONSTRUCT)('a %s', (_, create) => {
  test('is closed in both directions but for what is declared', () => {
    const { policyTypes, ingress } = spec(render((chart) => create(chart, 'x')));
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(ingress).toBeUndefined();
  });

  test('can always resolve names, over UDP and TCP', () => {
    const rule = spec(render((chart) => create(chart, 'x', { egress: [] }))).egress[0];
    expect(rule.ports).toEqual([
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ]);
    expect(rule.to).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
      { ipBlock: { cidr: '169.254.20.10/32' } },
    ]);
  });

  test('selects its own pods only', () => {
    expect(spec(render((chart) => create(chart, 'x'))).podSelector).toEqual({ matchLabels: { app: 'x' } });
  });
});

test('a NIM reaches NGC by default, other workloads reach nobody outside', () => {
  expect(opened(spec(render(aNim)).egress, 'to', PUBLIC)).toEqual([443]);
  for (const create of [aService, aStore]) {
    expect(spec(render((chart) => create(chart))).egress).toHaveLength(1);
  }
});

test('the public internet excludes private addresses and the metadata service of the node', () => {
  const manifests = render((chart) => aService(chart, 'web', { egress: [Egress.internet(443, 80)] }));
  expect(opened(spec(manifests).egress, 'to', PUBLIC)).toEqual([443, 80]);
});

test('the public internet is HTTPS unless other ports are named', () => {
  expect(
    opened(spec(render((chart) => aService(chart, 'web', { egress: [Egress.internet()] }))).egress, 'to', PUBLIC),
  ).toEqual([443]);
});

test('a way out can be declared at once or added later', () => {
  const manifests = render((chart) =>
    aService(chart, 'web', { egress: [Egress.cidr('10.20.0.0/16', 5432)] }).allowEgressTo(Egress.eksPodIdentity()),
  );
  expect(opened(spec(manifests).egress, 'to', { ipBlock: { cidr: '10.20.0.0/16' } })).toEqual([5432]);
  expect(opened(spec(manifests).egress, 'to', { ipBlock: { cidr: '169.254.170.23/32' } })).toEqual([80]);
});

test('Workload Identity of GKE is reached at its metadata server alone', () => {
  const { egress } = spec(render((chart) => aService(chart, 'web', { egress: [Egress.gkeWorkloadIdentity()] })));
  expect(egress[1].to.map(({ ipBlock }: Rendered) => ipBlock.cidr)).toEqual([
    '169.254.169.254/32', '169.254.169.252/32',
  ]);
  expect(egress[1].ports.map(({ port }: Rendered) => port)).toEqual([80, 988]);
});

test('pods and namespaces of the cluster are reached by a way out of their own', () => {
  const egress = [
    Egress.to(NetworkPeer.pods({ app: 'postgres' }, 'data'), 5432),
    Egress.to(NetworkPeer.namespace('kube-system'), 443),
    Egress.to(NetworkPeer.pods({ app: 'statsd' }), 8125).overUdp(), Egress.dualStackInternet(443).overUdp(),
  ];
  expect(spec(render((chart) => aService(chart, 'web', { egress }))).egress.slice(1)).toMatchSnapshot();
});

test.each([
  [
    NetworkPeer.namespace('monitoring'),
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
  ],
  [NetworkPeer.pods({ app: 'prometheus' }), { podSelector: { matchLabels: { app: 'prometheus' } } }],
  [
    NetworkPeer.pods({ app: 'prometheus' }, 'monitoring'),
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
      podSelector: { matchLabels: { app: 'prometheus' } },
    },
  ],
  [NetworkPeer.cidr('10.0.0.0/16'), { ipBlock: { cidr: '10.0.0.0/16' } }],
])('a peer outside the app can be let in', (peer, rendered) => {
  const manifests = render((chart) => aService(chart).allowIngressFrom(peer));
  expect(opened(spec(manifests).ingress, 'from', rendered)).toEqual([8080]);
});

test('a peer is let in to the first port, or to the one that is named, on the Service or not', () => {
  const manifests = render((chart) => {
    const store = aStore(chart);
    store.allowIngressFrom(NetworkPeer.cidr('10.0.0.0/16'));
    store.allowIngressFrom(NetworkPeer.cidr('10.1.0.0/16'), 'metrics');
  });
  expect(opened(spec(manifests).ingress, 'from', { ipBlock: { cidr: '10.0.0.0/16' } })).toEqual([6333]);
  expect(opened(spec(manifests).ingress, 'from', { ipBlock: { cidr: '10.1.0.0/16' } })).toEqual([9091]);
});

describe('fails when', () => {
  test('a peer is let in to a port that the workload lacks', () => {
    expect(() => aStore(newChart()).allowIngressFrom(NetworkPeer.namespace('monitoring'), 'admin')).toThrow(
      new Error("lab/store: there is no port 'admin'; write one of 'http', 'grpc', 'metrics'"),
    );
  });

  test.each([[Egress.cidr], [NetworkPeer.cidr]])(
    'a block of addresses is none',
    (create: (cidr: string, ...ports: number[]) => unknown) => {
      expect(() => create('example.com', 443)).toThrow(
        new Error(
          "'example.com' is not a block of addresses; write an address and a prefix length, such as 10.0.0.0/16",
        ),
      );
    },
  );

  test.each([
    [[], ''],
    [[0], '0'],
    [[443, 65536], '443, 65536'],
    [[1.5], '1.5'],
  ])('the ports of a way out are %j', (ports, listed) => {
    expect(() => Egress.cidr('10.0.0.0/8', ...ports)).toThrow(
      new Error(`egress has the ports [${listed}]; write at least one port from 1 to 65535`),
    );
  });
});

test('fails when a peer without labels would let in every pod', () =>
  expect(() => NetworkPeer.pods({})).toThrow(
    'NetworkPeer.pods: labels {} would let in every pod; write labels of the caller, or NetworkPeer.namespace(name)',
  ));
