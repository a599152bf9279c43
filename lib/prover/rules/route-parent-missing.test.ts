import { Json, judge, object, only } from '../../../test/support/rules';

const API = 'gateway.networking.k8s.io/v1';
const route = (parent: Json, kind = 'HTTPRoute') => object(kind, 'r', { spec: { parentRefs: [parent] } }, API);
const gateway = object('Gateway', 'edge', { spec: { listeners: [{ name: 'web' }, { name: 'tls' }] } }, API);

describe('route-parent-missing', () => {
  const check = (...objects: Json[]) => judge('route-parent-missing', objects);
  test.each(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'])(
    'fails for a Gateway that a %s names and that is not there', (kind) =>
      expect(only(check(route({ name: 'gone' }, kind), gateway))).toEqual({
        pointer: '/spec/parentRefs/0/name', message: 'Gateway gone is not among the manifests of namespace shop',
      }));
  test('only warns where the manifests hold no Gateway at all', () =>
    expect(only(check(route({ name: 'gone' })))).toMatchObject({ severity: 'warning' }));
  test('does not apply to a parent of another group', () =>
    expect(check(route({ name: 'edge', kind: 'Gateway', group: 'mesh.example.com' }))).toBe('not applicable'));
  test('complies with a listener that a ListenerSet may add', () =>
    expect(check(route({ name: 'edge', sectionName: 'http' }), gateway,
      object('XListenerSet', 'more', {}, 'gateway.networking.x-k8s.io/v1alpha1'))).toBe('compliant'));
  test('fails for a listener that the Gateway lacks', () =>
    expect(only(check(route({ name: 'edge', sectionName: 'http' }), gateway))).toEqual({
      pointer: '/spec/parentRefs/0/sectionName', message: 'Gateway edge has no listener http; it has web, tls',
    }));
  test('fails for a Gateway of another group', () =>
    expect(check(route({ name: 'edge' }), { ...gateway, apiVersion: 'networking.istio.io/v1' })).toHaveLength(1));
  test('complies with a Gateway and its listener', () => {
    expect(check(route({ name: 'edge' }), gateway)).toBe('compliant');
    expect(check(route({ name: 'edge', sectionName: 'tls' }), gateway)).toBe('compliant');
  });
  test('leaves open what a namespace outside the manifests holds', () => {
    expect(check(route({ name: 'edge', namespace: 'infra' }), gateway)).toBe('compliant');
    const other = { ...gateway, metadata: { name: 'x', namespace: 'infra' } };
    expect(check(route({ name: 'edge', namespace: 'infra' }), other)).toHaveLength(1);
  });
  test('does not apply to a route of a mesh, whose parent is a Service', () =>
    expect(check(route({ name: 'web', kind: 'Service', group: '' }))).toBe('not applicable'));
});
