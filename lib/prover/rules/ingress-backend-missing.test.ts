import { Json, judge, object, only } from '../../../test/support/rules';

const service = (ports: Json[], spec: Json = {}) =>
  object('Service', 'web', { spec: { selector: { app: 'web' }, ports, ...spec } });

describe('ingress-backend-missing', () => {
  const id = 'ingress-backend-missing';
  const ingress = (port: Json, name = 'web') =>
    object(
      'Ingress',
      'web',
      { spec: { rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] } },
      'networking.k8s.io/v1',
    );
  const http = service([{ name: 'http', port: 80 }]);
  test('fails for an unknown Service or port', () => {
    expect(only(judge(id, [ingress({ name: 'http' }, 'shop'), http])).message).toContain('Service shop is not among');
    expect(only(judge(id, [ingress({ number: 8000 }), http])).message).toContain('its ports are http 80');
  });
  test('complies by name and by number', () => {
    expect(judge(id, [ingress({ name: 'http' }), http])).toBe('compliant');
    expect(judge(id, [ingress({ number: 80 }), http])).toBe('compliant');
  });
  test('does not apply without a Service backend', () =>
    expect(judge(id, [object('Ingress', 'x', { spec: {} })])).toBe('not applicable'));
});

describe('ingress-backend-missing', () => {
  const id = 'ingress-backend-missing';
  const ingress = (spec: Json) => object('Ingress', 'web', { spec }, 'networking.k8s.io/v1');
  const to = (port: Json, name = 'web') =>
    ingress({ rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] });
  const backend = '/spec/rules/0/http/paths/0/backend/service';
  test('points to the name of a Service that does not exist', () => {
    expect(judge(id, [to({ number: 80 }, 'shop'), service([{ port: 80 }])])).toEqual([
      { pointer: `${backend}/name`, message: 'Service shop is not among the manifests of namespace shop' },
    ]);
  });
  test('looks at the default backend too', () => {
    expect(judge(id, [ingress({ defaultBackend: { service: { name: 'gone', port: { number: 80 } } } })])).toEqual([{
      pointer: '/spec/defaultBackend/service/name',
      message: 'Service gone is not among the manifests of namespace shop',
    }]);
  });
  test.each<[string, Json, Json[], string]>([
    [
      'an unknown number', { number: 1 }, [{ port: 80 }, { name: 'metrics', port: 90 }],
      'no port 1; its ports are 80, metrics 90',
    ],
    ['an unknown name', { name: 'web' }, [{ name: 'http', port: 80 }], 'no port web; its ports are http 80'],
    ['a Service without ports', { number: 80 }, [], 'no port 80; its ports are none'],
  ])('names the ports there are for %s', (_, port, ports, message) => {
    expect(judge(id, [to(port), service(ports)])).toEqual([
      { pointer: `${backend}/port`, message: `Service web has ${message}` },
    ]);
  });
  test('complies with one port of several, and with any port of an external name', () => {
    expect(
      judge(id, [
        to({ name: 'metrics' }),
        service([
          { name: 'http', port: 80 }, { name: 'metrics', port: 90 },
        ]),
      ]),
    ).toBe('compliant');
    expect(judge(id, [to({ number: 80 }), service([], { type: 'ExternalName' })])).toBe('compliant');
  });
});

describe('ingress-backend-missing', () => {
  const ingress = (annotations: Json) => ({
    ...object(
      'Ingress',
      'web',
      {
        spec: {
          rules: [
            { http: { paths: [{ backend: { service: { name: 'ssl-redirect', port: { name: 'use-annotation' } } } }] } },
          ],
        },
      },
      'networking.k8s.io/v1',
    ),
    metadata: { name: 'web', namespace: 'shop', annotations },
  });
  const check = (annotations: Json) => judge('ingress-backend-missing', [ingress(annotations)]);
  test('complies with an action of the AWS Load Balancer Controller', () =>
    expect(check({ 'alb.ingress.kubernetes.io/actions.ssl-redirect': '{"Type":"redirect"}' })).toBe('compliant'));
  const rollout = (alb: Json, stableService = 'stable') => object('Rollout', 'web', {
    spec: { strategy: { canary: { stableService, trafficRouting: { alb } } } },
  }, 'argoproj.io/v1alpha1');
  test.each([
    ['of its root service', rollout({ ingress: 'web', rootService: 'ssl-redirect' })],
    ['of its stable service', rollout({ ingress: 'web' }, 'ssl-redirect')],
    ['of one of several', rollout({ ingresses: ['other', 'web'], rootService: 'ssl-redirect' })],
  ])('complies with an action %s, which Argo Rollouts writes', (_, written) =>
    expect(judge('ingress-backend-missing', [ingress({}), written])).toBe('compliant'));
  test.each([
    ['another Ingress', rollout({ ingress: 'other', rootService: 'ssl-redirect' })],
    ['another service', rollout({ ingress: 'web', rootService: 'root' }, 'ssl-redirect')],
  ])('fails where a Rollout splits the traffic of %s', (_, written) =>
    expect(judge('ingress-backend-missing', [ingress({}), written])).toHaveLength(1));
  test('fails when the action has no annotation', () =>
    expect(only(check({ 'alb.ingress.kubernetes.io/actions.other': '{}' })).message).toBe(
      'port use-annotation asks for an action, but there is no annotation alb.ingress.kubernetes.io/actions.ssl-redirect',
    ));
});
