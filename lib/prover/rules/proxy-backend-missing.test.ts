import { Json, judge, object, only } from '../../../test/support/rules';

const web = object('Service', 'web', { spec: { ports: [{ name: 'http', port: 80 }] } });
const other = object('ConfigMap', 'a');

const istio = (host: string, port?: number) => object('VirtualService', 'v', {
  spec: {
    hosts: ['shop.example.com'],
    http: [{ route: [{ destination: { host, ...port && { port: { number: port } } } }] }],
  },
}, 'networking.istio.io/v1');
const traefik = (service: Json, kind = 'IngressRoute', group = 'traefik.io') =>
  object(kind, 'i', { spec: { routes: [{ match: 'Host(`a`)', services: [service] }] } }, `${group}/v1alpha1`);
const openshift = (name: string, kind = 'Service') =>
  object('Route', 'r', { spec: { to: { kind, name } } }, 'route.openshift.io/v1');

describe('proxy-backend-missing', () => {
  const check = (...objects: Json[]) => judge('proxy-backend-missing', [other, ...objects]);

  test.each<[string, Json, string]>([
    ['VirtualService', istio('gone'), '/spec/http/0/route/0/destination/host'],
    ['VirtualService by its whole name', istio('gone.shop.svc.cluster.local'),
      '/spec/http/0/route/0/destination/host'],
    ['VirtualService by namespace', istio('gone.shop.svc'), '/spec/http/0/route/0/destination/host'],
    ['IngressRoute', traefik({ name: 'gone', port: 80 }), '/spec/routes/0/services/0/name'],
    ['IngressRoute of the old group', traefik({ name: 'gone', port: 80 }, 'IngressRoute', 'traefik.containo.us'),
      '/spec/routes/0/services/0/name'],
    ['IngressRouteTCP', traefik({ name: 'gone', port: 80 }, 'IngressRouteTCP'), '/spec/routes/0/services/0/name'],
    ['IngressRouteUDP', traefik({ name: 'gone', port: 80 }, 'IngressRouteUDP'), '/spec/routes/0/services/0/name'],
    ['Route of OpenShift', openshift('gone'), '/spec/to/name'],
  ])('fails for a Service that a %s names and that is not there', (_, route, pointer) =>
    expect(only(check(route, web))).toEqual({
      pointer, message: 'Service gone is not among the manifests of namespace shop', severity: undefined,
    }));

  test.each<[string, Json]>([
    ['VirtualService', istio('web', 81)], ['IngressRoute', traefik({ name: 'web', port: 81 })],
  ])('fails for a port that the Service of a %s lacks', (_, route) =>
    expect(only(check(route, web)).message).toBe('Service web has no port 81; its ports are 80'));

  test.each<[string, Json]>([
    ['VirtualService', istio('web', 80)], ['VirtualService without port', istio('web')],
    ['IngressRoute', traefik({ name: 'web', port: 80 })],
    ['IngressRoute by name', traefik({ name: 'web', port: 'http' })],
    ['Route of OpenShift', openshift('web')],
    ['VirtualService of another namespace that is not known', istio('gone.infra.svc.cluster.local', 80)],
    ['IngressRoute of another namespace that is not known', traefik({ name: 'gone', namespace: 'infra', port: 80 })],
  ])('complies with a %s', (_, route) => expect(check(route, web)).toBe('compliant'));

  test('complies with a host that a ServiceEntry names', () =>
    expect(check(
      istio('legacy'), object('ServiceEntry', 's', { spec: { hosts: ['legacy'] } }, 'networking.istio.io/v1'),
    )).toBe('compliant'));

  test('fails for what mirrors name, and for alternate backends', () => {
    const mirrored = object('VirtualService', 'v', {
      spec: { http: [{ route: [{ destination: { host: 'web' } }], mirror: { host: 'gone' } }] },
    }, 'networking.istio.io/v1');
    expect(only(check(mirrored, web)).pointer).toBe('/spec/http/0/mirror/host');
    const split = object('Route', 'r', {
      spec: { to: { kind: 'Service', name: 'web' }, alternateBackends: [{ kind: 'Service', name: 'gone' }] },
    }, 'route.openshift.io/v1');
    expect(only(check(split, web)).pointer).toBe('/spec/alternateBackends/0/name');
  });

  test('only warns where an object of an unknown kind may make the Service', () =>
    expect(only(check(openshift('gone'), object('Widget', 'w', {}, 'example.com/v1'))))
      .toMatchObject({ severity: 'warning' }));

  test.each<[string, Json]>([
    ['a Route of Knative', object('Route', 'r', { spec: { traffic: [] } }, 'serving.knative.dev/v1')],
    ['a service of Traefik itself', traefik({ name: 'api@internal', kind: 'TraefikService' })],
    ['a VirtualService that sends out of the cluster', istio('api.example.com', 443)],
    ['a VirtualService that only redirects', object('VirtualService', 'v', { spec: { http: [{ redirect: {} }] } },
      'networking.istio.io/v1')],
  ])('does not apply to %s', (_, route) => expect(check(route)).toBe('not applicable'));
});
