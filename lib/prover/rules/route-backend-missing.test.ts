import { Json, judge, object, only } from '../../../test/support/rules';

const API = 'gateway.networking.k8s.io/v1';
const route = (backend: Json, kind = 'HTTPRoute') =>
  object(kind, 'r', { spec: { rules: [{ backendRefs: [backend] }] } }, API);
const web = object('Service', 'web', { spec: { ports: [{ name: 'http', port: 80 }] } });

describe('route-backend-missing', () => {
  const check = (...objects: Json[]) => judge('route-backend-missing', objects);
  test.each(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'])(
    'fails for a Service that a %s names and that is not there',
    (kind) => {
      expect(only(check(route({ name: 'gone', port: 80 }, kind)))).toEqual({
        pointer: '/spec/rules/0/backendRefs/0/name',
        message: 'Service gone is not among the manifests of namespace shop', severity: undefined,
      });
    },
  );
  test('fails for a port that the Service lacks', () =>
    expect(only(check(route({ name: 'web', port: 81 }), web)).message).toBe(
      'Service web has no port 81; its ports are 80',
    ));
  test('complies with a Service and its port', () =>
    expect(check(route({ name: 'web', port: 80 }), web)).toBe('compliant'));
  test('leaves open what a namespace outside the manifests holds', () =>
    expect(check(route({ name: 'web', namespace: 'other', port: 80 }))).toBe('compliant'));
  test('fails for a namespace of the manifests that lacks it', () =>
    expect(
      check(route({ name: 'gone', namespace: 'other', port: 80 }), {
        ...web, metadata: { name: 'web', namespace: 'other' },
      }),
    ).toHaveLength(1));
  test('fails for a Service of another namespace that no ReferenceGrant lets it name', () => {
    const other = { ...web, metadata: { name: 'web', namespace: 'other' } };
    const to = [{ group: '', kind: 'Service' }];
    const grant = (from: Json, ...targets: Json[]) => ({
      apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant',
      metadata: { name: 'g', namespace: 'other' },
      spec: { from: [{ group: 'gateway.networking.k8s.io', ...from }], to: targets.length === 0 ? to : targets },
    });
    const asked = route({ name: 'web', namespace: 'other', port: 80 });
    expect(only(check(asked, other))).toEqual({
      pointer: '/spec/rules/0/backendRefs/0/namespace',
      message: 'no ReferenceGrant in namespace other lets a HTTPRoute of namespace shop name Service web',
    });
    const from = { kind: 'HTTPRoute', namespace: 'shop' };
    expect(check(asked, other, grant(from))).toBe('compliant');
    expect(check(asked, other, grant(from, { group: '', kind: 'Service', name: 'web' }))).toBe('compliant');
    expect(check(asked, other, grant(from, { group: '', kind: 'Service', name: 'x' }))).toHaveLength(1);
    expect(check(asked, other, grant({ kind: 'GRPCRoute', namespace: 'shop' }))).toHaveLength(1);
    expect(check(asked, other, grant({ kind: 'HTTPRoute', namespace: 'else' }))).toHaveLength(1);
    const granted = grant(from, { group: '', kind: 'Secret' }, { group: '', kind: 'Service' });
    const several = { ...granted, spec: { ...granted.spec, from: [{ kind: 'GRPCRoute', namespace: 'shop' }, from] } };
    expect(check(asked, other, several)).toBe('compliant');
    expect(check(asked, other, { ...grant(from), metadata: { name: 'g', namespace: 'else' } })).toHaveLength(1);
  });
  test('fails for a Service that requests are mirrored to', () => {
    const filters = [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'gone', port: 80 } } }];
    const mirrored = object('HTTPRoute', 'r', { spec: { rules: [{ filters }] } }, API);
    expect(only(check(mirrored)).pointer).toBe('/spec/rules/0/filters/0/requestMirror/backendRef/name');
  });
  test('only warns where an object of an unknown kind may make the Service', () =>
    expect(only(check(route({ name: 'gone', port: 80 }), object('Widget', 'w', {}, 'example.com/v1'))).severity).toBe(
      'warning',
    ));
  test('does not apply to backends of other kinds, or without any', () => {
    expect(check(route({ name: 'pool', kind: 'InferencePool', group: 'inference.networking.k8s.io' }))).toBe(
      'not applicable',
    );
    expect(check(object('HTTPRoute', 'r', { spec: {} }, API))).toBe('not applicable');
  });
});
