import { container, deployment, judge, Json, object, only, statefulSet } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const web = ported({ name: 'http', containerPort: 8000 });
const service = (ports: Json[], spec: Json = {}) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports, ...spec } });

describe('service-selects-no-pod', () => {
  const id = 'service-selects-no-pod';
  test('fails for labels nobody has in the namespace', () => {
    expect(only(judge(id, [service([])])).message).toBe('no pod in namespace shop has app=web');
    expect(judge(id, [service([]), deployment({}, {}, { namespace: 'other' })])).toHaveLength(1);
  });
  test('only warns where an object of an unknown kind may make the pods', () => {
    expect(only(judge(id, [service([]), object('Widget', 'operator', {}, 'example.com/v1')])).severity).toBe('warning');
  });
  test('complies when it selects pods', () => expect(judge(id, [service([]), web])).toBe('compliant'));
  test('does not apply without selector, or to an external name', () => {
    expect(judge(id, [service([], { selector: undefined })])).toBe('not applicable');
    expect(judge(id, [service([], { type: 'ExternalName' })])).toBe('not applicable');
  });
});

describe('service-target-port-missing', () => {
  const id = 'service-target-port-missing';
  const check = (port: Json, pods = web) => judge(id, [service([port]), pods]);
  test('fails for a name no container has', () => {
    expect(only(check({ port: 80, targetPort: 'web' }))).toMatchObject({
      pointer: '/spec/ports/0/targetPort',
      message: expect.stringContaining('its ports are http (8000)'),
    });
  });
  test('fails for a name of another protocol', () => expect(check({ port: 80, targetPort: 'http', protocol: 'UDP' })).toHaveLength(1));
  test('warns of a number no container declares, the default target included', () => {
    expect(only(check({ port: 80, targetPort: 9000 })).severity).toBe('warning');
    expect(only(check({ port: 80 })).pointer).toBe('/spec/ports/0/port');
  });
  test('complies with the name or number of a port, and with pods that declare none', () => {
    expect([check({ port: 80, targetPort: 'http' }), check({ port: 8000 }), check({ port: 80 }, ported())]).toEqual([
      'compliant',
      'compliant',
      'compliant',
    ]);
  });
  test('does not apply when it selects no pod', () => expect(judge(id, [service([{ port: 80 }])])).toBe('not applicable'));
});

describe('ingress-backend-missing', () => {
  const id = 'ingress-backend-missing';
  const ingress = (port: Json, name = 'web') =>
    object('Ingress', 'web', { spec: { rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] } }, 'networking.k8s.io/v1');
  const http = service([{ name: 'http', port: 80 }]);
  test('fails for an unknown Service or port', () => {
    expect(only(judge(id, [ingress({ name: 'http' }, 'shop'), http])).message).toContain('Service shop is not among');
    expect(only(judge(id, [ingress({ number: 8000 }), http])).message).toContain('its ports are http 80');
  });
  test('complies by name and by number', () => {
    expect(judge(id, [ingress({ name: 'http' }), http])).toBe('compliant');
    expect(judge(id, [ingress({ number: 80 }), http])).toBe('compliant');
  });
  test('does not apply without a Service backend', () => expect(judge(id, [object('Ingress', 'x', { spec: {} })])).toBe('not applicable'));
});

describe('headless-service-missing', () => {
  const id = 'headless-service-missing';
  const db = (clusterIP?: string) => object('Service', 'db', { spec: { clusterIP } });
  test('fails when it does not exist or is not headless', () => {
    expect(judge(id, [statefulSet()])).toHaveLength(1);
    expect(only(judge(id, [statefulSet(), db()])).message).toContain('is not headless');
  });
  test('complies with clusterIP None', () => expect(judge(id, [statefulSet(), db('None')])).toBe('compliant'));
  test('does not apply without serviceName', () => expect(judge(id, [statefulSet({ serviceName: undefined })])).toBe('not applicable'));
});

describe('selector-does-not-match-template', () => {
  const id = 'selector-does-not-match-template';
  test('fails for other labels', () => expect(judge(id, [deployment({}, { selector: { matchLabels: { app: 'api' } } })])).toHaveLength(1));
  test('complies with the same', () => expect(judge(id, [deployment()])).toBe('compliant'));
  test('does not apply without selector', () => expect(judge(id, [deployment({}, { selector: undefined })])).toBe('not applicable'));
});

const policy = (spec: Json) =>
  object('NetworkPolicy', 'web', { spec: { podSelector: { matchLabels: { app: 'web' } }, ...spec } }, 'networking.k8s.io/v1');
const api = { podSelector: { matchLabels: { app: 'api' } } };

describe('network-policy-selects-no-pod', () => {
  const id = 'network-policy-selects-no-pod';
  test('fails for labels nobody has', () => expect(judge(id, [policy({})])).toHaveLength(1));
  test('complies when it selects pods', () => expect(judge(id, [policy({}), web])).toBe('compliant'));
  test('does not apply to all pods', () => expect(judge(id, [policy({ podSelector: {} })])).toBe('not applicable'));
});

describe('network-policy-peer-selects-no-pod', () => {
  const id = 'network-policy-peer-selects-no-pod';
  const inOther = { ...api, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } };
  test('fails for pods that do not exist, here and in another namespace of the manifests', () => {
    expect(only(judge(id, [policy({ ingress: [{ from: [api] }] })])).pointer).toBe('/spec/ingress/0/from/0/podSelector');
    expect(only(judge(id, [policy({ egress: [{ to: [inOther] }] }), deployment({}, {}, { namespace: 'other' })])).message).toContain(
      'namespace other',
    );
  });
  test('complies when they exist', () =>
    expect(judge(id, [policy({ ingress: [{ from: [api] }] }), deployment({}, {}, { name: 'api' })])).toBe('compliant'));
  test('does not apply to addresses, or to namespaces that are not in the manifests', () => {
    expect(judge(id, [policy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }, inOther] }] })])).toBe('not applicable');
  });
});

describe('network-policy-port-missing', () => {
  const id = 'network-policy-port-missing';
  const ingress = (port: Json) => judge(id, [policy({ ingress: [{ ports: [port] }] }), web]);
  test('fails for the port of the Service instead of the container', () => {
    expect(only(ingress({ port: 8001 })).message).toBe('no receiving pod has TCP port 8001; the container ports are http (8000)');
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
    expect([{ port: 8000 }, { port: 'http' }, { port: 7000, endPort: 9000 }, { protocol: 'TCP' }].map(ingress)).toEqual([
      'compliant',
      'compliant',
      'compliant',
      'compliant',
    ]);
  });
  test('does not apply to pods without declared ports, or to peers outside', () => {
    expect(judge(id, [policy({ ingress: [{ ports: [{ port: 1 }] }] }), ported()])).toBe('not applicable');
    expect(judge(id, [policy({ egress: [{ to: [{ ipBlock: {} }], ports: [{ port: 1 }] }] }), web])).toBe('not applicable');
  });
});
