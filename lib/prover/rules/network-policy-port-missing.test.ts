import { container, deployment, Json, judge, networkPolicy as policy, object, only } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const web = ported({ name: 'http', containerPort: 8000 });
const api = { podSelector: { matchLabels: { app: 'api' } } };
const app = (name: string) => ({ matchLabels: { app: name } });

describe('network-policy-port-missing', () => {
  const id = 'network-policy-port-missing';
  const ingress = (port: Json) => judge(id, [policy({ ingress: [{ ports: [port] }] }), web]);
  test('fails for the port of the Service instead of the container', () => {
    expect(only(ingress({ port: 8001 })).message).toBe(
      'no receiving pod has TCP port 8001; the container ports are http (8000)',
    );
    expect(ingress({ port: 'web' })).toHaveLength(1);
    expect(ingress({ port: 8000, protocol: 'UDP' })).toHaveLength(1);
  });
  test('fails for the wrong port of a callee', () => {
    const callee = {
      ...web,
      metadata: { name: 'api', namespace: 'shop' },
      spec: { template: { ...web.spec.template, metadata: { labels: { app: 'api' } } } },
    };
    expect(judge(id, [policy({ egress: [{ to: [api], ports: [{ port: 80 }] }] }), callee])).toHaveLength(1);
    expect(judge(id, [policy({ egress: [{ to: [api], ports: [{ port: 8000 }] }] }), callee])).toBe('compliant');
  });
  test('complies by number, name, range and for every port', () => {
    expect([{ port: 8000 }, { port: 'http' }, { port: 7000, endPort: 9000 }, { protocol: 'TCP' }].map(ingress)).toEqual(
      ['compliant', 'compliant', 'compliant', 'compliant'],
    );
  });
  test('does not apply to pods without declared ports, or to peers outside', () => {
    expect(judge(id, [policy({ ingress: [{ ports: [{ port: 1 }] }] }), ported()])).toBe('not applicable');
    expect(judge(id, [policy({ egress: [{ to: [{ ipBlock: {} }], ports: [{ port: 1 }] }] }), web])).toBe(
      'not applicable',
    );
  });
});

describe('network-policy-port-missing', () => {
  const id = 'network-policy-port-missing';
  const ingress = (port: Json, ...pods: Json[]) => judge(id, [policy({ ingress: [{ ports: [port] }] }), ...pods]);
  const pointer = '/spec/ingress/0/ports/0/port';
  const range = { port: 7000, endPort: 9000 };
  test.each<[string, Json, Json[], string]>([
    [
      'a number without range', { port: 7000 }, [{ containerPort: 8000 }],
      'TCP port 7000; the container ports are 8000',
    ],
    [
      'TCP where the port is UDP', { port: 53 }, [{ name: 'dns', containerPort: 53, protocol: 'UDP' }],
      'TCP port 53; the container ports are dns (53)',
    ],
    [
      'none of several ports', { port: 80 }, [{ containerPort: 8000 }, { name: 'metrics', containerPort: 9000 }],
      'TCP port 80; the container ports are 8000, metrics (9000)',
    ],
  ])('fails for %s', (_, port, ports, message) => {
    expect(ingress(port, ported(...ports))).toEqual([{ pointer, message: `no receiving pod has ${message}` }]);
  });
  test.each<[string, Json, Json[]]>([
    ['the first port of a range', range, [{ containerPort: 7000 }]],
    ['a port inside a range', range, [{ containerPort: 8000 }]],
    ['the last port of a range', range, [{ containerPort: 9000 }]],
    ['one of several ports', { port: 9000 }, [{ containerPort: 8000 }, { containerPort: 9000 }]],
    ['the protocol of the port', { port: 53, protocol: 'UDP' }, [{ containerPort: 53, protocol: 'UDP' }]],
  ])('complies with %s', (_, port, ports) => expect(ingress(port, ported(...ports))).toBe('compliant'));
  test.each<[string, Json, number]>([
    ['begins above the port', range, 6999],
    ['ends below the port', range, 9001],
    ['begins with a name', { ...range, port: '7000' }, 8000],
  ])('fails for a range that %s', (_, port, containerPort) =>
    expect(ingress(port, ported({ containerPort }))).toMatchObject([
      { pointer, message: `no receiving pod has TCP port 7000-9000; the container ports are ${containerPort}` },
    ]),
  );
  test('points to the port that is not written where every port of another protocol is allowed', () => {
    expect(ingress({ protocol: 'UDP' }, ported({ containerPort: 80 }))).toEqual([
      { pointer, message: 'no receiving pod has a UDP port; the container ports are 80' },
    ]);
  });
  test('knows the ports of sidecars, and none of init containers that end', () => {
    const init = (restartPolicy?: string) =>
      deployment({
        containers: [container({ ports: [{ containerPort: 8000 }] })],
        initContainers: [container({ name: 'proxy', restartPolicy, ports: [{ containerPort: 15001 }] })],
      });
    expect(ingress({ port: 15001 }, init('Always'))).toBe('compliant');
    expect(ingress({ port: 15001 }, init())).toEqual([
      { pointer, message: 'no receiving pod has TCP port 15001; the container ports are 8000' },
    ]);
  });
  test('does not apply to a rule for all ports', () => {
    expect(judge(id, [policy({ ingress: [{ from: [] }] }), ported({ containerPort: 80 })])).toBe('not applicable');
  });
  test('does not apply when one of the receiving pods declares no port', () => {
    const silent = { ...ported(), metadata: { name: 'silent', namespace: 'shop' } };
    expect(ingress({ port: 1 }, ported({ containerPort: 80 }), silent)).toBe('not applicable');
  });
  test('does not apply when one of the peers is an address', () => {
    const to = [{ podSelector: { matchLabels: { app: 'web' } } }, { ipBlock: { cidr: '10.0.0.0/8' } }];
    const egress = (peers: Json[]) =>
      judge(id, [policy({ egress: [{ to: peers, ports: [{ port: 1 }] }] }), ported({ containerPort: 80 })]);
    expect(egress(to)).toBe('not applicable');
    expect(egress(to.slice(0, 1))).toEqual([{
      pointer: '/spec/egress/0/ports/0/port', message: 'no receiving pod has TCP port 1; the container ports are 80',
    }]);
  });
});

describe('network-policy-port-missing', () => {
  const policy = (spec: Json) => object('NetworkPolicy', 'web', { spec }, 'networking.k8s.io/v1');
  const ported = (name: string, ...ports: Json[]) => deployment({ containers: [container({ ports })] }, {}, { name });
  const id = 'network-policy-port-missing';
  const pods = [
    ported('web', { name: 'http', containerPort: 8000 }), ported('api', { name: 'grpc', containerPort: 9000 }),
  ];
  const check = (port: number, podSelector?: Json) =>
    judge(id, [policy({ podSelector, ingress: [{ ports: [{ port }] }] }), ...pods]);
  test('looks only at the pods the policy selects', () => {
    expect(check(9000, app('web'))).toEqual([{
      pointer: '/spec/ingress/0/ports/0/port',
      message: 'no receiving pod has TCP port 9000; the container ports are http (8000)',
    }]);
    expect(check(9000, app('api'))).toBe('compliant');
  });
  test('looks at every pod of the namespace when the policy has no selector', () => {
    expect(check(9000)).toBe('compliant');
    expect(check(9001)).toEqual([{
      pointer: '/spec/ingress/0/ports/0/port',
      message: 'no receiving pod has TCP port 9001; the container ports are http (8000), grpc (9000)',
    }]);
  });
});
