import { Requirement } from '../../manifests';
import { describeSelector } from '../../manifests/selection';
import { container, deployment, judge, Json, object } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const service = (ports: Json[], spec: Json = {}) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports, ...spec } });

describe('network-policy-port-missing', () => {
  const id = 'network-policy-port-missing';
  const policy = (spec: Json) =>
    object('NetworkPolicy', 'web', { spec: { podSelector: { matchLabels: { app: 'web' } }, ...spec } }, 'networking.k8s.io/v1');
  const ingress = (port: Json, ...pods: Json[]) => judge(id, [policy({ ingress: [{ ports: [port] }] }), ...pods]);
  const pointer = '/spec/ingress/0/ports/0/port';
  const range = { port: 7000, endPort: 9000 };

  test.each<[string, Json, Json[], string]>([
    ['a number without range', { port: 7000 }, [{ containerPort: 8000 }], 'TCP port 7000; the container ports are 8000'],
    ['TCP where the port is UDP', { port: 53 }, [{ name: 'dns', containerPort: 53, protocol: 'UDP' }], 'TCP port 53; the container ports are dns (53)'],
    [
      'none of several ports',
      { port: 80 },
      [{ containerPort: 8000 }, { name: 'metrics', containerPort: 9000 }],
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
  ])('fails for a range that %s', (_, port, containerPort) => expect(ingress(port, ported({ containerPort }))).toMatchObject([
    { pointer, message: `no receiving pod has TCP port 7000-9000; the container ports are ${containerPort}` },
  ]));
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
    const egress = (peers: Json[]) => judge(id, [policy({ egress: [{ to: peers, ports: [{ port: 1 }] }] }), ported({ containerPort: 80 })]);
    expect(egress(to)).toBe('not applicable');
    expect(egress(to.slice(0, 1))).toEqual([
      { pointer: '/spec/egress/0/ports/0/port', message: 'no receiving pod has TCP port 1; the container ports are 80' },
    ]);
  });
});

describe('service-target-port-missing', () => {
  const check = (targetPort: unknown, ...ports: Json[]) => judge('service-target-port-missing', [service([{ port: 80, targetPort }]), ported(...ports)]);
  const pointer = '/spec/ports/0/targetPort';
  test('says so when the pods have no ports at all', () => {
    expect(check('http')).toEqual([{ pointer, message: 'no TCP port of Deployment/web is named http; its ports are none' }]);
  });
  test('names all ports of the protocol', () => {
    expect(check(1, { containerPort: 8000 }, { name: 'metrics', containerPort: 9000 }, { containerPort: 53, protocol: 'UDP' })).toEqual([
      { pointer, message: 'no container of Deployment/web declares TCP port 1; its ports are 8000, metrics (9000)', severity: 'warning' },
    ]);
  });
});

describe('ingress-backend-missing', () => {
  const id = 'ingress-backend-missing';
  const ingress = (spec: Json) => object('Ingress', 'web', { spec }, 'networking.k8s.io/v1');
  const to = (port: Json, name = 'web') => ingress({ rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] });
  const backend = '/spec/rules/0/http/paths/0/backend/service';

  test('points to the name of a Service that does not exist', () => {
    expect(judge(id, [to({ number: 80 }, 'shop'), service([{ port: 80 }])])).toEqual([
      { pointer: `${backend}/name`, message: 'Service shop is not among the manifests of namespace shop' },
    ]);
  });
  test('looks at the default backend too', () => {
    expect(judge(id, [ingress({ defaultBackend: { service: { name: 'gone', port: { number: 80 } } } })])).toEqual([
      { pointer: '/spec/defaultBackend/service/name', message: 'Service gone is not among the manifests of namespace shop' },
    ]);
  });
  test.each<[string, Json, Json[], string]>([
    ['an unknown number', { number: 1 }, [{ port: 80 }, { name: 'metrics', port: 90 }], 'no port 1; its ports are 80, metrics 90'],
    ['an unknown name', { name: 'web' }, [{ name: 'http', port: 80 }], 'no port web; its ports are http 80'],
    ['a Service without ports', { number: 80 }, [], 'no port 80; its ports are none'],
  ])('names the ports there are for %s', (_, port, ports, message) => {
    expect(judge(id, [to(port), service(ports)])).toEqual([{ pointer: `${backend}/port`, message: `Service web has ${message}` }]);
  });
  test('complies with one port of several, and with any port of an external name', () => {
    expect(judge(id, [to({ name: 'metrics' }), service([{ name: 'http', port: 80 }, { name: 'metrics', port: 90 }])])).toBe('compliant');
    expect(judge(id, [to({ number: 80 }), service([], { type: 'ExternalName' })])).toBe('compliant');
  });
});

describe('a selector in words', () => {
  const requirement = (operator: Requirement['operator'], ...values: string[]) => ({ key: 'app', operator, values });
  test.each<[string, Requirement[]]>([
    ['app=web', [requirement('In', 'web')]],
    ['app in (web, api)', [requirement('In', 'web', 'api')]],
    ['app notin (web, api)', [requirement('NotIn', 'web', 'api')]],
    ['app', [requirement('Exists')]],
    ['!app', [requirement('DoesNotExist')]],
    ['app Gt 4', [requirement('Gt', '4')]],
    ['app=web,!app', [requirement('In', 'web'), requirement('DoesNotExist')]],
    ['any labels', []],
  ])('is %s', (words, requirements) => expect(describeSelector({ requirements })).toBe(words));
  test('says when there is none', () => expect(describeSelector(undefined)).toBe('labels, because there is no selector'));
});
